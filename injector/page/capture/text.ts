/**
 * Masked text keeps its size: each word travels as its width, white space as it is. Widths are in em, so that they hold at
 * any zoom; the mirror draws a block of that width for each.
 */
import { MASKED_TEXT, MASKED_WORD, type WireOther } from "../../../alongside/wire/ops";
import { bullets, type Run } from "./cards";
import { containerOf, htmlNameOf, isElement, ownerOf } from "./dom";
import { secretRuns, type Secrets } from "./secrets";

export type MaskedText = Extract<WireOther, readonly [typeof MASKED_TEXT, ...unknown[]]>;

/** Scripts without spaces break anywhere: there every character is a word of its own. */
const WORDS =
  /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]|[^\s\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]+/gu;
/** Here text is not laid out, so a width means nothing. */
const UNSEEN = new Set(["textarea", "option", "title", "style", "script", "noscript", "template"]);

/** What a card number's part looks like: a digit, or a group of them; any short text when values are known. */
const PART = /^(?:\d|\d{4,6})$/;
const SHORT_PART = /^\S{1,12}$/;
/** Numbers in these stand for themselves. */
const CELLS = /^(?:t[dhr]|li|[uo]l|option|select|button|body)$/i;
const AROUND = 120;

/** Browsers snap boxes outwards to 1/64 px: a line that is full here must not be too long in the mirror. */
const SNAP = 1 / 64;

/** What travels of a text node: itself, or its masked form. */
export function readText(node: Text, within: boolean, secrets: Secrets): string | MaskedText {
  const text = node.data;
  const runs =
    within || isPart(node, secrets)
      ? wordRuns(text)
      : secretRuns(text, secrets).flatMap(([start, end]) => wordRuns(text.slice(start, end), start));
  if (!runs.length) return text;
  const parent = containerOf(node);
  const isSeen = parent && isElement(parent) && !UNSEEN.has(htmlNameOf(parent)) && node.isConnected;
  return isSeen ? maskRuns(node, runs, parent) : hideRuns(text, runs);
}

function wordRuns(text: string, offset = 0): Run[] {
  return [...text.matchAll(WORDS)].map(({ 0: word, index }) => [
    offset + index,
    offset + index + word.length,
  ]);
}

/** A secret that is spread over several nodes, a group of digits or a letter in each, shows in what stands around them. */
function isPart(node: Text, secrets: Secrets): boolean {
  const text = node.data.trim();
  if (!(secrets.isEmpty ? PART : SHORT_PART).test(text)) return false;
  let holder = containerOf(node);
  for (let level = 0; level < 2 && holder && !CELLS.test(holder.nodeName); level++) {
    const [around, start] = textAround(node, holder);
    if (start < 0) return false;
    const end = start + text.length;
    if (secretRuns(around, secrets).some((run) => run[0] < end && run[1] > start)) return true;
    holder = containerOf(holder);
  }
  return false;
}

/** The text of a small element without white space, and where in it the node's begins; -1 when there is too much of it. */
function textAround(node: Text, holder: Node): [text: string, start: number] {
  const walker = ownerOf(node)!.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  let [text, start] = ["", -1];
  for (let each = walker.nextNode() as Text | null; each; each = walker.nextNode() as Text | null) {
    if (each === node) start = text.length;
    text += each.data.trim();
    if (text.length > AROUND) return ["", -1];
  }
  return [text, start];
}

function hideRuns(text: string, runs: Run[]): string {
  let hidden = text;
  for (const [start, end] of runs)
    hidden = hidden.slice(0, start) + bullets(hidden.slice(start, end)) + hidden.slice(end);
  return hidden;
}

function maskRuns(node: Text, runs: Run[], parent: Element): MaskedText {
  const measure = measurer(node, parent);
  const widths: number[] = [];
  let shape = "";
  let from = 0;
  for (const [start, end] of runs) {
    shape += node.data.slice(from, start).replaceAll(MASKED_WORD, "\ufffd") + MASKED_WORD;
    widths.push(measure(start, end));
    from = end;
  }
  return [MASKED_TEXT, shape + node.data.slice(from).replaceAll(MASKED_WORD, "\ufffd"), widths];
}

/** Width of a piece of the text in em, without the letter spacing that the block itself will get. */
function measurer(node: Text, parent: Element): (start: number, end: number) => number {
  const style = ownerOf(parent)!.defaultView?.getComputedStyle(parent);
  const em = parseFloat(style?.fontSize ?? "") || 16;
  const spacing = parseFloat(style?.letterSpacing ?? "") || 0;
  const scale = scaleOf(parent);
  const range = ownerOf(parent)!.createRange();
  return (start, end) => {
    range.setStart(node, start);
    range.setEnd(node, end);
    let width = 0;
    for (const box of range.getClientRects()) width += box.width;
    const pixels = width / scale - spacing - SNAP;
    return Math.max(0, Math.round((pixels / em) * 1024) / 1024);
  };
}

/** How much transforms stretch the text, seen on the nearest box. */
function scaleOf(element: Element): number {
  for (let at: Node | null = element; at; at = containerOf(at)) {
    const box = at as Partial<HTMLElement>;
    if (!box.offsetWidth || !box.getBoundingClientRect) continue;
    const ratio = box.getBoundingClientRect().width / box.offsetWidth;
    return ratio > 0.01 && Math.abs(ratio - 1) > 0.02 ? ratio : 1;
  }
  return 1;
}
