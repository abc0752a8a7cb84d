// What survives a reload: drafts and unsent replies for this tab, choices of taste for this browser.
// Logging out removes it all.

const PREFIX = "lotse.desk.";

export interface Shelf {
  read(name: string): string;
  /** An empty text removes the entry. */
  write(name: string, text: string): void;
}

export const tab: Shelf = shelf(() => sessionStorage);
export const browser: Shelf = shelf(() => localStorage);

/** Removes all that the console keeps, and nothing of other pages of this address. */
export function forgetEverything(): void {
  forgetIn(() => sessionStorage);
  forgetIn(() => localStorage);
}

/** What another person left in this browser is not for the one who sits here now. */
export function belongTo(personId: string): void {
  if (tab.read("person") !== personId) forgetIn(() => sessionStorage);
  tab.write("person", personId);
}

function shelf(open: () => Storage): Shelf {
  return {
    read: (name) => allowed(() => open().getItem(PREFIX + name)) ?? "",
    write: (name, text) =>
      void allowed(() => (text ? open().setItem(PREFIX + name, text) : open().removeItem(PREFIX + name))),
  };
}

function forgetIn(open: () => Storage): void {
  allowed(() => {
    const storage = open();
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
  });
}

/** A browser may forbid storage, or it may be full; the console then works without. */
function allowed<Result>(action: () => Result): Result | null {
  try {
    return action();
  } catch {
    return null;
  }
}
