/**
 * Digests of a frame, a part of its tree at a time, so that none takes long; a turn goes through the whole tree. What is true of
 * a node is reckoned once and kept until a mutation concerns it, so that a page at rest costs next to nothing.
 */
import { digestNodes, readFacts, type Facts, type TreeReader } from "../../../alongside/wire/digest";
import { previousOf, SVG } from "../capture/dom";
import type { Frame } from "../capture/frame";
import type { Digests } from "../capture/media";
import { isOurs } from "../capture/serialize";

/** Nodes of one digest: a mirror keeps nothing, and needs a few milliseconds for them. */
const PART = 1000;
/** A part is over after this time, whatever it has. */
const PART_MS = 4;
/** The clock is looked at once in so many nodes. */
const LOOK_EVERY = 16;

export class FrameDigests implements Digests {
  #ids: Iterator<number, undefined> | null = null;
  /** The first id of the next part. */
  #ahead: number | undefined;
  #turn = 0;
  readonly #facts = new Map<number, Facts>();
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
      rulesOf: (node) => sheets.rulesOf(node),
      hide: (text) => masks.secrets.hideKnown(text),
    };
  }

  reset(): void {
    this.#ids = null;
    this.#facts.clear();
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
    this.#facts.delete(id);
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
    if (id !== null) this.#facts.delete(id);
  }

  /** The next part, "first id-last id-turn:sums", and whether the turn is over with it. */
  next(): [digest: string, isLast: boolean] {
    const { version } = this.#frame.masks.secrets;
    // What is hidden now may be shown where nothing changed.
    if (this.#secrets !== (this.#secrets = version)) this.#facts.clear();
    if (!this.#ids) this.#ahead = (this.#ids = this.#frame.ids.all).next().value;
    const part: number[] = [];
    const sums = digestNodes(this.#reader, this.#take(part), this.#turn, this.#factsOf);
    const digest = `${part[0]}-${part.at(-1)}-${this.#turn}:${sums}`;
    if (this.#ahead !== undefined) return [digest, false];
    this.#ids = null;
    this.#turn++;
    return [digest, true];
  }

  /** Ids in turn until there are enough; `part` keeps them. */
  *#take(part: number[]): Iterable<number> {
    const until = performance.now() + PART_MS;
    while (this.#ahead !== undefined && part.length < PART) {
      part.push(this.#ahead);
      yield this.#ahead;
      this.#ahead = this.#ids!.next().value;
      if (part.length % LOOK_EVERY === 0 && performance.now() > until) return;
    }
  }

  readonly #factsOf = (tree: TreeReader, node: Element, id: number): Facts => {
    // Scripts change SVG through objects as well, and no record tells of that.
    if (node.namespaceURI === SVG) return readFacts(tree, node, id);
    let facts = this.#facts.get(id);
    if (!facts) this.#facts.set(id, (facts = readFacts(tree, node, id)));
    return facts;
  };
}
