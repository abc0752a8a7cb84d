// The focus is never lost: when the element that has it goes away, it goes to what is in front.

/** Watches until the signal ends; `take` puts the focus somewhere sensible. */
export function keepFocus(take: () => void, signal: AbortSignal): void {
  let last = document.activeElement;
  const listening = { signal };
  document.addEventListener("focusin", ({ target }) => (last = target instanceof Element ? target : last), listening);
  /** Whoever takes an element away may move the focus themselves: theirs goes first. */
  const look = (): void => {
    if (isLost(last)) setTimeout(() => !signal.aborted && isLost(last) && take());
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "disabled"] });
  signal.addEventListener("abort", () => observer.disconnect());
}

/** A click beside everything takes the focus away as well, but then its element is still there. */
function isLost(last: Element | null): boolean {
  const { activeElement, body } = document;
  const isNowhere = activeElement === null || activeElement === body || activeElement === last;
  const isGone = last !== null && last !== body && (!last.checkVisibility() || last.matches(":disabled"));
  return isNowhere && isGone;
}
