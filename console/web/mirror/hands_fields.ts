/**
 * Typing and choosing in a mirror. Fields show at once what is typed (the host's answer comes soon after, and is right when they differ);
 * editable elements show what the host made of it, since only the shop knows what its editor does.
 */
import type { HandsContext } from "./hands_types";
import type { InputHow } from "../../../alongside/wire/messages";
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

  constructor(context: HandsContext, pending: Pending, signal: AbortSignal) {
    this.#context = context;
    this.#pending = pending;
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
    if (last?.value !== now.value || last.start !== now.start || last.end !== now.end) this.#send(target);
  }

  #beforeInput(event: InputEvent): void {
    const target = targetOf(this.#context, event);
    if (!this.#context.mayAct()) return event.preventDefault();
    if (!target) return;
    if (sortOf(target.element) === "editable") this.#edit(event, target.element as HTMLElement);
    else if (!this.#pending.isPending(target.element))
      this.#before.set(target.element, (target.element as Field).value);
  }

  #input(event: InputEvent): void {
    const target = targetOf(this.#context, event);
    // What an input method is still composing is nobody else's yet; its end is told by compositionend.
    if (!target || event.isComposing) return;
    const sort = sortOf(target.element);
    if (sort === "text" || sort === "picker") this.#send(target);
    else if (sort === "slider") this.#slide(target);
  }

  #composing(event: CompositionEvent, begins: boolean): void {
    const target = targetOf(this.#context, event);
    if (!target) return;
    if (sortOf(target.element) === "editable")
      return this.#compose(target.element as HTMLElement, event, begins);
    if (begins) return this.#pending.hold(target.element);
    this.#send(target);
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
  #send({ element, id }: Target, how: InputHow = 0): void {
    const field = element as Field;
    const state = stateOf(field);
    this.#sent.set(field, state);
    const { value, start, end } = state;
    const { frame } = this.#context;
    this.#pending.send(field, ["input", frame, id, value, start, end, how], (result) => {
      const before = this.#before.get(field);
      if (result !== "ok" && before !== undefined) field.value = before;
    });
  }

  #changed(element: Element): void {
    const target = this.#context.mayAct() ? known(this.#context, element) : null;
    if (target?.element !== element) return;
    if (element.matches(ENDED_BY_CHANGE)) return this.#send(target, 1);
    if (element.localName !== "select") return;
    const indices = [...(element as HTMLSelectElement).selectedOptions].map((option) => option.index);
    this.#pending.send(element, ["select", this.#context.frame, target.id, indices]);
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const target = known(this.#context, event.target as Node);
    if (target && this.#context.mayAct()) this.#context.send(["submit", this.#context.frame, target.id]);
  }

  #edit(event: InputEvent, element: HTMLElement): void {
    // An input method's own text cannot be prevented; compositionend tells what came of it.
    if (event.inputType === "insertCompositionText") return;
    event.preventDefault();
    const [range] = event.getTargetRanges();
    const value = textOf(event);
    if (range && value !== null) this.#replace(hostOf(element), value, range);
  }

  #replace(host: HTMLElement, value: string, range: StaticRange): void {
    const start = offsetIn(host, range.startContainer, range.startOffset);
    const end = offsetIn(host, range.endContainer, range.endOffset);
    const id = this.#context.idOf(host);
    if (id === null) return;
    this.#pending.send(host, ["input", this.#context.frame, id, value, start, end], (result) => {
      if (result === "ok") placeCaret(host, start + value.length);
    });
  }

  #compositions = new WeakMap<HTMLElement, { texts: Map<Text, string>; start: number; end: number }>();

  /** What was composed is taken out again here and put in by the host. */
  #compose(element: HTMLElement, event: CompositionEvent, begins: boolean): void {
    const host = hostOf(element);
    if (begins) return void this.#compositions.set(host, remember(host));
    const before = this.#compositions.get(host);
    const id = this.#context.idOf(host);
    if (!before || id === null) return;
    restore(host, before.texts);
    const { start, end } = before;
    this.#pending.send(host, ["input", this.#context.frame, id, event.data, start, end], (result) => {
      if (result === "ok") placeCaret(host, start + event.data.length);
    });
  }
}

/** Fields without a selection (numbers, dates) count as having the caret at the end. */
function stateOf(field: Field): Sent {
  const { value, selectionStart, selectionEnd } = field;
  return { value, start: selectionStart ?? value.length, end: selectionEnd ?? value.length };
}

/** The text that an editing event puts in; "" for one that only takes away, null for one that does neither (formats). */
function textOf(event: InputEvent): string | null {
  if (/^insert(Paragraph|LineBreak)$/.test(event.inputType)) return "\n";
  if (event.inputType.startsWith("insert"))
    return event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
  return event.inputType.startsWith("delete") ? "" : null;
}

function hostOf(element: HTMLElement): HTMLElement {
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

/** Characters of the host's text before a place in it: the measure of `input` for editable elements. */
export function offsetIn(host: Node, container: Node, offset: number): number {
  const range = (host.ownerDocument as Document).createRange();
  range.setStart(host, 0);
  range.setEnd(container, offset);
  return range.cloneContents().textContent?.length ?? 0;
}

function textsOf(host: Node): Text[] {
  const walker = (host.ownerDocument as Document).createTreeWalker(host, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts;
}

function placeCaret(host: HTMLElement, offset: number): void {
  if (!host.isConnected || !host.contains(host.ownerDocument.activeElement)) return;
  for (const text of textsOf(host)) {
    if (offset <= text.length) return void host.ownerDocument.getSelection()?.collapse(text, offset);
    offset -= text.length;
  }
}

function remember(host: HTMLElement) {
  const range = host.ownerDocument.getSelection()?.getRangeAt(0);
  const start = range ? offsetIn(host, range.startContainer, range.startOffset) : 0;
  const end = range ? offsetIn(host, range.endContainer, range.endOffset) : start;
  return { texts: new Map(textsOf(host).map((text) => [text, text.data])), start, end };
}

function restore(host: HTMLElement, texts: Map<Text, string>): void {
  for (const text of textsOf(host)) {
    const before = texts.get(text);
    if (before === undefined) text.remove();
    else if (text.data !== before) text.data = before;
  }
}
