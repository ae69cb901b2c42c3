/**
 * The mirror of one frame: holds its document to the frame's page log. A record is applied only when it is the next one;
 * otherwise a snapshot is asked for, and until it comes nothing is applied.
 */
import type { LogRecord, Places, Position, Why } from "../../../alongside/wire/messages";
import {
  WHOLE,
  type Op,
  type Snapshot,
  type SnapshotMeta,
  type View,
  type WireNode,
} from "../../../alongside/wire/ops";
import { Applier } from "./apply";
import { openDocument } from "./blank";
import { compareParts, turnOf } from "./compare";
import type { Hands } from "./hands_types";
import type { Look } from "./look";
import { Resources } from "./resources";

export interface PageOwner {
  readonly document: Document;
  /** The document was emptied and its listeners are gone. */
  emptied(): void;
  /** A snapshot stands: hands and pointers may be attached. */
  built(page: Applier): Hands;
  readonly look: Look;
  /** What is shown stands here; a page that still waits for its style sheets is not shown yet. */
  moved(position: Position): void;
  resized(viewport: SnapshotMeta["viewport"]): void;
  viewed(view: View): void;
  grained(grain: number): void;
  fontsDiffer(families: string[]): void;
  revealed(epoch: string): void;
  /** `turn`: of the digest that differs; whether it is worth a snapshot is for whoever knows what was asked before. */
  want(why: Why, turn?: number): void;
  /** This document cannot load what `url` names. */
  need(url: string): void;
  bind(iframe: HTMLIFrameElement, frame: string | null): void;
}

/** An unanswered wish for a snapshot is repeated, in case the host page was away. */
const ASK_AGAIN_MS = 3000;
/** Longer than a picture of the screen takes, and short enough to mend within five seconds. */
const LOOK_AGAIN_MS = 700;
/** So long a page waits for its style sheets before it is shown. */
const VEIL_MS = 1000;

export class Page {
  private position: Position | null = null;
  private applier: Applier | null = null;
  private hands: Hands | null = null;
  private asking = 0;
  private shown = false;

  private readonly resources: Resources;

  constructor(private readonly owner: PageOwner) {
    this.resources = new Resources((url) => owner.need(url));
  }

  get isThere(): boolean {
    return this.applier !== null;
  }

  accept(record: LogRecord): void {
    try {
      if (record[0] === "snap") this.build(record[2], record[3], record[4]);
      else if (record[0] === "change") this.change(record[2], record[3], record[4]);
      else if (record[0] === "digest") this.compare(record[2], record[3], record[4]);
    } catch (error) {
      console.warn("Alongside: the mirror begins afresh", error);
      this.ask("op");
    }
  }

  done(...args: Parameters<Hands["done"]>): void {
    this.hands?.done(...args);
  }

  caret(places: Places): void {
    this.hands?.caret(places);
  }

  nodeOf(id: number): Node | null {
    return this.applier?.nodes.nodeOf(id) ?? null;
  }

  /** The host's own place after all. */
  scrollTo(x: number, y: number): void {
    this.applier?.places.set(this.owner.document, x, y);
  }

  /** The window got the focus: what the host has focused is focused here. */
  refocus(): void {
    this.applier?.refocus();
  }

  /** The window lost the focus. */
  strayed(): void {
    this.applier?.focus.strayed();
  }

  /** Forgets everything: another tab or session follows. */
  reset(): void {
    this.hands?.detach();
    this.applier?.stop();
    this.position = this.applier = this.hands = null;
    clearTimeout(this.asking);
    this.asking = 0;
  }

  private build(epoch: string, offset: number, snapshot: Snapshot): void {
    const [meta, first, nodes, state] = snapshot;
    this.reset();
    this.shown = false;
    this.resources.begin(epoch);
    openDocument(this.owner.document, meta.compat, doctypeOf(nodes));
    this.owner.emptied();
    const applier = new Applier(this.owner.document, this.owner, this.resources);
    this.applier = applier;
    applier.define(state);
    applier.plant(meta, first, nodes);
    this.equip(applier);
    applier.apply(state);
    this.owner.resized(meta.viewport);
    if (!state.some((op) => op[0] === "W")) this.owner.viewed(WHOLE);
    this.stand([epoch, offset]);
    void applier.reveal(VEIL_MS).then(() => {
      if (this.applier === applier) this.show(epoch);
    });
  }

  private change(epoch: string, offset: number, ops: readonly Op[]): void {
    if (this.asking || (this.position?.[0] === epoch && offset <= this.position[1])) return;
    if (!this.applier || this.position?.[0] !== epoch || this.position[1] !== offset - 1)
      return this.ask("gap");
    this.applier.apply(ops);
    this.equip(this.applier);
    this.stand([epoch, offset]);
  }

  /** A difference is looked at twice: what tools and extensions do to a page for a moment is gone again. */
  private compare(epoch: string, offset: number, digest: string): void {
    const first = this.differences(epoch, offset, digest);
    if (!first?.length) return;
    console.warn("Alongside: the mirror differs from its page in", first.join());
    setTimeout(() => {
      const still = this.differences(epoch, offset, digest) ?? first;
      if (this.asking || this.position?.[0] !== epoch) return;
      for (const why of still) this.owner.want(why, turnOf(digest));
    }, LOOK_AGAIN_MS);
  }

  /** Null when the mirror is elsewhere, or not to be seen. */
  private differences(epoch: string, offset: number, digest: string): Why[] | null {
    const isHere = this.position?.[0] === epoch && this.position[1] === offset;
    if (!isHere || this.asking || !this.applier || !this.shown) return null;
    return compareParts(this.applier, (node) => this.hands?.isPending(node) ?? false, digest);
  }

  /** Hands come as soon as there is an element to put them on: a document that is being parsed may have none yet. */
  private equip(applier: Applier): void {
    if (this.hands || !this.owner.document.documentElement) return;
    this.hands = this.owner.built(applier);
    applier.holdFor(this.hands);
  }

  private show(epoch: string): void {
    this.shown = true;
    this.owner.look.settle();
    if (this.position) this.owner.moved(this.position);
    this.owner.revealed(epoch);
  }

  private stand(position: Position): void {
    this.position = position;
    if (this.shown) this.owner.moved(position);
  }

  private ask(why: Why): void {
    clearTimeout(this.asking);
    this.owner.want(why);
    this.asking = window.setTimeout(() => this.ask("gap"), ASK_AGAIN_MS);
  }
}

function doctypeOf(nodes: readonly WireNode[]): readonly string[] | null {
  const doctype = nodes.find((node) => typeof node !== "string" && node[0] === 10);
  return doctype ? ((doctype as readonly unknown[]).slice(1) as string[]) : null;
}
