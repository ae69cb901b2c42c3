/**
 * Digests of a frame, a part of its tree at a time, so that none takes long; a turn goes through the whole tree. What is true of
 * a node is reckoned once, and kept in the sums of its block until a mutation concerns it, so that a page at rest costs next to nothing.
 */
import { Digest, isShowing, readFacts, type TreeReader } from "../../../alongside/wire/digest";
import { previousOf, SVG } from "../capture/dom";
import type { Frame } from "../capture/frame";
import type { Digests } from "../capture/media";
import { isOurs } from "../capture/serialize";

/** Nodes of one digest, or a few more: a mirror keeps nothing, and needs some milliseconds for them. */
const PART = 2500;
/** Reading stops after this time, and goes on with the next part. */
const READ_MS = 4;
/** The clock is looked at once in so many nodes. */
const LOOK_EVERY = 16;
/** Ids of a block. */
const BLOCK = 500;
/** Of one digest, where few of the nodes are left. */
const MOST_BLOCKS = 40;

const blockOf = (id: number): number => Math.floor(id / BLOCK);

export class FrameDigests implements Digests {
  #blocks = new Map<number, Block>();
  #at = 0;
  #turn = 0;
  #secrets = 0;
  readonly #frame: Frame;
  readonly #reader: TreeReader;

  constructor(frame: Frame) {
    const { ids, forms, sheets, meetings, masks } = frame;
    this.#frame = frame;
    this.#reader = {
      nodeOf: (id) => ids.nodeOf(id),
      idOf: (node) => ids.idOf(node),
      textOf: (text) => (meetings.maskOf(text) ? null : text.data),
      attributesOf: (element) => frame.sent(element),
      stateOf: (element) => forms.stateOf(element),
      rulesOf: (node) => rulesOf(node, sheets.adopted.get(node as Document | ShadowRoot)),
      hide: (text) => masks.secrets.hideKnown(text),
    };
  }

  reset(): void {
    this.#blocks = new Map();
    this.#at = 0;
  }

  note(records: readonly MutationRecord[]): void {
    for (const record of records) {
      if (record.type !== "childList") {
        this.#drop(record.target);
        continue;
      }
      for (const node of record.addedNodes) this.#drop(node);
      // What is put elsewhere within something new has no record of coming there.
      for (const node of record.removedNodes) this.#drop(node);
      this.#noteFrom(record.previousSibling);
    }
  }

  /** This node left, or is told anew with another id. */
  forget(node: Node, id: number): void {
    this.#blocks.get(blockOf(id))?.forget(id);
    this.#noteFrom(previousOf(node));
  }

  /** This node has another next sibling; what is ours is none. */
  #noteFrom(node: Node | null): void {
    let at = node;
    for (; at && isOurs(at); at = previousOf(at));
    if (at) this.#drop(at);
  }

  #drop(node: Node): void {
    const id = this.#frame.ids.idOf(node);
    if (id !== null) this.#blocks.get(blockOf(id))?.drop(id);
  }

  /** "first id-last id-turn:sums". */
  next(): [digest: string | null, isLast: boolean] {
    const until = performance.now() + READ_MS;
    const { version } = this.#frame.masks.secrets;
    // What is hidden now may be shown where nothing changed.
    if (this.#secrets !== (this.#secrets = version)) this.reset();
    const from = this.#at;
    const end = this.#frame.ids.next;
    const last = blockOf(end - 1);
    const digest = new Digest(this.#reader, this.#turn);
    // The document's block is told alone: it keeps its id, while the others' only grow.
    const stop = from ? Math.min(last + 1, from + MOST_BLOCKS) : 1;
    let to = from;
    for (let count = 0; to < stop && count < PART; to++) {
      const block = this.#blockAt(to);
      if (!block.read(this.#reader, Math.min((to + 1) * BLOCK, end), until)) break;
      block.tell(digest, this.#reader);
      count += block.size;
    }
    this.#at = to === 1 ? this.#second : to;
    const part =
      to > from ? `${from * BLOCK}-${Math.min(to * BLOCK, end) - 1}-${this.#turn}:${digest}` : null;
    if (this.#at <= last) return [part, false];
    this.#at = 0;
    this.#turn++;
    return [part, true];
  }

  #blockAt(index: number): Block {
    let block = this.#blocks.get(index);
    if (!block) this.#blocks.set(index, (block = new Block(index * BLOCK)));
    return block;
  }

  /** The first block after that of the document with something in it. */
  get #second(): number {
    const { all } = this.#frame.ids;
    all.next();
    return Math.max(1, blockOf(all.next().value ?? 0));
  }
}

/** Nodes whose ids are neighbours. */
class Block {
  readonly #sums = new Uint32Array(3);
  readonly #first: number;
  /** The first id that was not looked up yet. */
  #next: number;
  /** Whose facts are in the sums. */
  readonly #taken = new Set<number>();
  readonly #facts = new Uint32Array(3 * BLOCK);
  /** There, but no longer in the sums. */
  readonly #stale = new Set<number>();
  /** To be looked at each time. */
  readonly #showing = new Set<number>();
  /** Scripts change SVG through objects as well, and no record tells of that. */
  readonly #drawn = new Set<number>();

  constructor(first: number) {
    this.#first = this.#next = first;
  }

  get size(): number {
    return this.#taken.size + this.#drawn.size;
  }

  /** Brings the sums up to date, unless it takes too long: ids up to this one. */
  read(tree: TreeReader, end: number, until: number): boolean {
    for (; this.#next < end; this.#next++) this.#stale.add(this.#next);
    let looked = 0;
    for (const id of this.#stale) {
      if (++looked % LOOK_EVERY === 0 && performance.now() > until) return false;
      this.#stale.delete(id);
      const node = tree.nodeOf(id) as Element | null;
      if (node && tree.idOf(node) === id) this.#take(tree, node, id);
    }
    return true;
  }

  #take(tree: TreeReader, node: Element, id: number): void {
    if (isShowing(node)) this.#showing.add(id);
    if (node.namespaceURI === SVG) {
      this.#drawn.add(id);
      return;
    }
    this.#facts.set(readFacts(tree, node, id), 3 * (id - this.#first));
    this.#taken.add(id);
    this.#add(id, 1);
  }

  tell(digest: Digest, tree: TreeReader): void {
    digest.addFacts(this.#sums);
    for (const id of this.#drawn) digest.addFacts(readFacts(tree, tree.nodeOf(id) as Element, id));
    for (const id of this.#showing) digest.addShown(tree.nodeOf(id) as Element, id);
  }

  /** What was true of this one has to be read again. */
  drop(id: number): void {
    if (this.#leave(id)) this.#stale.add(id);
  }

  forget(id: number): void {
    this.#leave(id);
    for (const ids of [this.#stale, this.#showing, this.#drawn]) ids.delete(id);
  }

  #leave(id: number): boolean {
    const isTaken = this.#taken.delete(id);
    if (isTaken) this.#add(id, -1);
    return isTaken;
  }

  #add(id: number, sign: number): void {
    const at = 3 * (id - this.#first);
    for (let part = 0; part < 3; part++) this.#sums[part]! += sign * this.#facts[at + part]!;
  }
}

/** Undefined: another host keeps them to itself. */
function rulesOf(node: Node, adopted: readonly CSSStyleSheet[] = []): ArrayLike<CSSRule> | null | undefined {
  try {
    if (adopted.length) return adopted.flatMap((sheet) => [...sheet.cssRules]);
    const isOwner = /^(?:style|link)$/.test((node as Element).localName);
    return isOwner ? ((node as HTMLStyleElement).sheet?.cssRules ?? null) : null;
  } catch {
    return undefined;
  }
}
