/**
 * Frames in a mirror. Every one is a mirror document of its own (another opaque origin), fed through a port by the mirror
 * around it. Records find their way down by the binding ops that pass through here.
 */
import type { Action, LogRecord, Places, Positions, Result } from "../../../alongside/wire/messages";
import type { FromMirror, ToMirror } from "../../../alongside/wire/messages";
import type { HandSeen } from "./hands_seen";
import type { Answer, Answered, Ask } from "./picker_types";
import type { Op } from "../../../alongside/wire/ops";

/** The first message of a mirror to one inside it: which frame it is. */
export type ToNested = ToMirror | ["own", frame: string] | ["picked", Answer];

/** And what one inside tells besides: a popup to show for it, or to take away. */
export type FromNested = FromMirror | ["pick", Ask] | ["unpick"];

export interface NestedOwner {
  readonly frame: string;
  readonly url: string;
  send(message: FromMirror): void;
  act(action: Action, leads?: boolean): number;
  readonly seen: HandSeen;
  moved(): void;
  pick(ask: Ask | null, answered?: Answered): void;
  /** What every mirror is told: mode and roster. */
  readonly standing: readonly ToMirror[];
}

interface Child {
  readonly frame: string;
  readonly iframe: HTMLIFrameElement;
  port: MessagePort | null;
  hadPort: boolean;
  /** Its own and those of the frames in it. */
  positions: Positions;
  /** Where the answer to its popup goes. */
  answered?: Answered;
}

/** Records kept for a frame that has no mirror yet; beyond that a fresh snapshot is the shorter way. */
const BACKLOG_LIMIT = 1000;
/** A mirror that is not up by then is loaded again, and waited for longer each time, up to the last. */
const UP_MS = 3000;
const LONGEST_UP_MS = 60_000;

export class Nested {
  private readonly children = new Map<string, Child>();
  /** In which frame each frame is. */
  private readonly holders = new Map<string, string>();
  private readonly backlogs = new Map<string, LogRecord[]>();
  private readonly acts = new Map<number, { child: Child; seq: number }>();

  constructor(private readonly owner: NestedOwner) {}

  get standing(): Positions {
    return Object.assign({}, ...[...this.children.values()].map((child) => child.positions)) as Positions;
  }

  /** Learns from a record which frames are in its frame. Called for every record. */
  learn(record: LogRecord): void {
    const ops = record[0] === "snap" ? record[4][3] : record[0] === "change" ? record[4] : [];
    for (const op of ops as readonly Op[]) {
      if (op[0] !== "F") continue;
      if (op[2]) this.holders.set(op[2], record[1]);
    }
  }

  /** Hands a record of another frame down, or keeps it until its frame is there. */
  route(record: LogRecord): void {
    const child = this.childFor(record[1]);
    if (child?.port) child.port.postMessage(record);
    else this.keep(record);
    if (record[0] === "gone") this.forget(record[1]);
  }

  tell(message: ToMirror): void {
    for (const child of this.children.values()) child.port?.postMessage(message);
  }

  done(seq: number, result: Result): boolean {
    const act = this.acts.get(seq);
    this.acts.delete(seq);
    act?.child.port?.postMessage(["done", act.seq, result]);
    return act !== undefined;
  }

  /** Where the caret is after an act; whether the act was in another frame. */
  caret(seq: number, places: Places): boolean {
    const act = this.acts.get(seq);
    act?.child.port?.postMessage(["caret", act.seq, places]);
    return act !== undefined;
  }

  /** Whether a mirror of its own is in this element. */
  isIn(element: Element): boolean {
    return [...this.children.values()].some((child) => child.iframe === element);
  }

  /** A pointer in another frame. */
  point(frame: string, message: ToMirror): void {
    this.childFor(frame)?.port?.postMessage(message);
  }

  bind(iframe: HTMLIFrameElement, frame: string | null): void {
    for (const child of this.children.values())
      if (child.iframe === iframe) this.children.delete(child.frame);
    if (frame === null) {
      iframe.removeAttribute("src");
      return;
    }
    const child = { frame, iframe, port: null, hadPort: false, positions: {} };
    this.children.set(frame, child);
    iframe.setAttribute("sandbox", "allow-scripts");
    this.load(child, UP_MS);
  }

  /** On a bad line its page or its script may not come, and nothing else would bring it. */
  private load(child: Child, patience: number): void {
    // Browsers refuse a frame whose address is that of two frames around it.
    child.iframe.src = `${this.owner.url}?frame=${encodeURIComponent(child.frame)}`;
    setTimeout(() => {
      if (this.children.get(child.frame) === child && !child.port)
        this.load(child, Math.min(2 * patience, LONGEST_UP_MS));
    }, patience);
  }

  /** A window says that it is up: when it is one of ours, it gets its port. */
  up(source: MessageEventSource | null): void {
    for (const child of this.children.values())
      if (child.iframe.contentWindow === source) this.connect(child);
  }

  /** The document around the frames was emptied. */
  clear(): void {
    for (const child of this.children.values()) child.port?.close();
    this.children.clear();
  }

  /** Nothing of before holds: another page, tab or session. */
  reset(): void {
    this.clear();
    this.holders.clear();
    this.backlogs.clear();
  }

  private childFor(frame: string): Child | undefined {
    let at: string | undefined = frame;
    for (let depth = 0; at !== undefined && depth < 64; depth++) {
      const child = this.children.get(at);
      if (child) return child;
      at = this.holders.get(at);
    }
    return undefined;
  }

  /** A backlog begins with a snapshot: what comes before is of no use. */
  private keep(record: LogRecord): void {
    const [name, frame] = record;
    const backlog = name === "snap" ? [] : this.backlogs.get(frame);
    if (name === "gone" || (backlog && backlog.length >= BACKLOG_LIMIT)) this.backlogs.delete(frame);
    else if (backlog && name !== "digest") {
      backlog.push(record);
      this.backlogs.set(frame, backlog);
    }
  }

  private forget(frame: string): void {
    this.children.get(frame)?.port?.close();
    this.children.delete(frame);
    this.holders.delete(frame);
    this.backlogs.delete(frame);
    this.owner.moved();
  }

  private connect(child: Child): void {
    const { port1, port2 } = new MessageChannel();
    const isAgain = child.hadPort;
    child.port = port1;
    child.hadPort = true;
    port1.onmessage = (event: MessageEvent<FromNested>) => this.heard(child, event.data);
    child.iframe.contentWindow!.postMessage("port", "*", [port2]);
    const own: ToNested = ["own", child.frame];
    port1.postMessage(own);
    for (const message of this.owner.standing) port1.postMessage(message);
    this.deliver(child, isAgain);
  }

  /** Everything kept for this frame and for those in it. */
  private deliver(child: Child, isAgain: boolean): void {
    let hasSnapshot = false;
    for (const [frame, backlog] of this.backlogs) {
      if (this.childFor(frame) !== child) continue;
      hasSnapshot ||= frame === child.frame;
      for (const record of backlog) child.port!.postMessage(record);
      this.backlogs.delete(frame);
    }
    if (!hasSnapshot || isAgain) this.owner.send(["want", child.frame, "gap"]);
  }

  private heard(child: Child, message: FromNested): void {
    if (this.children.get(child.frame) !== child) return; // said before it went
    switch (message[0]) {
      case "position":
        child.positions = message[1];
        return this.owner.moved();
      case "act":
        if (message[2][0] !== "move") this.owner.seen.touched();
        this.acts.set(this.owner.act(message[2], message[3]), { child, seq: message[1] });
        return;
      case "item": {
        const [x, y] = this.outside(child, message[3], message[4]);
        return this.owner.send(["item", message[1], message[2], x, y]);
      }
      case "pick":
        return this.pick(child, message[1]);
      case "unpick":
        return this.owner.pick(null);
      case "point":
      case "want":
      case "need":
      case "fonts":
      case "turn":
      case "mark":
      case "tool":
      case "refused":
        return this.owner.send(message);
      default: // its size and readiness concern nobody outside
    }
  }

  /** Popups for what is in a frame have all the room of the mirror around it. */
  private pick(child: Child, ask: Ask): void {
    const [x, y] = this.outside(child, ask.anchor.x, ask.anchor.y);
    const [right, bottom] = this.outside(
      child,
      ask.anchor.x + ask.anchor.width,
      ask.anchor.y + ask.anchor.height,
    );
    const anchor = { ...ask.anchor, x, y, width: right - x, height: bottom - y };
    child.answered ??= (answer) => child.port?.postMessage(["picked", answer] satisfies ToNested);
    this.owner.pick({ ...ask, anchor }, child.answered);
  }

  /** A place in a frame, as the mirror around it has it. */
  private outside({ iframe }: Child, x: number, y: number): [x: number, y: number] {
    const box = iframe.getBoundingClientRect();
    const across = box.width / (iframe.offsetWidth || 1);
    const down = box.height / (iframe.offsetHeight || 1);
    return [box.x + (iframe.clientLeft + x) * across, box.y + (iframe.clientTop + y) * down];
  }
}
