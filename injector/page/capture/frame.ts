/**
 * The capture of one document: listens, notes what may have changed, and at a flush turns that into one record. The parts
 * beside this file know what a change of theirs means; this one knows when to ask them.
 */
import type { LogRecord, Position } from "../../../alongside/wire/messages";
import type { Op, Snapshot } from "../../../alongside/wire/ops";
import { Attributes } from "./attributes";
import * as dom from "./dom";
import { DeviceWatch } from "./device";
import { Forms } from "./forms";
import { homeOf, hooksFor, hooksOf, type Heard, type Hooks, type Listener } from "./hooks";
import { Ids } from "./ids";
import { Layers } from "./layers";
import { FRAME_EVENTS, heardEvent, ROOT_EVENTS } from "./events";
import { Media, type Digests } from "./media";
import type { Masks } from "./masks";
import { Meetings } from "./meetings";
import { Motion } from "./motion";
import { areLittle, observerOf } from "./observer";
import type { Scope } from "./scope";
import { Selections } from "./selection";
import { Serializer } from "./serialize";
import { Sheets } from "./sheets";
import { Sight } from "./sight";
import type { Slice } from "./slice";
import { States } from "./states";
import { Structure } from "./structure";

/** What a frame's capture needs from the whole: its own id is given, those of frames in it are asked for. */
export interface FrameOwner {
  readonly masks: Masks;
  readonly slice: Slice;
  record(record: LogRecord): void;
  wake(): void;
  /** A task of the page's is over; `absorb` takes in what it changed. */
  take(isLittle: boolean, absorb: () => void): void;
  /** The frame id of what an iframe shows, null when it is not captured, "" when it is another site's. */
  bind(iframe: HTMLIFrameElement): string | null;
  release(iframe: Node): void;
  /** A frame somewhere in the tab has another page. */
  recheckFrames(): void;
  /** What a frame heard of something that is in this document: adopted nodes keep the functions of the one they were made in. Whether that is all. */
  hand(home: Document, heard: Parameters<Listener>): boolean;
}

/** Looks after one kind of state beside structure and attributes. */
interface Part {
  /** Before a snapshot: the mirror knows nothing. */
  reset?(): void;
  forget?(node: Node): void;
  flush(): Op[];
}

const WATCHED: MutationObserverInit = {
  childList: true,
  attributes: true,
  attributeOldValue: true,
  characterData: true,
  characterDataOldValue: true,
  subtree: true,
};

export class Frame implements Scope {
  readonly window: Window & typeof globalThis;
  readonly ids: Ids;
  readonly masks: Masks;
  readonly slice: Slice;
  readonly epoch = randomEpoch();
  readonly hooks: Hooks;
  readonly forms: Forms;
  readonly layers: Layers;
  readonly media: Media;
  readonly sheets: Sheets;
  readonly sight: Sight;
  readonly device: DeviceWatch;
  readonly motion: Motion;
  readonly states: States;
  readonly structure: Structure;
  readonly attributes: Attributes;
  readonly #serializer: Serializer;
  readonly meetings: Meetings;
  readonly selections: Selections;
  readonly #observer: MutationObserver;
  /** In the order in which they tell. */
  readonly #parts: Part[];
  #offset = -1;
  #compat = "";
  #isRest = false;
  #digests: Digests | null = null;
  readonly roots = new Set<Node>();

  constructor(
    readonly id: string,
    readonly document: Document,
    readonly owner: FrameOwner,
    isEarly: boolean,
  ) {
    this.window = document.defaultView as Window & typeof globalThis;
    this.hooks = hooksFor(this.window, isEarly);
    this.ids = new Ids(document);
    this.masks = owner.masks;
    this.slice = owner.slice;
    this.forms = new Forms(this);
    this.layers = new Layers(this);
    this.media = new Media(this, this.hooks);
    this.sheets = new Sheets(this, this.hooks);
    this.sight = new Sight(this, this.hooks);
    this.device = new DeviceWatch(this);
    this.motion = new Motion(this);
    this.states = new States(this);
    this.selections = new Selections(this);
    this.meetings = new Meetings(this);
    this.#serializer = new Serializer(this.ids, this.masks, this.meetings, this.slice);
    this.structure = new Structure(this, this.#serializer, (node, id) => this.#forget(node, id));
    this.attributes = new Attributes(this, this.#serializer);
    this.#parts = [
      this.meetings,
      this.sheets,
      this.forms,
      this.layers,
      this.media,
      this.sight,
      this.device,
      this.states,
      this.selections,
    ];
    this.#observer = observerOf(this.window, (records) =>
      this.owner.take(areLittle(records), () => this.#absorb(records)),
    );
  }

  get position(): Position {
    return [this.epoch, this.#offset];
  }

  /** Sends the first snapshot, or another one. */
  begin(): void {
    if (this.#offset < 0) this.#start();
    this.snapshot();
  }

  #start(): void {
    this.hooks.listener = (...heard) => this.#heard(...heard);
    this.observe(this.document);
    this.#listen();
  }

  stop(): void {
    this.#observer.disconnect();
    const { owner, document } = this;
    // What was made in a window that is gone, and went into another document before, is changed by the functions of that window still.
    this.hooks.listener = document.defaultView ? null : (...heard) => void handOn(heard, document, owner);
    for (const root of this.roots)
      for (const name of ROOT_EVENTS) root.removeEventListener(name, this.#onEvent, true);
    this.meetings.stop();
    this.media.stop();
    if (!this.document.defaultView) return; // its window is that of another page now, which may be another site's
    for (const name of FRAME_EVENTS) this.window.removeEventListener(name, this.#onFrameEvent, true);
    this.device.stop();
  }

  wake(): void {
    this.owner.wake();
  }

  readonly sent = (element: Element): readonly string[] => this.#serializer.sent(element);

  get isWatching(): boolean {
    return this.sheets.isWatching || !this.hooks.early;
  }

  /** A part of the tree is still to be told. */
  get isBehind(): boolean {
    return this.#serializer.later.size > 0;
  }

  get iframes(): Iterable<HTMLIFrameElement> {
    return this.meetings.iframes.keys();
  }

  recheckFrames(): void {
    this.meetings.recheckFrames();
  }

  moved(): void {
    this.sight.doubt();
    this.recheckFrames(); // in a template a frame shows nothing
  }

  /** Listens to a root and watches it. Listening again is harmless, and needed after document.open(). */
  observe(root: Node): void {
    this.roots.add(root);
    this.#observer.observe(root, WATCHED);
    for (const name of ROOT_EVENTS)
      root.addEventListener(name, this.#onEvent, { capture: true, passive: true });
  }

  snapshot(): void {
    this.learn();
    let snapshot: Snapshot;
    let known: number;
    // What stands before a field that is met for the first time may repeat it.
    do {
      known = this.masks.secrets.version;
      snapshot = this.#read();
    } while (known !== this.masks.secrets.version);
    this.#isRest = this.isBehind;
    this.owner.record(["snap", this.id, this.epoch, ++this.#offset, snapshot]);
  }

  /** Before anything is told, here or in another frame: what may be a secret now. */
  learn(): void {
    this.#absorb(this.#observer.takeRecords());
    if (!this.hooks.early) this.forms.sweep(); // some setters were taken by the shop before the hooks came
    this.forms.learn();
  }

  #read(): Snapshot {
    this.#compat = this.document.compatMode;
    const first = this.ids.next;
    this.ids.clear();
    this.#digests?.reset();
    for (const part of [this.structure, this.attributes, this.motion, ...this.#parts]) part.reset?.();
    this.forms.sweep();
    this.sheets.metRoot(this.document);
    this.slice.begin();
    const nodes = this.#serializer.children(this.document, this.masks.isWithin(this.document));
    return [this.sight.meta(), first, nodes, this.#stateOps(true)];
  }

  /** One record with everything since the last one; none when nothing changed. */
  flush(): void {
    if (!this.document.defaultView) return; // taken out of the page: its iframe tells that it went
    this.learn();
    // document.open() may have changed the mode, and only a document that is built anew can follow.
    if (this.document.compatMode !== this.#compat) return this.snapshot();
    this.#findMarks();
    const known = this.masks.secrets.version;
    const fresh = this.ids.next;
    const ops: Op[] = this.#isRest ? [["z"]] : [];
    ops.push(...this.structure.flush());
    this.#isRest &&= this.isBehind;
    this.attributes.flush(ops, fresh);
    ops.push(...this.#stateOps(ops.length > 0));
    if (known !== this.masks.secrets.version) return this.snapshot();
    if (ops.length) this.owner.record(["change", this.id, this.epoch, ++this.#offset, ops]);
  }

  /** A hash of the next part of the tree at the present position. Whether more of it is to come. */
  digest(): boolean {
    if (!this.document.defaultView || !this.media.mayDigest) return false;
    const [digest, isLast] = (this.#digests ??= hooksOf(window)!.digests!(this)).next();
    if (isLast) {
      this.media.collect();
      this.sight.recheck();
    }
    if (digest) this.owner.record(["digest", this.id, this.epoch, this.#offset, digest]);
    return !isLast;
  }

  isMasked(text: Text): boolean {
    return typeof this.meetings.maskOf(text) === "object";
  }

  #stateOps(isChanged: boolean): Op[] {
    const ops = this.#parts.flatMap((part) => part.flush());
    ops.push(...this.motion.flush(isChanged || ops.length > 0));
    return ops;
  }

  /** What changed in one place may be why a configured selector matches in another. */
  #findMarks(): void {
    for (const selector of [...this.masks.options.mask, ...this.masks.options.block])
      for (const root of this.roots)
        for (const element of dom.allOf(root, selector))
          if (this.#serializer.isMarkedAnew(element)) this.structure.renew(element);
  }

  #absorb(records: readonly MutationRecord[]): void {
    if (!records.length) return;
    for (const record of records) {
      const { target } = record;
      if (record.type !== "childList") this.attributes.note(record);
      else if (target === this.document) this.#listen();
      else this.forms.rebuilt(target);
    }
    this.structure.absorb(records);
    this.#digests?.note(records);
    this.wake();
  }

  #forget(node: Node, id: number): void {
    this.#digests?.forget(node, id);
    for (const part of this.#parts) part.forget?.(node);
  }

  #listen(): void {
    this.observe(this.document);
    for (const name of FRAME_EVENTS) this.window.addEventListener(name, this.#onFrameEvent, true);
  }

  readonly #onFrameEvent = (event: Event): void => {
    this.states.heardAddress();
    this.sight.heardFrame();
    if (event.type === "resize") this.device.heardFrame();
  };

  readonly #onEvent = (event: Event): void => heardEvent(this, event);

  #heard(...heard: Parameters<Listener>): void {
    if (!handOn(heard, this.document, this.owner)) this.hear(...heard);
  }

  /** Something that this document holds was changed by a script. */
  hear(what: Heard, subject: object, argument?: unknown): void {
    switch (what) {
      case "root":
        return this.meetings.heardRoot(subject as Element, this.#serializer);
      case "control":
        this.states.heardControl(subject);
        return this.forms.touch(subject as Node);
      case "adopted":
        return this.sheets.heardAdopted(subject as Document | ShadowRoot);
      case "gentle":
        return this.structure.heardGentle(subject as Node);
      case "insert":
      case "delete":
        return this.sheets.heardEdit(subject as CSSStyleSheet, argument as number, what === "insert");
      case "replace":
        return this.sheets.heardReplaced(subject as CSSStyleSheet);
      case "rule":
        return this.sheets.heardRule(subject as CSSRule, argument as boolean);
      case "sheet":
        return this.sheets.heardState(subject as CSSStyleSheet);
      case "motion":
        return this.motion.touch(subject);
      case "state":
        return this.states.heardCustom(subject);
      case "property":
        return this.wake();
      case "wake":
        return this.owner.recheckFrames();
      default:
        return this.media.heard(what);
    }
  }
}

/** Whether it was for another document than this one. */
function handOn(heard: Parameters<Listener>, document: Document, owner: FrameOwner): boolean {
  const home = homeOf(heard[1]);
  return !!home && home !== document && owner.hand(home, heard);
}

export const isEmptyPage = (document: Document): boolean =>
  document.URL === "about:blank" && !(document.body && dom.firstOf(document.body));

function randomEpoch(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return btoa(String.fromCharCode(...bytes));
}
