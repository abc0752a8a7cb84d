// The few helpers with which every view builds its elements. Strings only ever become text nodes.

export type Child = Node | string | false | null | undefined;
export type Listeners = {
  readonly [Kind in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Kind]) => void;
};
export type Properties = Readonly<Record<string, string | number | boolean | Listeners | undefined>>;

/** An element with attributes, children and, under `on`, its listeners. `false` and `undefined` leave an attribute out. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "object") listen(element, value);
    else attribute(element, name, value);
  }
  element.append(...children.filter(isNode));
  return element;
}

const isNode = (child: Child): child is Node | string => child !== false && child !== null && child !== undefined;

function listen(element: HTMLElement, listeners: Listeners): void {
  for (const [kind, listener] of Object.entries(listeners)) element.addEventListener(kind, listener as EventListener);
}

/** Sets an attribute only where it differs; `false` and `undefined` remove it, `true` leaves it empty. */
export function attribute(element: Element, name: string, value: string | number | boolean | undefined): void {
  if (value === false || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== attributeText(value)) element.setAttribute(name, attributeText(value));
}

const attributeText = (value: string | number | true): string => (value === true ? "" : String(value));

/** Writes text only where it differs, so that a screen reader and the layout are left in peace. */
export function write(element: Node, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element: HTMLElement, visible: boolean): void {
  if (element.hidden === visible) element.hidden = !visible;
}

export const replace = (parent: Element, ...children: readonly Child[]): void =>
  parent.replaceChildren(...children.filter(isNode));

export interface Row<Item> {
  readonly element: HTMLElement;
  update(item: Item): void;
}

/** Keeps the children of one element in step with a list; a row stays the same element as long as its key lives. */
export class KeyedList<Item> {
  private rows = new Map<string, { readonly row: Row<Item>; item: Item }>();

  constructor(
    private readonly parent: HTMLElement,
    private readonly keyOf: (item: Item) => string,
    private readonly create: (item: Item) => Row<Item>,
  ) {}

  update(items: readonly Item[]): void {
    const rows = new Map(items.map((item) => [this.keyOf(item), this.refreshed(item)] as const));
    for (const [key, { row }] of this.rows) if (!rows.has(key)) row.element.remove();
    let next = this.parent.firstElementChild;
    for (const { row } of rows.values()) {
      if (row.element === next) next = next.nextElementSibling;
      else this.parent.insertBefore(row.element, next);
    }
    this.rows = rows;
  }

  private refreshed(item: Item): { readonly row: Row<Item>; item: Item } {
    const known = this.rows.get(this.keyOf(item));
    if (!known) return { row: this.create(item), item };
    if (known.item !== item) known.row.update(item);
    known.item = item;
    return known;
  }
}
