/**
 * Text in elements that are edited in place. An editor of the shop's own hears first and may do it itself, as with a trusted key; what it
 * leaves alone is the browser's editing, with its undo.
 */
import type { Mods, Result } from "../../../alongside/wire/messages";
import { editOf, rebase } from "../../../alongside/wire/merge";
import { caretAt, disown, writeAt } from "./carets";
import type { Hand } from "./hand";
import { tapKey } from "./key_events";
import { announce, tellInput, type Change } from "./text_events";
import type { InputAction } from "./typing";

const CTRL_OR_META = 2 | 4;
const SHIFT = 8;

const COMMANDS: Record<string, string> = {
  insertParagraph: "insertParagraph",
  insertLineBreak: "insertLineBreak",
  formatBold: "bold",
  formatItalic: "italic",
  formatUnderline: "underline",
  historyUndo: "undo",
  historyRedo: "redo",
  deleteContentForward: "forwardDelete",
};

export function typeInEditable(hand: Hand, host: HTMLElement, action: InputAction): Result {
  const [, , , put, start, , , , kind] = action;
  if (start >= 0) {
    hand.caret = caretAt(host, ...placesOf(host, action));
    disown(host.ownerDocument);
  }
  const isBreak = put === "\n" && !/Paste|Drop/.test(kind ?? "");
  const change = {
    kind: kind || (isBreak ? "insertParagraph" : put ? "insertText" : "deleteContentBackward"),
    put,
  };
  const insert = () => carryOut(host, change);
  writeAt(hand, host, () => {
    if (isBreak) tapKey(host, "Enter", "Enter", change.kind === "insertLineBreak" ? SHIFT : 0, insert);
    else announce(host, change, insert);
  });
  return "ok";
}

/** Where the text between `start` and `end`, counted in what its author saw, lies now. */
function placesOf(host: Element, [, , , put, start, end, , base]: InputAction): [number, number] {
  const mine = { at: start, gone: end - start, put };
  const { at, gone } = typeof base === "string" ? rebase(mine, editOf(base, host.textContent)) : mine;
  return [at, at + gone];
}

/** The editing that a key or shortcut stands for, at the selection. */
export function editHere(element: Element, kind: string): void {
  carryOut(element, { kind, put: "" });
}

function carryOut(host: Element, change: Change): void {
  const document = host.ownerDocument;
  const selection = document.getSelection();
  if (!selection?.rangeCount) return;
  const goes = deleted(selection, change.kind);
  if (!tellInput(host, "beforeinput", change, [new StaticRange(goes ?? selection.getRangeAt(0))])) return;
  // No command deletes more than a character.
  if (goes && !/^deleteContent/.test(change.kind)) select(selection, goes);
  const command = COMMANDS[change.kind] ?? (change.put ? "insertText" : "delete");
  document.execCommand(command, false, change.put);
}

/** What deleting takes away where nothing is selected. */
function deleted(selection: Selection, kind: string): Range | null {
  const [, unit, way] = /^delete(\w+?)(Back|For)ward$/.exec(kind) ?? [];
  if (!unit || !selection.isCollapsed) return null;
  const at = selection.getRangeAt(0).cloneRange();
  const by = unit === "Word" ? "word" : unit === "Content" ? "character" : "lineboundary";
  selection.modify("extend", way === "Back" ? "backward" : "forward", by);
  const goes = selection.getRangeAt(0).cloneRange();
  select(selection, at);
  return goes;
}

function select(selection: Selection, { startContainer, startOffset, endContainer, endOffset }: Range): void {
  selection.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
}

const STEPS: Record<string, [way: string, by: string, byWord?: string]> = {
  ArrowLeft: ["left", "character", "word"],
  ArrowRight: ["right", "character", "word"],
  ArrowUp: ["backward", "line", "paragraph"],
  ArrowDown: ["forward", "line", "paragraph"],
  Home: ["backward", "lineboundary", "documentboundary"],
  End: ["forward", "lineboundary", "documentboundary"],
};

/** The keys that move the caret; false for any other. */
export function walk(element: Element, key: string, mods: Mods): boolean {
  const document = element.ownerDocument;
  const [way, by, byWord] = STEPS[key] ?? [];
  if (!way) return false;
  document.getSelection()?.modify(mods & SHIFT ? "extend" : "move", way, mods & CTRL_OR_META ? byWord : by);
  document.dispatchEvent(new Event("selectionchange"));
  return true;
}
