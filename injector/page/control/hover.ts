/** Moving over the page: what a script-made menu needs to open and to close again, in the order of the UI Events standard. */
import { parentAcross } from "./elements";
import { dragOver } from "./drag";
import { fire, type Hand, type Spot } from "./hand";
import { pointOn, viewOf } from "./places";
import { touchMove } from "./touch";

export function moveOver(hand: Hand, spot: Spot): void {
  const before = hand.last;
  hand.isSpent = false;
  if (dragOver(hand, spot)) return;
  if (hand.touch && hand.pressed) return touchMove(hand, spot);
  spot = { ...spot, element: hand.captor?.isConnected ? hand.captor : spot.element, button: -1 };
  if (before?.element !== spot.element) changeOver(hand, before?.element ?? null, spot);
  hand.last = spot;
  const by = {
    movementX: before ? spot.clientX - before.clientX : 0,
    movementY: before ? spot.clientY - before.clientY : 0,
  };
  fire(hand, "pointermove", spot, by);
  if (!hand.isMute) fire(hand, "mousemove", { ...spot, button: 0 }, by);
}

/** The pointer left the page. */
export function leavePage(hand: Hand): void {
  const { last } = hand;
  hand.last = null;
  if (last) changeOver(hand, last.element, last, false);
}

function changeOver(hand: Hand, from: Element | null, spot: Spot, arrives = true): void {
  const left = from?.isConnected && viewOf(from) ? from : null; // in a page that is gone nothing is left
  const to = arrives ? spot.element : null;
  const [before, now] = [around(left), around(to)];
  const both = (name: string, element: Element, relatedTarget: Element | null, bubbles: boolean) => {
    // In a frame of another window the pointer has other coordinates.
    const place =
      viewOf(element) === viewOf(spot.element) ? spot : { ...spot, ...pointOn(element, 0.5, 0.5) };
    for (const kind of ["pointer", "mouse"]) {
      const button = kind === "mouse" ? 0 : -1;
      fire(hand, kind + name, { ...place, element, button }, { bubbles, cancelable: bubbles, relatedTarget });
    }
  };
  if (left) both("out", left, to, true);
  for (const one of before) if (!now.includes(one)) both("leave", one, to, false);
  if (to) both("over", to, left, true);
  for (const one of now.reverse()) if (!before.includes(one)) both("enter", one, left, false);
}

function around(element: Element | null): Element[] {
  const chain: Element[] = [];
  for (let one = element; one; one = parentAcross(one)) chain.push(one);
  return chain;
}
