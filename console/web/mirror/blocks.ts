/** The host's size for a blocked element (a grey box) and for a control with masked texts. Animations style without touching an attribute. */
import { OURS } from "./motion";
import { EMPTY_PICTURE, GREY } from "./painting";

const boxes = new WeakMap<Element, Animation>();

export function sizeBox(element: HTMLElement, width: number, height: number, isBlocked: boolean): void {
  boxes.get(element)?.cancel();
  const style = getComputedStyle(element);
  const display = style.display === "inline" ? "inline-block" : style.display;
  if (element.localName === "embed") element.setAttribute("src", ""); // without one it has no box
  const frame: PropertyIndexedKeyframes = {
    display: [display, display],
    boxSizing: ["border-box", "border-box"],
    width: [`${width}px`, `${width}px`],
    height: [`${height}px`, `${height}px`],
    minWidth: ["0px", "0px"],
    ...(isBlocked && { background: [GREY, GREY] }),
    // Or else what stands in it would be shown.
    ...(element.localName === "object" && { content: [EMPTY_PICTURE, EMPTY_PICTURE] }),
  };
  boxes.set(element, element.animate(frame, { id: OURS, duration: 1, fill: "both" }));
}
