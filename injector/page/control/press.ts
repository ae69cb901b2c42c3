/**
 * A press by remote hands: pointerdown, mousedown, focus, pointerup, mouseup, click, in that order, on the element that was meant.
 * Synthetic events are not trusted, but their click still follows links, presses buttons and toggles boxes.
 */
import { drop } from "./drag";
import { isDisabled, nearest } from "./elements";
import { focusFrom } from "./focus";
import { fire, newHand, spotOn, type Hand, type Spot } from "./hand";
import { moveOver } from "./hover";
import { isTouched, touchDown, touchUp } from "./touch";
import { viewOf } from "./places";

export function pressDown(hand: Hand, spot: Spot, count = 1): void {
  moveOver(hand, spot);
  hand.count = count;
  hand.pressed = spot;
  hand.released = hand.mayDrag = hand.isTabTaken = false;
  if (spot.button === 0 && isTouched(spot.element)) return touchDown(hand, spot);
  pressMouse(hand, spot);
}

function pressMouse(hand: Hand, spot: Spot): void {
  // A prevented pointerdown keeps the mouse events away; a prevented mousedown keeps the focus where it is.
  hand.isMute = !hand.touch && !fire(hand, "pointerdown", spot);
  if (hand.isMute || !fire(hand, "mousedown", spot, { detail: hand.count })) return;
  hand.mayDrag = true;
  focusFrom(spot.element);
}

export function pressUp(hand: Hand, spot: Spot): void {
  if (drop(hand, spot)) return void (hand.isSpent = true);
  const target = { ...spot, element: hand.captor?.isConnected ? hand.captor : spot.element };
  hand.pressed = null;
  if (hand.touch) touchUp(hand, target);
  else fire(hand, "pointerup", target);
  if (!hand.isMute && !hand.touch) fire(hand, "mouseup", target, { detail: hand.count });
  if (hand.captor) fire(hand, "lostpointercapture", target);
  hand.captor = null;
  hand.isMute = false;
  hand.released = true;
}

/** A button that went down may not come up here: it comes up nowhere. */
export function letGo(hand: Hand): void {
  drop(hand, null);
  hand.pressed = hand.captor = hand.touch = null;
  hand.isMute = false;
}

/** The whole press, or its last part when down and up came before. */
export function pressClick(hand: Hand, spot: Spot, count?: number): void {
  if (hand.isSpent) return;
  if (!hand.released) {
    pressDown(hand, spot, count);
    pressUp(hand, spot);
  }
  hand.released = false;
  const isTaken = hand.touch && !endTouch(hand, spot);
  if (!isTaken && spot.element.isConnected && !isDisabled(spot.element)) {
    if (spot.button === 0) clickHere(hand, spot);
    dismissPopovers(spot.element);
  }
  hand.touch = null;
}

/** The events of a mouse that follow a touch; false when the shop has taken the touch. */
function endTouch(hand: Hand, spot: Spot): boolean {
  if (hand.touch?.isTaken) return false;
  fire(hand, "mousemove", spot);
  pressMouse(hand, spot);
  fire(hand, "mouseup", spot, { detail: hand.count });
  return true;
}

/** The click that a key makes has no pointer events before it. */
export function clickByKey(element: Element): void {
  pressClick({ ...newHand(), released: true }, spotOn(element, 0.5, 0.5, 0, 0));
}

export function pressTwice(hand: Hand, spot: Spot): void {
  fire(hand, "dblclick", spot, { detail: 2 });
}

/** The shop's own menu, if it has one; the browser's cannot be opened from afar. */
export function askMenu(hand: Hand, spot: Spot): void {
  const right = { ...spot, button: 2 };
  pressDown(hand, right);
  pressUp(hand, right);
  hand.released = false;
  fire(hand, "contextmenu", right);
}

/** False when the shop does something of its own with it. */
export function turnWheel(hand: Hand, spot: Spot, deltaX: number, deltaY: number): boolean {
  hand.isWheelTaken = !fire(hand, "wheel", spot, { deltaX, deltaY });
  return !hand.isWheelTaken;
}

/**
 * A browser opens no new tab for a synthetic click, and a new tab would leave the other party behind: such a link is followed in this tab.
 * The listener on the window comes last, so a shop that handles the link itself goes first.
 */
function clickHere(hand: Hand, spot: Spot): void {
  const detail = { detail: hand.count };
  const view = viewOf(spot.element);
  const link = nearest(spot.element, (one) => one.matches("a[href],area[href]")) as HTMLAnchorElement | null;
  if (!view || !link) return void fire(hand, "click", spot, detail);
  const follow = (event: Event) => {
    if (event.defaultPrevented || !opensTab(link)) return;
    event.preventDefault();
    (view.top ?? view).location.assign(link.href);
  };
  view.addEventListener("click", follow, { once: true });
  // With a modifier the browser would open a tab or save the page.
  fire(hand, "click", { ...spot, mods: 0 }, detail);
  view.removeEventListener("click", follow);
}

function opensTab(link: HTMLAnchorElement): boolean {
  const target =
    link.target || link.ownerDocument.querySelector<HTMLBaseElement>("base[target]")?.target || "";
  if (target === "" || /^_(self|top|parent)$/i.test(target)) return false;
  return (
    /^_blank$/i.test(target) || !link.ownerDocument.querySelector(`iframe[name="${CSS.escape(target)}"]`)
  );
}

/** Those that a press elsewhere or Escape closes, the topmost last. */
export const openPopovers = (document: Document): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(":popover-open")].filter((one) => one.popover === "auto");

/** Only a trusted press closes popovers by itself. */
function dismissPopovers(element: Element): void {
  const invoker = nearest(element, (one) => one.hasAttribute("popovertarget"))?.getAttribute("popovertarget");
  for (const popover of openPopovers(element.ownerDocument).reverse()) {
    if (popover.id !== invoker && !popover.contains(element)) popover.hidePopover();
  }
}
