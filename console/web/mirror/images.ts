/**
 * The candidate that the host chose, where this browser would choose another (it may have more pixels to the inch), and pictures that
 * only the host can load. The attributes stay the host's; an animation of `content` shows the other picture in its place.
 */
import { OURS } from "./motion";

const shown = new WeakMap<Element, Animation>();

/** `failed` is called when the chosen one cannot be loaded here. */
export function chooseSource(
  image: HTMLImageElement,
  source: string,
  width: number,
  failed: () => void,
): void {
  loadNow(image);
  const decide = () => {
    if (image.currentSrc === source) forgetSource(image);
    else showSource(image, source, width, failed);
  };
  if (image.complete && image.currentSrc) decide();
  else image.addEventListener("load", decide, { once: true });
}

/** Its own source is shown again. */
export function forgetSource(image: Element): void {
  shown.get(image)?.cancel();
  shown.delete(image);
}

/** The host has loaded it: a lazy one is loaded here too. Its attribute is put back at once, and the loading goes on. */
function loadNow(image: HTMLImageElement): void {
  const loading = image.getAttribute("loading");
  if (loading?.toLowerCase() !== "lazy") return;
  image.loading = "eager";
  image.setAttribute("loading", loading);
}

/** `width`: the natural width at the host, 0 for that of the file. */
export function showSource(element: Element, source: string, width: number, failed?: () => void): void {
  const probe = new Image();
  probe.onerror = () => failed?.();
  probe.onload = () => {
    forgetSource(element);
    const density = width ? probe.naturalWidth / width : 1;
    const content = `image-set(url("${CSS.escape(source)}") ${density}x)`;
    shown.set(
      element,
      element.animate({ content: [content, content] }, { id: OURS, duration: 1, fill: "both" }),
    );
  };
  probe.src = source;
}
