/**
 * Typing and choosing in a mirror. Fields show at once what is typed (the host's answer comes soon after, and is right when they differ);
 * editable elements show what the host made of it, since only the shop knows what its editor does.
 */
import type { HandsContext } from "./hands_types";
import type { InputHow } from "../../../alongside/wire/messages";
import { bounded, type Editables } from "./hands_editable";
import { throttle, type Pending } from "./hands_pending";
import { known, sortOf, targetOf, type Target } from "./hands_places";

type Field = HTMLInputElement | HTMLTextAreaElement;
/** A slider that is dragged moves sixty times a second; the page hears of half of them, and of the last. Milliseconds. */
const SLIDE_EVERY = 34;
/** What is stepped, dragged or picked, rather than typed: `change` says that the hand let go. */
const ENDED_BY_CHANGE = ["range", "number", "date", "month", "week", "time", "datetime-local", "color"]
  .map((type) => `input[type=${type} i]`)
  .join();
type Sent = { value: string; start: number; end: number };

export class Fields {
  readonly #context: HandsContext;
  readonly #pending: Pending;
  readonly #sent = new WeakMap<Element, Sent>();
  readonly #before = new WeakMap<Element, string>();
  /** What the text was before the edit that is going on, and the kind of the edit. */
  readonly #bases = new WeakMap<Element, string>();
  readonly #editables: Editables;

  constructor(context: HandsContext, pending: Pending, editables: Editables, signal: AbortSignal) {
    this.#context = context;
    this.#pending = pending;
    this.#editables = editables;
    const { document } = context;
    const options = { capture: true, signal };
    document.addEventListener("beforeinput", (event) => this.#beforeInput(event), options);
    document.addEventListener("input", (event) => this.#input(event as InputEvent), options);
    document.addEventListener("compositionstart", (event) => this.#composing(event, true), options);
    document.addEventListener("compositionend", (event) => this.#composing(event, false), options);
  }

  /** For the document and for every shadow root: these events do not leave theirs. */
  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    const options = { capture: true, signal };
    root.addEventListener("change", (event) => this.#changed(event.target as Element), options);
    root.addEventListener("reset", (event) => event.preventDefault(), options);
    root.addEventListener("submit", (event) => this.#submit(event as SubmitEvent), options);
  }

  /** Tells the host where the caret is, when that is needed for what comes next and it does not know. */
  sync(element: Element): void {
    const target = known(this.#context, element);
    if (!target || sortOf(element) !== "text") return;
    const now = stateOf(element as Field);
    const last = this.#sent.get(element);
    if (last?.value !== now.value || last.start !== now.start || last.end !== now.end) {
      this.#bases.set(element, now.value);
      this.#send(target);
    }
  }

  #beforeInput(event: InputEvent): void {
    const target = targetOf(this.#context, event);
    if (!this.#context.mayAct()) return event.preventDefault();
    if (!target) return;
    if (sortOf(target.element) === "editable")
      return this.#editables.edit(event, target.element as HTMLElement);
    const { value } = target.element as Field;
    if (!this.#pending.isPending(target.element)) this.#before.set(target.element, value);
    if (!event.isComposing) this.#bases.set(target.element, value);
  }

  #input(event: InputEvent): void {
    const target = targetOf(this.#context, event);
    // What an input method is still composing is nobody else's yet; its end is told by compositionend.
    if (!target || event.isComposing) return;
    const sort = sortOf(target.element);
    if (sort === "text" || sort === "picker") this.#send(target, 0, event.inputType);
    else if (sort === "slider") this.#slide(target);
  }

  #composing(event: CompositionEvent, begins: boolean): void {
    const target = targetOf(this.#context, event);
    if (!target) return;
    if (sortOf(target.element) === "editable")
      return this.#editables.compose(target.element as HTMLElement, event, begins);
    if (begins) {
      this.#bases.set(target.element, (target.element as Field).value);
      return this.#pending.hold(target.element);
    }
    this.#send(target, 0, "insertCompositionText");
    this.#pending.release(target.element);
  }

  readonly #slide = throttle(SLIDE_EVERY, (target: Target) => {
    const { element } = target;
    if (this.#sent.get(element)?.value !== (element as Field).value) this.#send(target);
  });

  /** The suggestion that was chosen stands in the field. */
  choose(field: HTMLInputElement): void {
    const target = known(this.#context, field);
    if (target) this.#send(target, 1);
  }

  /** A refused value goes back to what it was. */
  #send({ element, id }: Target, how: InputHow = 0, kind = ""): void {
    const field = element as Field;
    const state = stateOf(field);
    this.#sent.set(field, state);
    const { value, start, end } = state;
    const base = this.#bases.get(field);
    this.#bases.delete(field);
    const { frame } = this.#context;
    this.#pending.send(field, ["input", frame, id, value, start, end, how, bounded(base), kind], (result) => {
      const before = this.#before.get(field);
      if (result !== "ok" && before !== undefined) field.value = before;
    });
  }

  #changed(element: Element): void {
    const target = this.#context.mayAct() ? known(this.#context, element) : null;
    if (target?.element !== element) return;
    if (element.matches(ENDED_BY_CHANGE)) return this.#send(target, 1);
    // As it loses the focus, a list tells of what the host has chosen in it as well.
    if (element.localName !== "select" || this.#context.seen?.isElsewhere) return;
    const indices = [...(element as HTMLSelectElement).selectedOptions].map((option) => option.index);
    this.#pending.send(element, ["select", this.#context.frame, target.id, indices]);
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const target = known(this.#context, event.target as Node);
    if (target && this.#context.mayAct()) this.#context.send(["submit", this.#context.frame, target.id]);
  }
}

/** Fields without a selection (numbers, dates) count as having the caret at the end. */
function stateOf(field: Field): Sent {
  const { value, selectionStart, selectionEnd } = field;
  return { value, start: selectionStart ?? value.length, end: selectionEnd ?? value.length };
}
