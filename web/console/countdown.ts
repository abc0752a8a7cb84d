// How long an offer still holds: a quiet line that shortens, and the seconds in words.
import { el, show, write } from "./dom.js";
import type { Mine, Offer } from "./state.js";
import { offerLeft } from "./state.js";
import { everySecond } from "./ticker.js";
import { duration } from "./words.js";

/** Ticks as long as it is on the page. Nothing is shown where the end is not known. */
export function countdown(): { readonly element: HTMLElement; from(offer: Mine & Offer): void } {
  const words = el("span", { class: "tabular" });
  const bar = el("span", { class: "countdown-bar", "aria-hidden": "true" });
  const element = el("span", { class: "countdown" }, words, el("span", { class: "countdown-rail" }, bar));
  let told: (Mine & Offer) | null = null;
  let whole = 0;
  const tell = (now: number): void => {
    const left = told && offerLeft(told, now);
    show(element, left !== null);
    if (left === null) return;
    whole = Math.max(whole, left, 1);
    write(words, left > 0 ? `noch ${duration(left)}` : "gleich vorbei");
    bar.style.inlineSize = `${Math.round((100 * left) / whole)}%`;
  };
  const stop = everySecond((now) => (element.isConnected ? tell(now) : stop()));
  return {
    element,
    from(offer) {
      if (offer.expiresAt !== told?.expiresAt) whole = 0;
      told = offer;
      tell(Date.now());
    },
  };
}
