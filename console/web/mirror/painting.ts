/** How an element is painted otherwise than its attributes and rules say: animations style without touching either. */
import { OURS } from "./motion";

export const GREY = "#c8ccd2";
/** As large as it may be; the one for a masked picture is grey. */
const svg = (style: string) =>
  `data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20style='${encodeURIComponent(style)}'/%3E`;
export const GREY_PICTURE = svg(`background:${GREY}`);
export const EMPTY_PICTURE = `url("${svg("")}")`;
/** What the host page sends of a masked picture's address. */
const MASKED = "•";
const MASKED_URL = `url("${MASKED}")`;

/** An attribute or a style as it is shown here; the host's own picture is not known. */
export function withGrey(name: string, value: string): string {
  if (value === MASKED && /^(?:src|srcset|(?:xlink:)?href)$/.test(name)) return GREY_PICTURE;
  return name === "style" ? value.replaceAll(MASKED_URL, `url("${GREY_PICTURE}")`) : value;
}

/** The other way round. */
export const withoutGrey = (value: string): string => value.replaceAll(GREY_PICTURE, MASKED);

const painted = new WeakMap<Element, Animation>();

export function paint(element: HTMLElement, styles: Record<string, string>): void {
  painted.get(element)?.cancel();
  const frames = Object.fromEntries(Object.entries(styles).map(([name, value]) => [name, [value, value]]));
  painted.set(element, element.animate(frames, { id: OURS, duration: 1, fill: "both" }));
}

/** Stands for what cannot be shown. */
export function neutralBox(element: HTMLElement): void {
  paint(element, { background: GREY });
}

export function unpaint(element: Element): void {
  painted.get(element)?.cancel();
  painted.delete(element);
}

/** For a video, which shows what is behind it as long as it has no picture of its own. */
export function pictureBehind(element: HTMLElement, url: string): void {
  const { objectFit, objectPosition } = getComputedStyle(element);
  const size = objectFit === "cover" ? "cover" : objectFit === "fill" ? "100% 100%" : "contain";
  paint(element, { background: `url("${url}") ${objectPosition} / ${size} no-repeat content-box` });
}
