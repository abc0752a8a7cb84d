// Sentences in the page's language and form of address. A table has "German / English"; where Sie and du differ, the German
// says [Sie-form|du-form]; {} is filled in.
import type { Settings } from "./settings.js";

/** `words("left", 12)` is "Noch 12 Zeichen". */
export type Speech<Name> = (name: Name, given?: string | number) => string;

export function speech<Name extends string>(
  table: Readonly<Record<Name, string>>, { language, informal }: Settings,
): Speech<Name> {
  return (name, given = "") => {
    const [german = "", english = ""] = table[name].split(" / ");
    const words = language === "en" ? english : german.replace(/\[(.*?)\|(.*?)\]/g, informal ? "$2" : "$1");
    return words.replace("{}", () => String(given));
  };
}
