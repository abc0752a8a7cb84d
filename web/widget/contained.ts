// The host page never sees an error of ours.

/** Runs `work` so that whatever goes wrong in it is told to the console and goes no further. */
export const contained =
  <Given extends unknown[]>(work: (...given: Given) => unknown) =>
  (...given: Given): void => {
    try {
      const outcome = work(...given);
      if (outcome instanceof Promise) outcome.catch(tell);
    } catch (error) {
      tell(error);
    }
  };

const tell = (error: unknown): void => console.warn("lotse:", error);
