/**
 * What matches `:hover`, `:active`, `:target` and the like. A mirror's browser never comes into these states by itself, so it
 * is told which elements are in them. Custom states and properties registered by script belong here too.
 */
import type { Op } from "../../../alongside/wire/ops";
import { containerOf, doesMatch, isElement, rootOf } from "./dom";
import type { Frame } from "./frame";

/** States of single controls, looked up when something happened to one. */
const CONTROL_STATES = ["user-invalid", "user-valid", "autofill", "invalid"];

export class States {
  /** Where the pointer is and what was pressed last: the innermost elements that may be in these states. */
  #hovered: Element | null = null;
  #pressed: Element | null = null;
  #doubtful = new Set<Element>();
  #isAddressNew = true;
  readonly #inState = new Map(CONTROL_STATES.map((state) => [state, new Set<Element>()]));
  #told = new Map<string, string>();
  #custom = new Map<Element, string>();
  #registered = 0;

  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  reset(): void {
    this.#told = new Map();
    for (const element of this.#custom.keys()) this.#custom.set(element, "");
    this.#registered = 0;
    this.#isAddressNew = true;
    const { document } = this.#frame;
    this.#hovered = innermost(document, ":hover");
    this.#pressed = innermost(document, ":active");
  }

  heard(event: Event, target: Node): void {
    const { type } = event;
    if (!isElement(target)) return;
    if (type === "pointerover") this.#hovered = target;
    else if (type === "pointerdown" || type === "keydown") this.#pressed = target;
    else if (type === "invalid") this.sweep();
    this.#doubtful.add(target);
    this.#frame.wake();
  }

  /** A script gave it a value or a word on its validity. */
  heardControl(control: object): void {
    this.#doubtful.add(control as Element);
    this.#frame.wake();
  }

  /** Any control may have another state: a form was reset or its values were checked. */
  sweep(): void {
    for (const control of this.#frame.forms.controls) this.#doubtful.add(control);
  }

  /** The address changed, so another element may be its target. */
  heardAddress(): void {
    this.#isAddressNew = true;
  }

  met(element: Element): void {
    if (this.#frame.hooks.states.has(element)) this.#custom.set(element, "");
  }

  /** A script changed this set of custom states. */
  heardCustom(states: object): void {
    const element = this.#frame.hooks.states.get(states) as Element | undefined;
    if (!element) return;
    if (!this.#custom.has(element)) this.#custom.set(element, "");
    this.#frame.wake();
  }

  forget(node: Node): void {
    this.#custom.delete(node as Element);
    for (const set of this.#inState.values()) set.delete(node as Element);
  }

  flush(): Op[] {
    const ops: Op[] = [];
    this.#flushRegistered(ops);
    this.#tell("hover", [climb(this.#hovered, ":hover")], ops);
    this.#tell("active", [climb(this.#pressed, ":active")], ops);
    const { document } = this.#frame;
    if (this.#isAddressNew)
      this.#tell("target", [/#./.test(document.URL) ? document.querySelector(":target") : null], ops);
    this.#isAddressNew = false;
    this.#flushControls(ops);
    this.#flushCustom(ops);
    return ops;
  }

  #tell(state: string, elements: Iterable<Element | null>, ops: Op[]): void {
    const ids: number[] = [];
    for (const element of elements) {
      const known = nearestKnown(element, this.#frame);
      if (known !== null) ids.push(known);
    }
    if ((this.#told.get(state) ?? "") === ids.join()) return;
    this.#told.set(state, ids.join());
    ops.push(["H", state, ids]);
  }

  #flushControls(ops: Op[]): void {
    for (const [state, set] of this.#inState) {
      if (!set.size && !this.#doubtful.size) continue;
      for (const element of new Set([...set, ...this.#doubtful]))
        if (doesMatch(element, `:${state}`)) set.add(element);
        else set.delete(element);
      this.#tell(state, set, ops);
    }
    this.#doubtful = new Set();
  }

  #flushCustom(ops: Op[]): void {
    for (const [element, known] of this.#custom) {
      const id = this.#frame.ids.idOf(element);
      const names = [...(this.#frame.hooks.states.get(element) as Set<string>)];
      if (id === null || names.join() === known) continue;
      this.#custom.set(element, names.join());
      ops.push(["K", id, names]);
    }
  }

  #flushRegistered(ops: Op[]): void {
    const { properties } = this.#frame.hooks;
    while (this.#registered < properties.length) ops.push(["Q", properties[this.#registered++]!]);
  }
}

/** The innermost element in this state, in shadow trees too. */
function innermost(document: Document, selector: string): Element | null {
  let found: Element | null = null;
  for (let root: Document | ShadowRoot | null = document; root;) {
    const inner: Element | null = [...root.querySelectorAll(selector)].at(-1) ?? null;
    found = inner ?? found;
    root = inner && rootOf(inner);
  }
  return found;
}

/** The element itself or the nearest one around it that is in this state. */
function climb(element: Element | null, selector: string): Element | null {
  for (let at: Node | null = element; at; at = containerOf(at))
    if (isElement(at) && doesMatch(at, selector)) return at;
  return null;
}

function nearestKnown(element: Element | null, { ids }: Frame): number | null {
  for (let at: Node | null = element; at; at = containerOf(at)) {
    const id = isElement(at) ? ids.idOf(at) : null;
    if (id !== null) return id;
  }
  return null;
}
