// Which conversations stand side by side, from left to right, and which of them is at work.
import type { State } from "./state.js";
import { tab } from "./storage.js";

const SHELF = "columns";
const MOST_COLUMNS = 3;
const ROOM_FOR_COLUMNS = "(min-width: 1181px)";

type Shown = Pick<State, "open" | "columns">;

/** What stood there before a reload, if the one in the address was among it; away from the cases it is all of it. */
export function restored(id: string, page: string): Shown {
  const columns = tab.read(SHELF).split(" ").filter(Boolean).slice(0, MOST_COLUMNS);
  if (columns.includes(id)) return { open: id, columns };
  return page && !id ? { open: columns[0] ?? "", columns } : opened({ open: "", columns: [] }, id);
}

/** In place of the one at work, unless it stands there already. */
export function opened({ open, columns }: Shown, id: string): Shown {
  if (!id) return withoutColumn({ open, columns }, open);
  if (columns.includes(id)) return remembered({ open: id, columns });
  const replaced = columns.map((column) => (column === open ? id : column));
  return remembered({ open: id, columns: replaced.includes(id) ? replaced : [...columns, id].slice(-MOST_COLUMNS) });
}

/** To the right of the others; where there is no room, in place of the one at work. */
export const beside = (shown: Shown, id: string): Shown =>
  shown.columns.includes(id) || shown.columns.length >= MOST_COLUMNS || !matchMedia(ROOM_FOR_COLUMNS).matches
    ? opened(shown, id)
    : remembered({ open: id, columns: [...shown.columns, id] });

/** If it was at work, its neighbour is now. */
export function withoutColumn({ open, columns }: Shown, id: string): Shown {
  const at = columns.indexOf(id);
  const left = columns.filter((column) => column !== id);
  const neighbour = left[Math.min(at, left.length - 1)] ?? "";
  return remembered({ open: open === id ? neighbour : open, columns: left });
}

function remembered(shown: Shown): Shown {
  tab.write(SHELF, shown.columns.join(" "));
  return shown;
}
