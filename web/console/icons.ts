// Our own small drawings: 20 × 20, strokes in the colour of the text around them.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  lotse: "M4 12.5h12l-2 4H6zM10 3v9.5M10 4.5l5 6.5h-5",
  all: "M3.5 5h13M3.5 10h13M3.5 15h8",
  next: "M3.5 10h12M11 5.5l4.5 4.5-4.5 4.5",
  back: "M16.5 10h-12M9 5.5 4.5 10 9 14.5",
  send: "M3.5 10 16.5 4l-4.5 12.5-2.8-5.7zM9.2 10.8l3-2.6",
  note: "M4.5 3.5h11v9l-3.5 4h-7.5zM12 16.5v-4h3.5M7 7h6M7 10h4",
  reply: "M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1.5",
  transfer: "M3.5 7h12M12 3.5 15.5 7 12 10.5M16.5 13.5h-12M8 10l-3.5 3.5L8 17",
  bot: "M5 7.5h10v7.5H5zM10 7.5V4.5M8 10.5v1M12 10.5v1M2.8 10v2.5M17.2 10v2.5",
  resolve: "M4 10.5l4 4 8-9",
  info: "M10 9v5M10 6v.5M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15",
  help: "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14v.5M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15",
  logout: "M8 4H4.5v12H8M8 10h8.5M13 6.5l3.5 3.5-3.5 3.5",
  sun: "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6M10 2.5v1.5M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M4.7 15.3l1-1M14.3 5.7l1-1",
  bell: "M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1.5 1.5H4zM8.5 17h3",
  mail: "M3.5 5h13v10h-13zM3.5 6l6.5 5 6.5-5",
  phone:
    "M5 3.5h3l1.3 3.6-1.8 1.3a9 9 0 0 0 4.1 4.1l1.3-1.8 3.6 1.3v3a1.5 1.5 0 0 1-1.6 1.5A12.4 12.4 0 0 1 3.5 5.1 1.5 1.5 0 0 1 5 3.5",
  clock: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15M10 6v4l2.5 2",
  flag: "M5 17V3.5M5 4.5c3-2 6 2 10 0v7c-4 2-7-2-10 0",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M13 13l3.5 3.5",
  close: "M5 5l10 10M15 5 5 15",
  insert: "M10 4v12M4 10h12",
  edit: "M4 16l.8-3.4L13.5 4 16 6.5l-8.6 8.7z",
  down: "M10 4v12M5 11l5 5 5-5",
  person: "M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10M3.8 16.5c.7-3 3.2-4.5 6.2-4.5s5.5 1.5 6.2 4.5",
  copy: "M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1",
  file: "M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15M7.5 10h5M7.5 13h5",
  clip: "M14.5 9.5l-5 5a3 3 0 0 1-4.3-4.300l5.8-5.800a2 2 0 0 1 2.9 2.900l-5.6 5.600a1 1 0 0 1-1.5-1.500l4.7-4.7",
  whisper: "M3.5 4.5h13v8.5H9l-3.5 3V13h-2zM7 8.7h.1M10 8.7h.1M13 8.7h.1",
  gift: "M3.5 8h13v3h-13zM4.5 11v5.500h11V11M10 8v8.500M10 8C7 8 5.5 6.5 6.5 5s3 0 3.5 3c.5-3 2.5-4.5 3.5-3S13 8 10 8",
  team: "M7 9.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M2.5 15.500c.4-2.6 2.2-4 4.5-4s4.1 1.4 4.5 4M13.3 9.700a2.2 2.2 0 1 0-.8-4.200M13.5 11.700c2.2 0 3.7 1.3 4 3.8",
  beside: "M3.5 4h13v12h-13zM10 4v12",
  eye: "M2.5 10s2.7-5 7.5-5 7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5M10 12.200a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4",
  lock: "M5 9h10v7.500H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  take: "M10 3v9M6.5 8.5 10 12l3.5-3.500M4 13.500v3h12v-3",
  cart: "M3 4h2l1.8 8.500h7.700L16.5 6.500H5.600M8 16.500a1 1 0 1 0 0-2 1 1 0 0 0 0 2M13.5 16.500a1 1 0 1 0 0-2 1 1 0 0 0 0 2",
  star: "M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9L10 14l-4.3 2.4.9-4.9L3 8.1l4.9-.6z",
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative drawing; the word beside it, or its button's label, says what it means. */
export function icon(name: IconName): SVGSVGElement {
  return drawing("0 0 20 20", "icon", svg("path", { d: PATHS[name] }));
}

export function drawing(viewBox: string, cssClass: string, ...shapes: readonly SVGElement[]): SVGSVGElement {
  const root = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox, class: cssClass, "aria-hidden": "true", focusable: "false" })) {
    root.setAttribute(name, value);
  }
  root.append(...shapes);
  return root;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Tag] {
  const shape = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, String(value));
  return shape;
}
