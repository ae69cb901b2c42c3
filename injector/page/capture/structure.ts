/**
 * From mutation records to the least structural ops that lead the mirror from what it has to what is there now.
 *
 *   absorb   what was added or removed is touched; what has left the captured tree is forgotten at once, so that
 *            whatever comes back later is new
 *   flush    1. `-` for what left
 *            2. top-down, every touched node that is there: runs of new siblings as one `+`, known ones as `m`
 *            3. what an earlier slice left for later
 *
 * A node that came and went between two flushes never had an id and never travels. Top-down order makes every parent final
 * before something is put into it, so a move never finds its own descendant as its parent.
 */
import { NONE, type Op, type WireNode } from "../../../alongside/wire/ops";
import { containerOf, firstOf, nextOf, parentOf, previousOf, typeOf, visitTree } from "./dom";
import { isOurs, type Serializer } from "./serialize";
import type { Scope } from "./scope";

/** Siblings that are told as one. */
const RUN = 256;

export class Structure {
  #touched = new Set<Node>();
  #removals: number[] = [];
  readonly #gentle = new WeakSet<Node>();
  /** The first id that this flush gave: nodes from there on are in place. */
  #fresh = Infinity;

  readonly #scope: Scope;
  readonly #serializer: Serializer;
  readonly #left: (node: Node, id: number) => void;

  constructor(
    scope: Scope,
    serializer: Serializer,
    /** Called for every node that leaves. */
    left: (node: Node, id: number) => void,
  ) {
    this.#scope = scope;
    this.#serializer = serializer;
    this.#left = left;
  }

  reset(): void {
    this.#touched = new Set();
    this.#removals = [];
    this.#serializer.later.clear();
  }

  /** The next move of this node keeps its state (moveBefore). */
  heardGentle(node: Node): void {
    this.#gentle.add(node);
  }

  absorb(records: readonly MutationRecord[]): void {
    const removed: Node[] = [];
    for (const record of records) {
      if (record.type !== "childList") continue;
      for (const node of record.addedNodes) this.#touched.add(node);
      for (const node of record.removedNodes) {
        this.#touched.add(node);
        removed.push(node);
      }
    }
    // A new node that goes again takes along what moved into it, so those that were never sent are looked into as well.
    for (const node of removed) if (!this.#isCaptured(node)) this.#drop(node);
  }

  /** Sends this element again as a new one: what may be shown of it has changed. */
  renew(element: Element): void {
    if (!this.#scope.ids.has(element)) return;
    this.#drop(element);
    this.#touched.add(element);
    this.#scope.wake();
  }

  flush(): Op[] {
    const ops = this.#remove();
    this.#fresh = this.#scope.ids.next;
    for (const node of this.#inDepthOrder()) if (this.#isPending(node)) this.#placeRun(node, ops);
    this.#touched = new Set();
    for (const [parent, from] of [...this.#serializer.later]) this.#resume(parent, from, ops);
    return [...ops, ...this.#remove()];
  }

  #remove(): Op[] {
    return this.#removals.splice(0).map((id) => ["-", id]);
  }

  /** Tells children that had to wait, from `from` on, where that one still waits itself. */
  #resume(parent: Node, from: Node, ops: Op[]): void {
    const { later } = this.#serializer;
    const { ids } = this.#scope;
    later.delete(parent);
    const id = ids.idOf(parent);
    if (id === null) return;
    let before: number | null = null;
    let child: Node | null = parentOf(from) === parent && !ids.has(from) ? from : firstOf(parent);
    while (child && !later.has(parent)) {
      const run: Node[] = [];
      for (; child && run.length < RUN && !this.#serializer.isKnown(child); child = nextOf(child))
        run.push(child);
      if (run.length) {
        this.#insert(id, (before ??= this.#idFrom(child)), run, ops);
      } else {
        child = nextOf(child!);
        before = null;
      }
    }
  }

  /** The id of this node or the next one that has one. */
  #idFrom(node: Node | null): number {
    let at = node;
    while (at && !this.#scope.ids.has(at)) at = nextOf(at);
    return at ? this.#scope.ids.idOf(at)! : NONE;
  }

  #drop(node: Node): void {
    const { ids } = this.#scope;
    visitTree(node, (each) => {
      const id = ids.idOf(each);
      if (id === null) return;
      // What moved in here since the last flush is elsewhere in the mirror, and has to go from there.
      if (each === node || this.#touched.has(each)) this.#removals.push(id);
      ids.forget(each);
      this.#left(each, id);
    });
  }

  #isCaptured(node: Node): boolean {
    let isWaiting = false;
    for (let at: Node | null = node; at;) {
      const isTouched = this.#touched.has(at);
      // In something that is still to be told it is told with that.
      if (!isTouched && this.#scope.ids.has(at)) return !isWaiting;
      isWaiting = !isTouched;
      if (isOurs(at)) return false;
      const inner = at;
      at = containerOf(at);
      if (at && this.#serializer.isClosedOff(at)) return false;
      // A root that nobody watches yet: what has come into it may change before it is told.
      if (at && typeOf(inner) === 11) this.#scope.observe(inner);
    }
    return false;
  }

  /** Touched, and neither placed nor sent as part of something new. */
  #isPending(node: Node): boolean {
    return this.#touched.has(node) && !((this.#scope.ids.idOf(node) ?? 0) >= this.#fresh);
  }

  #inDepthOrder(): Node[] {
    const depths = new Map<Node, number>();
    const depthOf = (node: Node | null): number => {
      if (!node) return 0;
      const known = depths.get(node);
      if (known !== undefined) return known;
      const depth = depthOf(containerOf(node)) + 1;
      depths.set(node, depth);
      return depth;
    };
    const placed: [number, Node][] = [];
    for (const node of this.#touched) {
      if (this.#isCaptured(node)) placed.push([depthOf(containerOf(node)), node]);
      // Out of a root that nobody listened to yet it went without a record.
      else if (this.#touched.delete(node) && this.#scope.ids.has(node)) this.#drop(node);
    }
    return placed.sort((a, b) => a[0] - b[0]).map(([, node]) => node);
  }

  /** Places all touched nodes that stand side by side with `node`, from right to left. */
  #placeRun(node: Node, ops: Op[]): void {
    const { ids } = this.#scope;
    const parent = containerOf(node)!;
    const parentId = ids.idOf(parent);
    let last = node;
    let after = this.#neighbour(node, nextOf);
    for (; after && this.#isPending(after); after = this.#neighbour(after, nextOf)) last = after;
    let before = after ? ids.idOf(after)! : NONE;
    let fresh: Node[] = [];
    const insert = () => {
      if (fresh.length && parentId !== null) before = this.#insert(parentId, before, fresh.reverse(), ops);
      fresh = [];
    };
    for (let at: Node | null = last; at && this.#isPending(at); at = this.#neighbour(at, previousOf)) {
      this.#touched.delete(at);
      const id = ids.idOf(at);
      if (id === null) {
        fresh.push(at);
        continue;
      }
      insert();
      if (parentId === null) this.#drop(at);
      else ops.push(["m", id, parentId, before, this.#takeGentle(at)]);
      this.#scope.moved();
      before = id;
    }
    insert();
  }

  /** The next captured sibling, those that are to be placed included. */
  #neighbour(node: Node, step: (node: Node) => Node | null): Node | null {
    let at = step(node);
    while (at && !this.#scope.ids.has(at) && !this.#touched.has(at)) at = step(at);
    return at;
  }

  #insert(parent: number, before: number, nodes: Node[], ops: Op[]): number {
    const first = this.#scope.ids.next;
    const holder = containerOf(nodes[0]!)!;
    const within = this.#serializer.isWithin(holder);
    const wire: WireNode[] = [];
    for (const node of nodes) {
      if (this.#serializer.cuts(holder, node)) break;
      wire.push(this.#serializer.node(node, within));
    }
    if (!wire.length) return before;
    ops.push(["+", parent, before, first, wire]);
    return first;
  }

  #takeGentle(node: Node): 0 | 1 {
    return this.#gentle.delete(node) ? 1 : 0;
  }
}
