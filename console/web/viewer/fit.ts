/** How large the mirrored viewport is shown in the room that there is, and what of it. */
import type { View } from "../../../alongside/wire/ops";

export interface Size {
  width: number;
  height: number;
}

/** `fit`: as much as the room allows, never enlarged · `actual`: 1:1, the stage scrolls. */
export type FitMode = "fit" | "actual";

export interface Fit extends Size {
  scale: number;
}

/** Below this width of the stage (a phone) only the width is fitted: a whole desktop page would be a stamp. */
export const NARROW = 640;

/** The viewport of the mirrored page: its size in CSS pixels, how finely it is laid out, and the part that a pinch shows. */
export interface Shown extends Size {
  /** Pixels of layout to a CSS pixel: those of the device, unless the browser only pretends to have them. */
  density: number;
  view: View;
}

/** What is seen, in CSS pixels of the host's screen. */
export function seenSize({ width, height, view: [zoom, , , across, down] }: Shown): Size {
  return across ? { width: across * zoom, height: down * zoom } : { width, height };
}

/**
 * The style of an iframe that shows a page `scale` times as large, cut at its left and upper edge. `zoom` gives the page as
 * many pixels to lay out and draw with as it has on the host, whatever this screen (`density`) has.
 */
export function frameStyle(shown: Shown, scale: number, density: number): Record<string, string> {
  const [pinch, x, y] = shown.view;
  const zoom = shown.density / density;
  const moved = x || y ? ` translate(${-x}px,${-y}px)` : "";
  const total = (scale * pinch) / zoom;
  return {
    width: `${shown.width}px`,
    height: `${shown.height}px`,
    zoom: zoom === 1 ? "" : `${zoom}`,
    transform: total === 1 && !moved ? "none" : `scale(${total})${moved}`,
  };
}

/** How finely this window is laid out: the thinnest border tells. */
export function densityOf(element: HTMLElement): number {
  const box = element.ownerDocument.createElement("div");
  box.style.cssText = "position:fixed;visibility:hidden;border-top:.01px solid";
  element.after(box);
  const grain = parseFloat(getComputedStyle(box).borderTopWidth);
  box.remove();
  return 1 / (grain || 1);
}

/** `most`: how far it may be enlarged; a page that a phone has made small is legible at its own size. */
export function fit(mode: FitMode, host: Size, stage: Size, most = 1): Fit {
  const scale = mode === "actual" ? 1 : fittingScale(host, stage, most);
  return { scale, width: host.width * scale, height: host.height * scale };
}

function fittingScale(host: Size, stage: Size, most: number): number {
  if (host.width <= 0 || host.height <= 0 || stage.width <= 0 || stage.height <= 0) return 1;
  const across = stage.width / host.width;
  return Math.min(most, stage.width < NARROW ? across : Math.min(across, stage.height / host.height));
}
