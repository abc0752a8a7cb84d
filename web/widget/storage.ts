// What a browser keeps for one Lotse: in localStorage for all tabs, in sessionStorage for one, and in memory where a page
// is forbidden to store anything.
import { contained } from "./contained.js";

export interface Storage {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): string[];
  /** Calls back with the key that another tab changed. */
  onForeignChange(listener: (key: string) => void): void;
}

/** Both kinds of browser storage can be used like an object of strings. */
type Area = Record<string, string>;

/** `pick` is `() => localStorage` or the like; merely naming it may already be forbidden. */
export function openStorage(namespace: string, pick: () => Area): Storage {
  const prefix = `lotse ${namespace} `;
  const area = writable(pick, prefix);
  const withoutPrefix = (key: string): string => key.slice(prefix.length);
  return {
    get: (key) => area[prefix + key],
    set: (key, value) => void (area[prefix + key] = value),
    remove: (key) => void delete area[prefix + key],
    keys: (start) => Object.keys(area).filter((key) => key.startsWith(prefix + start)).map(withoutPrefix),
    onForeignChange: (listener) =>
      addEventListener("storage", contained(({ key }: StorageEvent) => {
        if (key?.startsWith(prefix)) listener(withoutPrefix(key));
      })),
  };
}

function writable(pick: () => Area, probe: string): Area {
  try {
    const area = pick();
    area[probe] = "";
    delete area[probe];
    return area;
  } catch {
    return {};
  }
}
