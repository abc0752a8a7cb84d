// A long list of rows of the same height, of which only those in view are on the page. A screen reader is told the
// place of each row in the whole; the row that has the focus stays, wherever one scrolls.
import type { Row } from "./dom.js";
import { attribute, KeyedList } from "./dom.js";

/** Rows kept ready above and below what is in view. */
const AHEAD = 12;
const GUESSED_ROW_PX = 84;

export class VirtualList<Item> {
  private items: readonly Item[] = [];
  private rowPx = GUESSED_ROW_PX;
  private drawn = "";
  private readonly rows: KeyedList<Item>;

  /** `scroller` is the element that scrolls the list, along with what stands above it. */
  constructor(
    private readonly list: HTMLElement,
    private readonly scroller: HTMLElement,
    private readonly keyOf: (item: Item) => string,
    create: (item: Item) => Row<Item>,
    /** Told which rows are drawn: from the first to before the last. */
    private readonly onDraw: (first: number, last: number) => void,
  ) {
    this.rows = new KeyedList<Item>(list, keyOf, create);
    list.classList.add("virtual");
    scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(scroller);
  }

  update(items: readonly Item[]): void {
    this.items = items;
    this.drawn = "";
    this.draw();
  }

  private draw(): void {
    const [first, last] = this.window();
    const focused = this.focusedPlace();
    const drawn = `${first} ${last} ${focused}`;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const places = range(first, last);
    if (focused >= 0 && focused < first) places.unshift(focused);
    if (focused >= last) places.push(focused);
    this.rows.update(places.flatMap((place) => this.items[place] ?? []));
    this.list.style.blockSize = `${this.items.length * this.rowPx}px`;
    this.settle(places);
    this.onDraw(first, last);
  }

  /** Puts the rows in their places; the first drawing also measures how high a row is. */
  private settle(places: readonly number[]): void {
    places.forEach((place, index) => {
      const element = this.list.children[index];
      const item = this.items[place];
      if (!(element instanceof HTMLElement) || item === undefined) return;
      element.style.insetBlockStart = `${place * this.rowPx}px`;
      attribute(element, "aria-setsize", this.items.length);
      attribute(element, "aria-posinset", place + 1);
      element.dataset["key"] = this.keyOf(item);
    });
    this.measure();
  }

  private measure(): void {
    const height = this.list.querySelector(":scope > :not(.unknown)")?.getBoundingClientRect().height ?? 0;
    if (height < 1 || Math.abs(height - this.rowPx) < 0.5) return;
    this.rowPx = height;
    this.drawn = "";
    this.draw();
  }

  private window(): [first: number, last: number] {
    const above = this.scroller.getBoundingClientRect().top - this.list.getBoundingClientRect().top;
    const first = Math.floor(above / this.rowPx) - AHEAD;
    const last = Math.ceil((above + this.scroller.clientHeight) / this.rowPx) + AHEAD;
    return [Math.min(Math.max(0, first), this.items.length), Math.min(Math.max(0, last), this.items.length)];
  }

  private focusedPlace(): number {
    const row = document.activeElement?.closest<HTMLElement>("[data-key]");
    if (!row || !this.list.contains(row)) return -1;
    return this.items.findIndex((item) => this.keyOf(item) === row.dataset["key"]);
  }
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
