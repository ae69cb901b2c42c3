/**
 * Editing in place, in a mirror. Nothing changes here by itself: only the shop knows what its editor does, so what the person meant is told
 * and what came of it is shown. Until it has come, what follows is reckoned from what is expected.
 */
import { applied, editOf, moved, type Edit } from "../../../alongside/wire/merge";
import type { HandsContext } from "./hands_types";
import type { Pending } from "./hands_pending";

interface Expected {
  text: string;
  caret: number;
}

export class Editables {
  readonly #context: HandsContext;
  readonly #pending: Pending;
  /** What the elements with edits under way will hold if nobody else changes them. */
  readonly #expected = new WeakMap<HTMLElement, Expected>();
  readonly #compositions = new WeakMap<
    HTMLElement,
    { texts: Map<Text, string>; start: number; end: number }
  >();

  constructor(context: HandsContext, pending: Pending) {
    this.#context = context;
    this.#pending = pending;
  }

  edit(event: InputEvent, element: HTMLElement): void {
    // An input method's own text cannot be prevented; compositionend tells what came of it.
    if (event.inputType === "insertCompositionText") return;
    event.preventDefault();
    const [range] = event.getTargetRanges();
    const value = textOf(event);
    if (!range || value === null) return;
    const host = hostOf(element);
    const start = offsetIn(host, range.startContainer, range.startOffset);
    const end = offsetIn(host, range.endContainer, range.endOffset);
    this.#send(
      host,
      this.#meant(host, { at: start, gone: end - start, put: value }, event.inputType),
      event.inputType,
    );
  }

  /** What was composed is taken out again here and put in by the host. */
  compose(element: HTMLElement, event: CompositionEvent, begins: boolean): void {
    const host = hostOf(element);
    if (begins) return void this.#compositions.set(host, remember(host));
    const before = this.#compositions.get(host);
    if (!before) return;
    restore(host, before.texts);
    const { start, end } = before;
    const meant = this.#meant(host, { at: start, gone: end - start, put: event.data }, "");
    this.#send(host, meant, "insertCompositionText");
  }

  /** While an edit is under way the selection here is that of before; the next one goes where the last will have left the caret. */
  #meant(host: HTMLElement, edit: Edit, kind: string): Edit {
    const expected = this.#pending.isPending(host) ? this.#expected.get(host) : undefined;
    if (!expected) {
      this.#expected.set(host, { text: host.textContent, caret: edit.at });
      return edit;
    }
    const { caret } = expected;
    if (kind.endsWith("Forward")) return { ...edit, at: caret };
    return kind.startsWith("delete")
      ? { ...edit, at: Math.max(0, caret - edit.gone), gone: Math.min(caret, edit.gone) }
      : { ...edit, at: caret, gone: 0 };
  }

  #send(host: HTMLElement, edit: Edit, kind: string): void {
    const id = this.#context.idOf(host);
    const expected = this.#expected.get(host);
    if (id === null || !expected) return;
    const { frame } = this.#context;
    const { at, gone, put } = edit;
    const base = bounded(expected.text);
    expected.text = applied(expected.text, put === "\n" ? { ...edit, put: "" } : edit);
    expected.caret = at + (put === "\n" ? 0 : put.length);
    this.#pending.send(host, ["input", frame, id, put, at, at + gone, 0, base, kind], (result) => {
      if (result === "ok") placeCaret(host, moved(expected.caret, editOf(expected.text, host.textContent)));
    });
  }
}

/** Longer texts travel without what they were: then places count as they are. */
const LONGEST_BASE = 16_384;
export const bounded = (text?: string): string | null =>
  text === undefined || text.length > LONGEST_BASE ? null : text;

/** The text that an editing event puts in; "" for one that only takes away, null for one that does neither (formats). */
function textOf(event: InputEvent): string | null {
  if (/^insert(Paragraph|LineBreak)$/.test(event.inputType)) return "\n";
  if (event.inputType.startsWith("insert"))
    return event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
  return event.inputType.startsWith("delete") ? "" : null;
}

export function hostOf(element: HTMLElement): HTMLElement {
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

/** Characters of the host's text before a place in it: the measure of `input` for editable elements. */
export function offsetIn(host: Node, container: Node, offset: number): number {
  const range = (host.ownerDocument as Document).createRange();
  range.setStart(host, 0);
  range.setEnd(container, offset);
  return range.toString().length;
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
