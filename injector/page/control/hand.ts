/** One participant's pointer on this page, and the events that it sets off. Synthetic events are not trusted, so nothing follows by itself. */
import type { Mods } from "../../../alongside/wire/messages";
import type { Caret } from "./carets";
import { beside, pointOn, viewOf } from "./places";

/** Where and how the pointer is; `clientX, clientY` are of the element's own window. */
export interface Spot {
  element: Element;
  clientX: number;
  clientY: number;
  mods: Mods;
  button: number;
}

/** What is being dragged as HTML's drag and drop does it. */
export interface Drag {
  source: Element;
  data: DataTransfer;
  over: Element | null;
  isAccepted: boolean;
}

export interface Hand {
  /** Its `pointerId`, no pointer of the browser's own has it. */
  readonly id: number;
  last: Spot | null;
  /** Where the button went down that is still down. */
  pressed: Spot | null;
  /** A down and up have been carried out, and the click that belongs to them has not. */
  released: boolean;
  /** What was pressed was dragged: no click follows. */
  isSpent: boolean;
  /** How many presses in a row the last one is. */
  count: number;
  /** The shop prevented pointerdown: no mouse events until the button is up. */
  isMute: boolean;
  mayDrag: boolean;
  drag: Drag | null;
  /** Who captured the pointer. */
  captor: Element | null;
  /** The shop does something of its own with the wheel. */
  isWheelTaken: boolean;
  /** The shop kept the Tab key: the focus stays where it put it. */
  isTabTaken: boolean;
  /** A finger is down, or the click of its press is still to come; the shop may have taken it for itself. */
  touch: { target: Element; isTaken: boolean } | null;
  /** Where this participant writes, in what is edited in place. */
  caret: Caret | null;
  /** An act that writes there is under way; the shopper's own caret, when they are there too. */
  writing: { host: Element; shoppers: Caret | null } | null;
}

const FIRST_ID = 9000;
let hands = 0;

export const newHand = (): Hand => ({
  id: FIRST_ID + hands++,
  last: null,
  pressed: null,
  released: false,
  isSpent: false,
  count: 0,
  isMute: false,
  mayDrag: false,
  drag: null,
  captor: null,
  isWheelTaken: false,
  isTabTaken: false,
  touch: null,
  caret: null,
  writing: null,
});

export function spotOn(element: Element, x: number, y: number, mods: Mods, button: number): Spot {
  return { element, ...pointOn(element, x, y), mods, button };
}

/** On the root element a place means whatever lies there, as in a drag; what is ours lies nowhere. */
export function elementAt(root: Element, x: number, y: number): Element {
  const { clientX, clientY } = pointOn(root, x, y);
  const all = root.ownerDocument.elementsFromPoint(clientX, clientY);
  let found = all.find((one) => one.localName !== "alongside-ui") ?? root;
  for (let inner; (inner = found.shadowRoot?.elementFromPoint(clientX, clientY)) && inner !== found;)
    found = inner;
  return found;
}

export function modifiers(mods: Mods): {
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
} {
  return { altKey: !!(mods & 1), ctrlKey: !!(mods & 2), metaKey: !!(mods & 4), shiftKey: !!(mods & 8) };
}

/** Bit of `MouseEvent.buttons` for a button number: left, middle and right are 1, 4 and 2. */
const bits = [1, 4, 2];

/** False when the shop prevented the default. */
export function fire(
  hand: Hand,
  type: string,
  spot: Spot,
  details: PointerEventInit & DragEventInit & WheelEventInit = {},
): boolean {
  const { element, clientX, clientY, mods, button } = spot;
  const view = viewOf(element);
  if (!view) return false;
  const Kind = /^pointer|^click$|^contextmenu$/.test(type)
    ? view.PointerEvent
    : type === "wheel"
      ? view.WheelEvent
      : /^drag|^drop$/.test(type)
        ? view.DragEvent
        : view.MouseEvent;
  const { relatedTarget = null } = details;
  const event = new Kind(type, {
    bubbles: true,
    cancelable: true,
    composed: true,
    view,
    ...{ clientX, clientY, screenX: clientX, screenY: clientY, button },
    buttons: hand.pressed ? (bits[hand.pressed.button] ?? 0) : 0,
    ...modifiers(mods),
    ...{ pointerId: hand.id, pointerType: hand.touch ? "touch" : "mouse", isPrimary: true },
    ...details,
    relatedTarget: beside(element, relatedTarget),
  });
  return lending(hand, view, () => element.dispatchEvent(event));
}

/** The browser knows no pointer of this id, so what the shop's handlers do with it is answered here while they run. */
function lending<Value>(hand: Hand, view: Window & typeof globalThis, act: () => Value): Value {
  const prototype = view.Element.prototype as unknown as Record<string, (id: number) => unknown>;
  const answers: Record<string, (element: Element) => unknown> = {
    setPointerCapture: (element) => void (hand.captor = element),
    releasePointerCapture: () => void (hand.captor = null),
    hasPointerCapture: (element) => hand.captor === element,
  };
  const natives = Object.keys(answers).map((name) => [name, prototype[name]!] as const);
  for (const [name, native] of natives) {
    prototype[name] = function (this: Element, id: number) {
      return id === hand.id ? answers[name]!(this) : native.call(this, id);
    };
  }
  try {
    return act();
  } finally {
    for (const [name, native] of natives) prototype[name] = native;
  }
}
