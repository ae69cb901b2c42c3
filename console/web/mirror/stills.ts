/** Pictures of canvases, and of videos that only the host can play. The host says how they look; here they are drawn. */
import { neutralBox, pictureBehind, unpaint } from "./painting";

const PICTURE = /^image\/(?:webp|png|jpeg);base64,[A-Za-z0-9+/=]*$/;

/** What each canvas shows; setting its size empties it, and then it is drawn again. */
const shown = new WeakMap<Element, HTMLImageElement>();
/** Pictures are decoded one by one: only the newest of an element may be drawn. */
const newest = new WeakMap<Element, HTMLImageElement>();

export function showStill(element: Element, picture: string): void {
  if (!PICTURE.test(picture)) return hide(element as HTMLElement);
  const url = `data:${picture}`;
  if (element.localName === "canvas") unpaint(element); // it could not be read before
  if (element.localName !== "canvas") return pictureBehind(element as HTMLElement, url);
  const image = new Image();
  newest.set(element, image);
  image.onload = () => {
    if (newest.get(element) !== image) return;
    shown.set(element, image);
    redraw(element);
  };
  image.src = url;
}

/** It cannot be read at the host any more. */
function hide(element: HTMLElement): void {
  shown.delete(element);
  newest.delete(element);
  if (element.localName === "canvas") (element as HTMLCanvasElement).getContext("2d")!.reset();
  neutralBox(element);
}

export function redraw(element: Element): void {
  const image = shown.get(element);
  if (!image) return;
  const canvas = element as HTMLCanvasElement;
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
}
