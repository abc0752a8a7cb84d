// <script src="https://desk.example/widget.js" async></script>: registers <lotse-chat> and puts one on the page.
import { contained } from "./contained.js";
import { LotseChat } from "./element.js";
import { TAG, elementFor } from "./settings.js";

const script = document.currentScript;

contained(() => {
  if (script instanceof HTMLScriptElement) {
    LotseChat.source = script.src;
    whenReady(() => place(script));
  }
  if (!customElements.get(TAG)) customElements.define(TAG, LotseChat);
})();

/** One widget a page, also if the page has an element of its own or loads the script twice. */
function place(script: HTMLScriptElement): void {
  if (!document.querySelector(TAG)) document.body.append(elementFor(script));
}

function whenReady(work: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", contained(work));
  else queueMicrotask(contained(work));
}
