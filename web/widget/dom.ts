// Building elements without markup: people's words only ever become text nodes.
import { contained } from "./contained.js";

type Value = string | number | boolean | undefined | ((event: never) => unknown);

/** `h("button", { class: "x", onclick: close }, "Text")`; true is an empty attribute. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children);
  return element;
}

/** Absent and false values set nothing. */
export function setAttribute(element: Element, name: string, value: Value): void {
  if (typeof value === "function") {
    element.addEventListener(name.slice(2), contained(value as (event: Event) => unknown));
  } else if (value !== undefined && value !== false) {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

export function addStyle(shadow: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets.push(sheet);
}

/** Text that only screen readers speak. */
export const spoken = (words: string): HTMLElement => h("span", { class: "spoken" }, words);
