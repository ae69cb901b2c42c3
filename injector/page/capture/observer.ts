/** The mutation observer of a frame, and what may be told at once of what it brings. */
import { isElement } from "./dom";

/** Changes of one task; more are worth waiting for. */
const FEW = 8;

/**
 * A node that script has not touched yet gets its script object in the realm of whoever sees it first; were that ours, `instanceof`
 * in the frame's own scripts would fail. So the records are made in the frame's realm: by its observer, for a callback of its own.
 */
export function observerOf(
  window: Window & typeof globalThis,
  absorb: (records: MutationRecord[]) => void,
): MutationObserver {
  const callback = new window.Proxy(window.Function.prototype, {
    apply: (_target, _self, [records]: [MutationRecord[]]) => absorb(records),
  });
  return new window.MutationObserver(callback as MutationCallback);
}

/** Telling these takes next to nothing of the task that made them: no large tree came in. */
export const areLittle = (records: readonly MutationRecord[]): boolean =>
  records.length <= FEW && records.every((record) => record.type !== "childList" || isLittle(record));

const isLittle = ({ addedNodes }: MutationRecord): boolean =>
  addedNodes.length <= FEW && ![].some.call(addedNodes, isLarge);

const isLarge = (node: Node): boolean =>
  isElement(node) && !!node.querySelector(":scope * *,:scope>:nth-child(9)");
