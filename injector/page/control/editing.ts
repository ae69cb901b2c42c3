/**
 * Text in elements that are edited in place. An editor of the shop's own hears first and may do it itself, as with a trusted key; what it
 * leaves alone is the browser's editing, with its undo.
 */
import type { Result } from "../../../alongside/wire/messages";
import { editOf, rebase } from "../../../alongside/wire/merge";
import { focusOn } from "./focus";
import { isShopperIn } from "./shopper";
import { announce, tellInput, type Change } from "./text_events";
import type { InputAction } from "./typing";

const COMMANDS: Record<string, string> = {
  insertParagraph: "insertParagraph",
  insertLineBreak: "insertLineBreak",
  formatBold: "bold",
  formatItalic: "italic",
  formatUnderline: "underline",
  historyUndo: "undo",
  historyRedo: "redo",
};

export function typeInEditable(
  host: HTMLElement,
  [, , , value, start, end, , base, kind]: InputAction,
): Result {
  const document = host.ownerDocument;
  const selection = document.getSelection();
  // As a range that moves along with the text.
  const shoppers = isShopperIn(host) && selection?.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
  focusOn(host);
  const text = host.textContent;
  const mine = { at: start, gone: end - start, put: value };
  const edit = typeof base === "string" ? rebase(mine, editOf(base, text)) : mine;
  selectText(host, edit.at, edit.at + edit.gone);
  const isBreak = edit.put === "\n" && !/Paste|Drop/.test(kind ?? "");
  const change = {
    kind: kind || (isBreak ? "insertParagraph" : edit.put ? "insertText" : "deleteContentBackward"),
    put: edit.put,
  };
  if (change.put || edit.gone) announce(host, change, () => carryOut(host, change));
  if (shoppers && host.contains(shoppers.startContainer)) {
    selection?.removeAllRanges();
    selection?.addRange(shoppers);
  }
  return "ok";
}

/** The editing that a key or shortcut stands for, at the selection. */
export function editHere(element: Element, kind: string): void {
  carryOut(element, { kind, put: "" });
}

function carryOut(host: Element, change: Change): void {
  const document = host.ownerDocument;
  const selection = document.getSelection();
  const ranges = selection?.rangeCount ? [new StaticRange(selection.getRangeAt(0))] : [];
  if (!tellInput(host, "beforeinput", change, ranges)) return;
  const command = COMMANDS[change.kind] ?? (change.put ? "insertText" : "delete");
  document.execCommand(command, false, change.put);
}

function selectText(host: HTMLElement, start: number, end: number): void {
  const [from, to] = [placeOf(host, start), placeOf(host, end)];
  selectRange(host.ownerDocument, ...from, ...to);
}

/** Editors follow the selection by its event, which the browser sends only later. */
export function selectRange(
  document: Document,
  from: Node | null,
  start: number,
  to: Node | null,
  end: number,
): void {
  const selection = document.getSelection();
  if (!selection) return;
  if (from && to) selection.setBaseAndExtent(from, within(from, start), to, within(to, end));
  else selection.removeAllRanges();
  document.dispatchEvent(new Event("selectionchange"));
}

const within = (node: Node, offset: number): number =>
  Math.min(offset, (node as Partial<Text>).data?.length ?? node.childNodes.length);

/** The text node and offset that lie `offset` characters into the host's text; the end of the host when it is shorter. */
function placeOf(host: Node, offset: number): [node: Node, offset: number] {
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
