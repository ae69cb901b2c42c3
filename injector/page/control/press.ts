/**
 * A press by remote hands: pointerdown, mousedown, focus, pointerup, mouseup, click, in that order, on the element that was meant.
 * Synthetic events are not trusted, but their click still follows links, presses buttons and toggles boxes.
 */
import type { Mods } from "../../../alongside/wire/messages";
import { isDisabled, nearest, parentAcross } from "./elements";
import { focusFrom } from "./focus";
import { pointOn, viewOf } from "./places";

/** What one participant's pointer is doing on this page. */
export interface Hand {
  over: Element | null;
  /** A down and up have been carried out, and the click that belongs to them has not. */
  released: boolean;
  button: number;
}

export const newHand = (): Hand => ({ over: null, released: false, button: -1 });

export interface Spot {
  element: Element;
  x: number;
  y: number;
  mods: Mods;
  button: number;
}

/** Bit of `MouseEvent.buttons` for a button number: left, middle and right are 1, 4 and 2. */
const bits = [1, 4, 2];

export function modifiers(mods: Mods): {
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
} {
  return { altKey: !!(mods & 1), ctrlKey: !!(mods & 2), metaKey: !!(mods & 4), shiftKey: !!(mods & 8) };
}

interface Details {
  buttons?: number;
  detail?: number;
  bubbles?: boolean;
  relatedTarget?: Element | null;
  button?: number;
}

/** False when the shop prevented the default. */
function fire(type: string, spot: Spot, details: Details = {}): boolean {
  const { element, x, y, mods, button } = spot;
  const view = viewOf(element);
  if (!view) return false;
  const mouse = {
    bubbles: true,
    cancelable: true,
    composed: true,
    view,
    ...pointOn(element, x, y),
    ...modifiers(mods),
    button,
    ...details,
  };
  const isPointer = type.startsWith("pointer") || /^(click|contextmenu)$/.test(type);
  const pointer = { pointerId: 1, pointerType: "mouse", isPrimary: true };
  const event = isPointer
    ? new view.PointerEvent(type, { ...mouse, ...pointer })
    : new view.MouseEvent(type, mouse);
  return element.dispatchEvent(event);
}

export function pressDown(hand: Hand, spot: Spot): void {
  moveOver(hand, spot);
  const buttons = bits[spot.button] ?? 0;
  hand.button = spot.button;
  hand.released = false;
  // A prevented pointerdown keeps the mouse events away; a prevented mousedown keeps the focus where it is.
  if (fire("pointerdown", spot, { buttons }) && fire("mousedown", spot, { buttons, detail: 1 }))
    focusFrom(spot.element);
}

export function pressUp(hand: Hand, spot: Spot): void {
  fire("pointerup", spot);
  fire("mouseup", spot, { detail: 1 });
  hand.button = -1;
  hand.released = true;
}

/** The whole press, or its last part when down and up came before. */
export function pressClick(hand: Hand, spot: Spot): void {
  if (!hand.released) {
    pressDown(hand, spot);
    pressUp(hand, spot);
  }
  hand.released = false;
  if (!spot.element.isConnected || isDisabled(spot.element)) return;
  if (spot.button === 0) clickHere(spot);
  dismissPopovers(spot.element);
}

export function pressTwice(spot: Spot): void {
  fire("dblclick", spot, { detail: 2 });
}

/** The shop's own menu, if it has one; the browser's cannot be opened from afar. */
export function askMenu(hand: Hand, spot: Spot): void {
  const right = { ...spot, button: 2 };
  if (!hand.released) pressDown(hand, right);
  fire("contextmenu", right);
}

/** The pointer came to this element: what a script-made menu needs to open, in the order of the UI Events standard. */
export function moveOver(hand: Hand, spot: Spot): void {
  const buttons = hand.button < 0 ? 0 : (bits[hand.button] ?? 0);
  const still = { ...spot, button: -1 };
  if (hand.over !== spot.element) changeOver(hand.over, still, buttons);
  hand.over = spot.element;
  fire("pointermove", still, { buttons });
  fire("mousemove", { ...spot, button: 0 }, { buttons });
}

function changeOver(from: Element | null, spot: Spot, buttons: number): void {
  const left = from?.isConnected ? from : null;
  const around = (element: Element | null) => {
    const chain: Element[] = [];
    for (let one = element; one; one = parentAcross(one)) chain.push(one);
    return chain;
  };
  const [before, now] = [around(left), around(spot.element)];
  const both = (name: string, element: Element, relatedTarget: Element | null, bubbles: boolean) => {
    for (const kind of ["pointer", "mouse"]) {
      fire(
        kind + name,
        { ...spot, element, button: kind === "mouse" ? 0 : -1 },
        { buttons, bubbles, relatedTarget },
      );
    }
  };
  if (left) both("out", left, spot.element, true);
  for (const one of before) if (!now.includes(one)) both("leave", one, spot.element, false);
  both("over", spot.element, left, true);
  for (const one of now.reverse()) if (!before.includes(one)) both("enter", one, left, false);
}

/**
 * A browser opens no new tab for a synthetic click, and a new tab would leave the other party behind: such a link is followed in this tab.
 * The listener on the window comes last, so a shop that handles the link itself goes first.
 */
function clickHere(spot: Spot): void {
  const view = viewOf(spot.element);
  const link = nearest(spot.element, (one) => one.matches("a[href],area[href]")) as HTMLAnchorElement | null;
  if (!view || !link) return void fire("click", spot, { detail: 1 });
  const follow = (event: Event) => {
    if (event.defaultPrevented || !opensTab(link)) return;
    event.preventDefault();
    (view.top ?? view).location.assign(link.href);
  };
  view.addEventListener("click", follow, { once: true });
  // With a modifier the browser would open a tab or save the page.
  fire("click", { ...spot, mods: 0 }, { detail: 1 });
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
