// How long somebody has been waiting, ticking.
import { el, write } from "./dom.js";
import { icon } from "./icons.js";
import { everySecond } from "./ticker.js";
import { duration } from "./words.js";

/** A waiting time that ticks as long as it is on the page. */
export function waitingTime(): { readonly element: HTMLElement; from(waitsFrom: number): void } {
  const time = el("span", { class: "tabular" });
  const element = el(
    "span",
    { class: "waiting", title: "Wartezeit" },
    icon("clock"),
    el("span", { class: "sr-only" }, "wartet seit "),
    time,
  );
  let since = Date.now();
  const tell = (now: number): void => write(time, duration(now - since));
  const stop = everySecond((now) => (element.isConnected ? tell(now) : stop()));
  return {
    element,
    from(waitsFrom) {
      since = waitsFrom;
      tell(Date.now());
    },
  };
}
