/** HTML's drag and drop. A synthetic press starts none, so its events are made here, with one DataTransfer that lives from the first to the last. */
import { isTyped, nearest } from "./elements";
import { fire, type Hand, type Spot } from "./hand";
import { viewOf } from "./places";

/** A press that moves less is still a click. CSS pixels. */
const FAR_ENOUGH = 4;

/** Whether something is being dragged, as far as this place now. */
export function dragOver(hand: Hand, spot: Spot): boolean {
  if (!hand.drag) begin(hand, spot);
  const { drag } = hand;
  if (!drag) return false;
  hand.last = spot;
  const { data: dataTransfer, source, over } = drag;
  fire(hand, "drag", { ...spot, element: source }, { dataTransfer });
  if (over !== spot.element) {
    fire(hand, "dragenter", spot, { dataTransfer, relatedTarget: over });
    if (over)
      fire(hand, "dragleave", { ...spot, element: over }, { dataTransfer, relatedTarget: spot.element });
    drag.over = spot.element;
  }
  dataTransfer.dropEffect = (/move|link/i.exec(dataTransfer.effectAllowed)?.[0].toLowerCase() ??
    "copy") as DataTransfer["dropEffect"];
  drag.isAccepted = !fire(hand, "dragover", spot, { dataTransfer }) && dataTransfer.dropEffect !== "none";
  return true;
}

/** The end of a drag, if there is one: with a drop where that is welcome and `spot` is given. */
export function drop(hand: Hand, spot: Spot | null): boolean {
  const { drag, pressed } = hand;
  if (!drag || !pressed) return false;
  if (spot) dragOver(hand, spot);
  const { data: dataTransfer, source, over } = drag;
  const place = spot ?? pressed;
  const isDropped = spot !== null && drag.isAccepted;
  if (over?.isConnected)
    fire(hand, isDropped ? "drop" : "dragleave", { ...place, element: over }, { dataTransfer });
  if (!isDropped) dataTransfer.dropEffect = "none";
  hand.drag = hand.pressed = null;
  fire(hand, "dragend", { ...place, element: source }, { dataTransfer });
  return true;
}

function begin(hand: Hand, spot: Spot): void {
  const from = hand.pressed;
  if (!from || from.button !== 0 || !hand.mayDrag) return;
  if (Math.hypot(spot.clientX - from.clientX, spot.clientY - from.clientY) < FAR_ENOUGH) return;
  hand.mayDrag = false;
  // In a field a drag selects.
  const source = isTyped(from.element)
    ? null
    : nearest(from.element, (one) => (one as HTMLElement).draggable);
  const view = source && viewOf(source);
  if (!source || !view) return;
  const dataTransfer = new view.DataTransfer();
  // Outside a drag of its own the browser lets nobody set these.
  for (const [name, value] of [
    ["effectAllowed", "uninitialized"],
    ["dropEffect", "none"],
  ] as const)
    Object.defineProperty(dataTransfer, name, { value, writable: true });
  if (!fire(hand, "dragstart", { ...from, element: source }, { dataTransfer })) return;
  hand.captor = null;
  fire(hand, "pointercancel", from);
  hand.drag = { source, data: dataTransfer, over: null, isAccepted: false };
}
