// How a page wants its widget: attributes of <lotse-chat>, which the script tag's data-attributes become.
//
//   data-language="de|en"      else the page's own language
//   data-address="Sie|du"      how German addresses the customer
//   data-title="…"             the panel's heading
//   data-accent="#14505c"      the company's colour
//   data-position="right|left" the corner
//   data-theme="auto|light|dark"
//   data-open                  opens by itself where there is room
//   data-customer-name, data-customer-email, data-customer-id   who is logged in on the page

export const TAG = "lotse-chat";

export interface Settings {
  readonly language: "de" | "en";
  readonly informal: boolean;
  readonly title: string;
  readonly customer: Readonly<Record<string, string>>;
}

/** A <lotse-chat> with the script tag's wishes as attributes: data-customer-name becomes customer-name. */
export function elementFor(script: HTMLScriptElement): HTMLElement {
  const element = document.createElement(TAG);
  for (const { name, value } of script.attributes) {
    if (name.startsWith("data-")) element.setAttribute(name.slice("data-".length), value);
  }
  return element;
}

export function readSettings(element: HTMLElement): Settings {
  const wish = (name: string): string => element.getAttribute(name)?.trim() ?? "";
  const language = wish("language") || document.documentElement.lang || navigator.language;
  const customer = ["name", "email", "id"]
    .map((field) => [field, wish(`customer-${field}`)] as const)
    .filter(([, value]) => value);
  return {
    language: language.toLowerCase().startsWith("en") ? "en" : "de",
    informal: wish("address").toLowerCase() === "du",
    title: wish("title"),
    customer: Object.fromEntries(customer),
  };
}
