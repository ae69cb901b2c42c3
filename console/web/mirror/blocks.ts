/** A grey box of the host's size where an element is blocked. Animations style without touching an attribute. */
import { OURS } from "./motion";

const GREY = "#c8ccd2";
const boxes = new WeakMap<Element, Animation>();

export function blockBox(element: HTMLElement, width: number, height: number): void {
  boxes.get(element)?.cancel();
  const style = getComputedStyle(element);
  const display = style.display === "inline" ? "inline-block" : style.display;
  const frame: PropertyIndexedKeyframes = {
    display: [display, display],
    boxSizing: ["border-box", "border-box"],
    width: [`${width}px`, `${width}px`],
    height: [`${height}px`, `${height}px`],
    minWidth: ["0px", "0px"],
    background: [GREY, GREY],
  };
  boxes.set(element, element.animate(frame, { id: OURS, duration: 1, fill: "both" }));
}
