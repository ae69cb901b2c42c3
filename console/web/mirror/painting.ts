/** How an element is painted otherwise than its attributes and rules say: animations style without touching either. */
import { OURS } from "./motion";

const GREY = "#c8ccd2";
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

/** For a video, which shows what is behind it as long as it has no picture of its own. */
export function pictureBehind(element: HTMLElement, url: string): void {
  const { objectFit, objectPosition } = getComputedStyle(element);
  const size = objectFit === "cover" ? "cover" : objectFit === "fill" ? "100% 100%" : "contain";
  paint(element, { background: `url("${url}") ${objectPosition} / ${size} no-repeat content-box` });
}
