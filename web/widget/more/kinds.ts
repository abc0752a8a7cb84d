// Which files go to the desk and come from it. The desk looks into them; here a look at what the browser says is enough.

/** As the desk's LOTSE_ATTACHMENT_BYTES, unless an operator chose otherwise: then the desk refuses, and that is said, too. */
export const LARGEST_BYTES = 10 * 1024 * 1024;
const PICTURES = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const PDF = "application/pdf";

/** Never a kind that could carry out something, such as SVG. */
export const isPicture = (kind: string): boolean => PICTURES.includes(kind);

export const isWelcome = ({ type }: File): boolean => isPicture(type) || type === PDF;

/** "240 KB", "1,4 MB" */
export function sizeOf(bytes: number, language: string): string {
  const [amount, unit] = bytes < 1e6 ? [Math.max(1, Math.round(bytes / 1e3)), "KB"] : [Math.round(bytes / 1e5) / 10, "MB"];
  return `${amount.toLocaleString(language)} ${unit}`;
}
