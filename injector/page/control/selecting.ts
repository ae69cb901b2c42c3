/** Selections between the wire, where nodes have numbers, and the page. */
import type { Action, Places, Result } from "../../../alongside/wire/messages";
import { AT_END, BEFORE } from "../../../alongside/wire/ops";
import { moveCaret, selectRange, type Point } from "./carets";
import type { Captured } from "./control";
import { editingHost, isEditable } from "./elements";
import type { Hand } from "./hand";

export type RangeAction = Extract<Action, ["range", ...unknown[]]>;

/** In what is edited in place it is where the participant writes; elsewhere it is selected for all. */
export function select(
  hand: Hand,
  captured: Captured,
  [, frame, , start, id, end]: RangeAction,
  from: Node,
): Result {
  const to = captured.nodeOf(frame, id);
  if (!to?.isConnected) return "gone";
  const element = from.nodeType === Node.ELEMENT_NODE ? (from as Element) : from.parentElement;
  const ends = [within(from, start), within(to, end)] as const;
  if (element && isEditable(element)) moveCaret(hand, editingHost(element), rangeOf(...ends));
  else selectRange(from.ownerDocument!, ...ends);
  return "ok";
}

const within = (node: Node, offset: number): Point => [
  node,
  Math.min(offset, (node as Partial<Text>).data?.length ?? node.childNodes.length),
];

/** Whichever comes first. */
function rangeOf(one: Point, other: Point): Range {
  const range = one[0].ownerDocument!.createRange();
  range.setStart(...one);
  range.collapse(true);
  if (range.comparePoint(...other) < 0) range.setStart(...other);
  else range.setEnd(...other);
  return range;
}

/** As the op `k` tells a selection; null for one in nodes that nobody else has. */
export function placesOf(
  captured: Captured,
  { startContainer, startOffset, endContainer, endOffset }: Range,
): Places | null {
  const placeOf = (node: Node, offset: number) => {
    const child = node.childNodes[offset];
    const id = captured.idOf(child ?? node)?.[1];
    if (id === undefined) return null;
    return [id, child ? BEFORE : node.nodeType === Node.TEXT_NODE ? offset : AT_END] as const;
  };
  const [start, end] = [placeOf(startContainer, startOffset), placeOf(endContainer, endOffset)];
  return start && end && [...start, ...end];
}
