// Readers for data from outside: what is not of the expected kind is treated as absent.

export type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const number = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) ? value : 0;

export const list = <T>(value: unknown, read: (item: unknown) => T): T[] =>
  Array.isArray(value) ? value.map(read) : [];

/** The value if it is one of the words, else the first of them. */
export const oneOf = <T extends string>(words: readonly [T, ...T[]], value: unknown): T =>
  words.find((word) => word === value) ?? words[0];

/** Parsed JSON, or null where it is none. */
export function json(source: unknown): unknown {
  try {
    return JSON.parse(text(source));
  } catch {
    return null;
  }
}
