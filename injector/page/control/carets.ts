/**
 * Where each participant writes in what is edited in place. A document has one selection: it is lent to whoever writes, and the shopper
 * has theirs back when they are in the same text.
 */
import { editOf, moved } from "../../../alongside/wire/merge";
import { focusOn } from "./focus";
import type { Hand } from "./hand";
import { isShopperIn } from "./shopper";

/** A selection in an element that is edited in place, kept while others write there. */
export interface Caret {
  host: Element;
  /** Moves along with the nodes; where an editor puts new ones in their place, the characters count. */
  range: Range;
  text: string;
  start: number;
  end: number;
}

/** Whose the selection of a document is, beside the shopper. */
const owners = new WeakMap<Document, Hand>();

/** Does `act` with the selection where this participant writes in `host`. `settleCaret` has to follow, once editors have done theirs. */
export function writeAt(hand: Hand, host: HTMLElement, act: () => void): void {
  const document = host.ownerDocument;
  const shoppers = isShopperIn(host) ? caretIn(host) : null;
  focusOn(host);
  if ((shoppers || owners.get(document) !== hand) && hand.caret?.host === host) place(hand.caret);
  owners.set(document, hand);
  hand.writing = { host, shoppers };
  act();
}

/** The participant's caret is kept, and the shopper's comes back. */
export function settleCaret(hand: Hand): void {
  const { writing } = hand;
  if (!writing) return;
  hand.caret = caretIn(writing.host);
  if (writing.shoppers && writing.host.isConnected) place(writing.shoppers);
}

/** The selection after an act has settled; null when it was none that writes. */
export function takeCaret(hand: Hand): Range | null {
  const { writing } = hand;
  hand.writing = null;
  if (writing && !writing.shoppers) hand.caret = caretIn(writing.host);
  return writing && (hand.caret?.range ?? null);
}

/** From now on the participant writes here, whatever is selected in the page while the shopper is in this text. */
export function moveCaret(hand: Hand, host: Element, range: Range): void {
  hand.caret = caretOf(host, range);
  if (isShopperIn(host)) return;
  owners.set(host.ownerDocument, hand);
  place(hand.caret);
}

/** Likewise between two characters of its text. */
export function caretAt(host: Element, start: number, end: number): Caret {
  const range = host.ownerDocument.createRange();
  range.setStart(...placeAt(host, start));
  range.setEnd(...placeAt(host, end));
  return caretOf(host, range);
}

/** Writing begins at `hand.caret`, whoever wrote last. */
export function disown(document: Document): void {
  owners.delete(document);
}

function caretIn(host: Element): Caret | null {
  const selection = host.ownerDocument.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  return range && host.contains(range.startContainer) ? caretOf(host, range.cloneRange()) : null;
}

function caretOf(host: Element, range: Range): Caret {
  const [start, end] = offsetsOf(host, range);
  return { host, range, text: host.textContent, start, end };
}

function place(caret: Caret): void {
  const { host, text } = caret;
  const since = editOf(text, host.textContent);
  const [start, end] = [moved(caret.start, since), moved(caret.end, since)];
  const [from, to] = offsetsOf(host, caret.range);
  const { range } = from === start && to === end ? caret : caretAt(host, start, end);
  const { startContainer, startOffset, endContainer, endOffset } = range;
  selectRange(host.ownerDocument, [startContainer, startOffset], [endContainer, endOffset]);
}

export type Point = [node: Node, offset: number];

/** Editors follow the selection by its event, which the browser sends only later. Without places: nothing is selected. */
export function selectRange(document: Document, start?: Point, end = start): void {
  const selection = document.getSelection();
  if (!selection) return;
  if (start && end) selection.setBaseAndExtent(...start, ...end);
  else selection.removeAllRanges();
  document.dispatchEvent(new Event("selectionchange"));
}

/** Characters of the host's text before both ends; -1 for a range that left it. */
function offsetsOf(host: Element, { startContainer, startOffset, endContainer, endOffset }: Range) {
  const before = (container: Node, offset: number) => {
    if (!host.contains(container)) return -1;
    const range = host.ownerDocument.createRange();
    range.setStart(host, 0);
    range.setEnd(container, offset);
    return range.toString().length;
  };
  return [before(startContainer, startOffset), before(endContainer, endOffset)] as const;
}

/** The text node and offset that lie `offset` characters into the host's text; the end of the host when it is shorter. */
function placeAt(host: Node, offset: number): Point {
  const walker = (host.ownerDocument as Document).createTreeWalker(host, NodeFilter.SHOW_TEXT);
  let last: Node | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = (node as Text).data.length;
    if (offset <= length) return [node, offset];
    offset -= length;
    last = node;
  }
  return last ? [last, (last as Text).data.length] : [host, host.childNodes.length];
}
