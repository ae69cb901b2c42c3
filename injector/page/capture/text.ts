/**
 * Masked text keeps its size: each word travels as its width, white space as it is. Widths are in em, so that they hold at
 * any zoom; the mirror draws a block of that width for each.
 */
import { MASKED_TEXT, MASKED_WORD, type WireOther } from "../../../alongside/wire/ops";
import { bullets, cardRuns } from "./cards";
import { containerOf, htmlNameOf, isElement, ownerOf } from "./dom";

type MaskedText = Extract<WireOther, readonly [typeof MASKED_TEXT, ...unknown[]]>;
type Run = [start: number, end: number];

/** Scripts without spaces break anywhere: there every character is a word of its own. */
const WORDS =
  /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]|[^\s\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]+/gu;
/** Here text is not laid out, so a width means nothing. */
const UNSEEN = new Set(["textarea", "option", "title", "style", "script", "noscript", "template"]);

/** Browsers snap boxes outwards to 1/64 px: a line that is full here must not be too long in the mirror. */
const SNAP = 1 / 64;

/** What travels of a text node: itself, or its masked form. */
export function readText(node: Text, within: boolean): string | MaskedText {
  const text = node.data;
  const runs = within ? wordRuns(text) : cardRuns(text);
  if (!runs.length) return text;
  const parent = containerOf(node);
  const isSeen = parent && isElement(parent) && !UNSEEN.has(htmlNameOf(parent)) && node.isConnected;
  return isSeen ? maskRuns(node, runs, parent) : hideRuns(text, runs);
}

function wordRuns(text: string): Run[] {
  return [...text.matchAll(WORDS)].map((match) => [match.index, match.index + match[0].length]);
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
