/**
 * Captures the host page of one tab: its top document and every same-origin frame in it, as page log records.
 *
 * One flush runs in the frame after something changed (in hidden tabs, at once), parents before the frames in them. It tells no more
 * than a slice and never throws into the shop; a frame that cannot be told as a change is sent afresh.
 */
import type { LogRecord, Positions } from "../../../alongside/wire/messages";
import { attributeOf, containerOf, isElement, ownerOf } from "./dom";
import { Frame, isEmptyPage, type FrameOwner } from "./frame";
import type { Listener } from "./hooks";
import { Masks, survey } from "./masks";
import { Pulse } from "./pulse";
import { Slice } from "./slice";

export interface CaptureSink {
  /** Called in order, synchronously after a flush. */
  record(record: LogRecord): void;
}

export interface CaptureOptions {
  mask: string[];
  block: string[];
  noremote: string[];
}

const TOP = "0";
/** Frames beyond this are not captured (PROTOCOL.md, Bounds). */
const FRAME_LIMIT = 64;

export class Capture implements FrameOwner {
  readonly #frames = new Map<string, Frame>();
  readonly #frameIds = new WeakMap<Node, string>();
  readonly #pulse: Pulse;
  readonly slice: Slice;
  /** Frames of which a snapshot is to be sent. */
  readonly #due = new Set<Frame>();
  #next = 1;
  #isRunning = false;

  readonly #top: Window;
  readonly #sink: CaptureSink;

  constructor(
    top: Window,
    sink: CaptureSink,
    readonly options: CaptureOptions,
    /** Knows of the secrets that were seen before, if anybody looked. */
    readonly masks = new Masks(options),
    now = () => performance.now(),
  ) {
    masks.options = options;
    this.slice = new Slice(now);
    this.#top = top;
    this.#sink = sink;
    this.#pulse = new Pulse(top, () => this.flush());
  }

  /** Sends a snapshot of every frame and captures from here on. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#learn();
    this.#begin(new Frame(TOP, this.#top.document, this, false));
    this.flush();
    this.#pulse.keepDigesting(() => this.digest());
  }

  stop(): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.#pulse.stop();
    for (const frame of this.#frames.values()) frame.stop();
    this.#frames.clear();
    this.#due.clear();
  }

  /** Sends a frame afresh at its next position; `"*"` all of them. */
  snapshot(id: string): void {
    survey(this.#top, this.masks);
    for (const frame of this.#frames.values()) if (id === "*" || id === frame.id) this.#due.add(frame);
    this.flush();
  }

  /** A mirror of this frame cannot load what the page shows from `url`. */
  need(frame: string, url: string): void {
    this.#frames.get(frame)?.media.need(url);
  }

  get positions(): Positions {
    const positions: Positions = {};
    for (const frame of this.#frames.values())
      if (frame.position[1] >= 0) positions[frame.id] = frame.position;
    return positions;
  }

  nodeOf(frame: string, id: number): Node | null {
    return this.#frames.get(frame)?.ids.nodeOf(id) ?? null;
  }

  idOf(node: Node): [frame: string, id: number] | null {
    const document = ownerOf(node) ?? node;
    for (const frame of this.#frames.values())
      if (frame.document === document) {
        const id = frame.ids.idOf(node);
        return id === null ? null : [frame.id, id];
      }
    return null;
  }

  documentOf(frame: string): Document | null {
    return this.#frames.get(frame)?.document ?? null;
  }

  /** In or under a marked element, or a control whose value is a secret: nobody else types here. */
  isMasked(node: Node): boolean {
    const document = ownerOf(node) ?? node;
    const frame = [...this.#frames.values()].find((each) => each.document === document);
    if (!frame) return true;
    this.masks.renew();
    return frame.masks.isWithin(node) || (isElement(node) && frame.masks.isSecret(node));
  }

  /** In or under an element that remote hands may not press. */
  isReserved(node: Node): boolean {
    for (let at: Node | null = node; at; at = containerOf(at)) {
      if (!isElement(at)) continue;
      if (attributeOf(at, "data-alongside") === "noremote") return true;
      const element = at;
      if (this.options.noremote.some((selector) => element.matches(selector))) return true;
    }
    return false;
  }

  /** Tells what changed; of what is new, as much as a slice holds. The rest follows by itself. */
  flush(): void {
    if (!this.#isRunning) return;
    const from = performance.now();
    this.#learn();
    this.slice.begin();
    for (const frame of [...this.#frames.values()])
      if (!this.#due.has(frame)) this.#guard(frame, () => frame.flush());
    this.#sendDue();
    this.masks.renew();
    this.#pulse.done(from);
    if (this.#isBehind) this.#pulse.wake();
    this.#pulse.watch([...this.#frames.values()].some((frame) => frame.isWatching));
  }

  /** Tells everything up to now, however long it takes; afterwards `positions` is exact. */
  flushAll(): void {
    do this.flush();
    while (this.#isBehind);
  }

  get #isBehind(): boolean {
    return this.#due.size > 0 || [...this.#frames.values()].some((frame) => frame.isBehind);
  }

  /** Fields of every frame, before any frame is told. */
  #learn(): void {
    this.masks.renew(true);
    if (!this.#frames.size) survey(this.#top, this.masks);
    for (const frame of [...this.#frames.values()]) this.#guard(frame, () => frame.learn());
  }

  /** Tells a hash of a part of each frame's tree, so that a mirror that went apart asks for a snapshot. Whether more is to come. */
  digest(): boolean {
    let isMore = false;
    this.flush();
    if (this.#isBehind) return false;
    this.masks.renew(true);
    for (const frame of [...this.#frames.values()])
      if (frame.position[1] >= 0) this.#guard(frame, () => void (isMore = frame.digest() || isMore));
    this.masks.renew();
    return isMore;
  }

  record(record: LogRecord): void {
    this.#sink.record(record);
  }

  wake(): void {
    this.#pulse.wake();
  }

  take(isLittle: boolean, absorb: () => void): void {
    this.#pulse.take(isLittle, absorb);
  }

  bind(iframe: HTMLIFrameElement): string | null {
    const document = readDocument(iframe);
    const known = this.#frameIds.get(iframe);
    const running = known === undefined ? undefined : this.#frames.get(known);
    if (!document || this.#frames.size >= FRAME_LIMIT) {
      if (running) this.release(iframe);
      return document || isComing(iframe) ? null : "";
    }
    if (running?.document === document) return running.id;
    if (running) this.#leave(running);
    const id = known ?? String(this.#next++);
    this.#frameIds.set(iframe, id);
    this.#begin(new Frame(id, document, this, isEmptyPage(document) && !document.head?.firstChild));
    return id;
  }

  release(iframe: Node): void {
    const id = this.#frameIds.get(iframe);
    const frame = id === undefined ? undefined : this.#frames.get(id);
    if (frame) this.#drop(frame);
  }

  /** Its document is gone, and with it the frames that were in it. */
  #leave(frame: Frame): void {
    frame.stop();
    this.#frames.delete(frame.id);
    this.#due.delete(frame);
    for (const inner of frame.iframes) this.release(inner);
  }

  #drop(frame: Frame): void {
    this.#leave(frame);
    if (frame.position[1] >= 0) this.record(["gone", frame.id, frame.epoch]);
  }

  /** Somebody joined: what goes on by itself is told anew. */
  retell(): void {
    for (const frame of this.#frames.values()) frame.motion.retell();
  }

  recheckFrames(): void {
    for (const frame of this.#frames.values()) frame.recheckFrames();
  }

  /** The content of a template is in a document without a window: its frame is the one that knows it. */
  hand(home: Document, heard: Parameters<Listener>): boolean {
    const isIn = ({ document, ids }: Frame) =>
      document === home || (!home.defaultView && ids.has(heard[1] as Node));
    const frame = [...this.#frames.values()].find(isIn);
    frame?.hear(...heard);
    return !!(frame ?? home.defaultView);
  }

  /** A frame's log begins after the record that binds it. */
  #begin(frame: Frame): void {
    this.#frames.set(frame.id, frame);
    this.#due.add(frame);
  }

  /** Each snapshot may bring further frames. */
  #sendDue(): void {
    for (const frame of this.#due) {
      if (this.slice.isOver) return;
      this.#due.delete(frame);
      if (this.#frames.get(frame.id) === frame) this.#guard(frame, () => frame.begin());
    }
  }

  /** Our trouble must not become the shop's: a flush that failed is made good by a snapshot. A frame that cannot be told at all is left out. */
  #guard(frame: Frame, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!frame.document.defaultView) return; // its window went meanwhile: its iframe tells that it left
      console.warn("Alongside: capture begins afresh", error);
      try {
        frame.snapshot();
      } catch (again) {
        console.warn("Alongside: capture fails", again);
        if (frame.id === TOP) this.stop();
        else this.#drop(frame);
      }
    }
  }
}

/** Not there yet, as opposed to another site's. */
const isComing = (iframe: HTMLIFrameElement): boolean => !iframe.contentWindow || !!iframe.contentDocument;

/** What an iframe shows, null when it is another origin's or on its way to its real page. */
function readDocument(iframe: HTMLIFrameElement): Document | null {
  let document: Document | null = null;
  try {
    document = iframe.contentDocument;
  } catch {
    return null; // a sandboxed or foreign frame
  }
  if (!document?.defaultView) return null;
  const source = attributeOf(iframe, "srcdoc") !== null ? "srcdoc" : attributeOf(iframe, "src");
  const isEmpty = isEmptyPage(document) && source && !/^(?:about:blank|javascript:|$)/i.test(source);
  return isEmpty ? null : document;
}
