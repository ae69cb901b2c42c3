/**
 * Dialogs, popovers and what fills the screen: whether they are open, modal, and in which order they came into the top layer.
 * The order of layer ops is the order of opening.
 */
import { CLOSED, FULL_SCREEN, MODAL, OPEN, REOPENED, type Op } from "../../../alongside/wire/ops";
import { attributeOf, doesMatch, htmlNameOf, isElement, rootOf } from "./dom";
import type { Scope } from "./scope";

export class Layers {
  #known = new Map<Element, number>();
  /** In the order in which they opened; a second opening moves to the end. */
  readonly #touched = new Set<Element>();
  readonly #reopened = new Set<Element>();
  readonly #order: Element[] = [];

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  reset(): void {
    this.#known = new Map();
    let full = this.#scope.document.fullscreenElement;
    for (; full; full = rootOf(full)?.fullscreenElement ?? null)
      if (!this.#order.includes(full)) this.#order.push(full);
    for (const element of this.#order) this.#touched.add(element);
  }

  met(element: Element): void {
    if (readLayer(element) === CLOSED || this.#touched.has(element)) return;
    this.#touched.add(element);
    // It was told late: what opened after it is above it.
    const place = this.#order.indexOf(element);
    for (const above of place < 0 ? [] : this.#order.slice(place + 1)) {
      this.#touched.add(above);
      this.#reopened.add(above);
    }
  }

  forget(node: Node): void {
    this.#known.delete(node as Element);
    this.#touched.delete(node as Element);
  }

  /** The document stands for an element that is gone. */
  touch(element: Element): void {
    if (isElement(element)) this.#touched.add(element);
    this.#scope.wake();
  }

  /** `beforetoggle` says so before anything changes: here the order of the top layer shows. */
  opening(element: Element): void {
    this.#touched.delete(element);
    this.#touched.add(element);
    if (this.#known.get(element)) this.#reopened.add(element);
    const place = this.#order.indexOf(element);
    if (place >= 0) this.#order.splice(place, 1);
    this.#order.push(element);
    this.#scope.wake();
  }

  flush(): Op[] {
    const ops: Op[] = [];
    // What is moved leaves the top layer without a sign.
    for (const element of this.#known.keys()) this.#touched.add(element);
    for (const element of this.#touched) {
      const id = this.#scope.ids.idOf(element);
      if (id === null) continue;
      const state = readLayer(element);
      const before = this.#known.get(element) ?? CLOSED;
      const isAgain = state !== CLOSED && before === state && this.#reopened.has(element);
      if (isAgain) ops.push(["L", id, REOPENED]);
      else if (state !== before) ops.push(["L", id, state]);
      this.#remember(element, state);
    }
    this.#touched.clear();
    this.#reopened.clear();
    return ops;
  }

  #remember(element: Element, state: number): void {
    if (state === CLOSED) this.#known.delete(element);
    else this.#known.set(element, state);
    const place = this.#order.indexOf(element);
    if (state === CLOSED && place >= 0) this.#order.splice(place, 1);
    if (state !== CLOSED && place < 0) this.#order.push(element);
  }
}

/** A dialog that is open without being modal is told by its attribute alone. */
function readLayer(element: Element): number {
  if (doesMatch(element, ":fullscreen")) return FULL_SCREEN;
  if (htmlNameOf(element) === "dialog" && doesMatch(element, ":modal")) return MODAL;
  return attributeOf(element, "popover") !== null && doesMatch(element, ":popover-open") ? OPEN : CLOSED;
}
