/**
 * What the host says of a control or a scroll container while the person here is at it: it waits until their acts are answered. Then the
 * host's last word is shown, also where it said nothing new because the shop did not take what was typed.
 */
import type { Op } from "../../../alongside/wire/ops";

const HELD = new Set(["v", "c", "o", "s", "k"]);

export class Held {
  readonly #held = new Map<Node, Map<string, Op>>();
  /** The host's last words about values and places. */
  readonly #last = new WeakMap<Node, Map<string, Op>>();

  /** Whether this op waits. */
  takes(op: Op, node: Node, isPending: boolean): boolean {
    if (!HELD.has(op[0])) return false;
    const last = this.#last.get(node) ?? new Map<string, Op>();
    this.#last.set(node, last.set(op[0], op));
    if (!isPending) return false;
    const held = this.#held.get(node) ?? new Map<string, Op>();
    this.#held.set(node, held.set(op[0], op));
    return true;
  }

  /** The ops to carry out now that the node is left alone. */
  settle(node: Node, id: number, wasRefused: boolean): Op[] {
    const held = this.#held.get(node);
    const last = this.#last.get(node);
    this.forget(node);
    const ops = [...(held?.values() ?? [])];
    const field = node as HTMLInputElement;
    if (
      /^(input|textarea)$/.test(field.localName) &&
      !/^(checkbox|radio|file)$/.test(field.type) &&
      !held?.has("v")
    )
      ops.push(last?.get("v") ?? ["v", id, field.defaultValue]);
    if (wasRefused && !held?.has("s") && !field.defaultValue) ops.push(last?.get("s") ?? ["s", id, 0, 0]);
    return ops;
  }

  forget(node: Node): void {
    this.#held.delete(node);
  }
}
