/**
 * A press on a page that is held in a hand, in the order of phones: pointer and touch events first, and when the finger is up those of a
 * mouse, unless the shop has taken the touch for itself.
 */
import { fire, modifiers, type Hand, type Spot } from "./hand";
import { viewOf } from "./places";

/** Whether pressing means touching here. */
export const isTouched = (element: Element): boolean =>
  viewOf(element)?.matchMedia("(pointer: coarse)").matches ?? false;

export function touchDown(hand: Hand, spot: Spot): void {
  hand.touch = { target: spot.element, isTaken: false };
  fire(hand, "pointerdown", spot);
  tellTouch(hand, "touchstart", spot);
}

/** A finger that is down moves. */
export function touchMove(hand: Hand, spot: Spot): void {
  fire(hand, "pointermove", { ...spot, button: -1 });
  tellTouch(hand, "touchmove", spot);
}

export function touchUp(hand: Hand, spot: Spot): void {
  fire(hand, "pointerup", spot);
  tellTouch(hand, "touchend", spot);
}

/** Touch events belong to the element on which the finger came down. */
function tellTouch(hand: Hand, type: string, { clientX, clientY, mods }: Spot): void {
  const { touch } = hand;
  const view = touch && viewOf(touch.target);
  if (!view?.Touch || !touch) return;
  const { target } = touch;
  const place = { clientX, clientY, screenX: clientX, screenY: clientY };
  const page = { pageX: clientX + view.scrollX, pageY: clientY + view.scrollY };
  const finger = new view.Touch({
    identifier: hand.id,
    target,
    ...place,
    ...page,
    radiusX: 1,
    radiusY: 1,
    force: 1,
  });
  const touches = type === "touchend" ? [] : [finger];
  const lists = { touches, targetTouches: touches, changedTouches: [finger] };
  const init = { bubbles: true, cancelable: true, composed: true, view, ...lists, ...modifiers(mods) };
  if (!target.dispatchEvent(new view.TouchEvent(type, init)) && type !== "touchmove") touch.isTaken = true;
}
