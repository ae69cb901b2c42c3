/**
 * Editing in place, in a mirror. Nothing changes here by itself: only the shop knows what its editor does, so what the person meant is told
 * and what came of it is shown, the caret too. Text goes where the host has this person's caret, so that fast typing keeps its order.
 */
import { editOf } from "../../../alongside/wire/merge";
import type { Action, Places } from "../../../alongside/wire/messages";
import type { HandsContext } from "./hands_types";
import type { Pending } from "./hands_pending";
import type { Selecting } from "./hands_selection";
import { placeOf } from "./selection";

/** In place of `start` and `end`: where the person's own caret is. */
const AT_CARET = [-1, -1] as const;

interface Composition {
  texts: Map<Text, string>;
  text: string;
  /** There was text that it works on, which need not be what is selected. */
  isAgain: boolean;
}

export class Editables {
  readonly #context: HandsContext;
  readonly #pending: Pending;
  readonly #selecting: Selecting;
  readonly #compositions = new WeakMap<HTMLElement, Composition>();

  constructor(context: HandsContext, pending: Pending, selecting: Selecting) {
    this.#context = context;
    this.#pending = pending;
    this.#selecting = selecting;
  }

  edit(event: InputEvent, element: HTMLElement): void {
    // An input method's own text cannot be prevented; compositionend tells what came of it.
    if (event.inputType === "insertCompositionText") return;
    event.preventDefault();
    const value = textOf(event);
    if (value === null) return;
    const host = hostOf(element);
    const [range] = event.getTargetRanges();
    this.#selecting.sync();
    // What a spelling correction or a drop is about is not where the caret is.
    if (range && /Replacement|Drop/.test(event.inputType))
      this.#put(host, value, event.inputType, offsetsOf(host, range), host.textContent);
    else this.#put(host, value, event.inputType);
  }

  /** What was composed is taken out again here and put in by the host. */
  compose(element: HTMLElement, event: CompositionEvent, begins: boolean): void {
    const host = hostOf(element);
    if (begins) {
      this.#selecting.sync();
      const texts = new Map(textsOf(host).map((text) => [text, text.data]));
      const isAgain = event.data !== "" && host.ownerDocument.getSelection()?.toString() !== event.data;
      return void this.#compositions.set(host, { texts, text: host.textContent, isAgain });
    }
    const before = this.#compositions.get(host);
    if (!before) return;
    const { at, gone, put } = editOf(before.text, host.textContent);
    restore(host, before.texts);
    if (before.isAgain) this.#put(host, put, "insertCompositionText", [at, at + gone], before.text);
    else this.#put(host, event.data, "insertCompositionText");
  }

  /** A key of the editor's: what it does to text and caret is seen when the host has done it. */
  press(element: HTMLElement, action: Action): void {
    this.#pending.send(hostOf(element), action);
    this.#selecting.forget();
  }

  /** Unless the person has put it elsewhere meanwhile, the caret is where the host has it. */
  caret([start, startOffset, end, endOffset]: Places): void {
    const [from, to] = [this.#context.nodeOf(start), this.#context.nodeOf(end)];
    const { document } = this.#context;
    const active = document.activeElement as HTMLElement | null;
    if (!from || !to || this.#selecting.isByHand || !active?.isContentEditable) return;
    if (hostOf(active).contains(from))
      document.getSelection()?.setBaseAndExtent(...placeOf(from, startOffset), ...placeOf(to, endOffset));
  }

  #put(
    host: HTMLElement,
    text: string,
    kind: string,
    [start, end]: readonly [number, number] = AT_CARET,
    base?: string,
  ): void {
    const id = this.#context.idOf(host);
    if (id === null) return;
    const { frame } = this.#context;
    this.#pending.send(host, ["input", frame, id, text, start, end, 0, bounded(base), kind]);
    this.#selecting.forget();
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

/** Characters of the host's text before both ends. */
function offsetsOf(host: Node, range: StaticRange): [start: number, end: number] {
  return [
    offsetIn(host, range.startContainer, range.startOffset),
    offsetIn(host, range.endContainer, range.endOffset),
  ];
}

function offsetIn(host: Node, container: Node, offset: number): number {
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

function restore(host: HTMLElement, texts: Map<Text, string>): void {
  for (const text of textsOf(host)) {
    const before = texts.get(text);
    if (before === undefined) text.remove();
    else if (text.data !== before) text.data = before;
  }
}
