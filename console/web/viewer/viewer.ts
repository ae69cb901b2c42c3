/** One person's view of one session: joins connection, mirror and model. Pages subscribe to the model and draw it. */
import type {
  Action,
  ActionName,
  FromMirror,
  HubToViewer,
  LogRecord,
  Positions,
  Result,
  Tool,
  ToMirror,
  ViewerToHub,
  Why,
} from "../../../alongside/wire/messages";
import { VoiceCall } from "../../../alongside/ui/call/voice_call";
import { Conversation } from "../../../alongside/ui/conversation";
import type { Why as NotTaken } from "../../../alongside/ui/conversation";
import type { SeenPage } from "../../../alongside/ui/goods";
import { uploadPicture } from "../../../alongside/ui/upload";
import type { Card, Line, Picture } from "../../../alongside/wire/talk";
import { callSeen } from "./api";
import { ActBook } from "./acts";
import type { Caret, Settle } from "./acts";
import type { Language } from "./boot";
import type { HeardItem } from "./beside";
import { Connection } from "./connection";
import { Marking } from "./marking";
import type { MarkingOwner } from "./marking";
import { keepSpeaks, keepUnsent, keptSpeaks, keptUnsent } from "./keep";
import type { ConnectionDelegate } from "./connection";
import type { MirrorDelegate, MirrorFrame } from "./mirror_frame";
import { EMPTY, applyFonts, applyMessage, applyReady, applyFate } from "./model";
import { mayGuide, maySuggest, toolsFor } from "./model";
import type { ViewerModel } from "./model";
import { PositionBook } from "./positions";
import { Wants } from "./wants";

/** A page that an act leads to is on its way within this, or there is none. Milliseconds. */
const LEADS_WITHIN = 1_500;

/** Acts that come by themselves while a hand moves: nobody waits for their fate. */
const UNTOLD: ReadonlySet<ActionName> = new Set<ActionName>([
  "move",
  "scroll",
  "wheel",
  "range",
  "focus",
  "up",
]);

/** What is told of the shopper's answers. */
const ANSWERS = { yes: "looks", no: "declined", late: "expired" } as const;

export interface ViewerOptions {
  /** A fresh ticket for the same place; throws ApiError when the server refuses. */
  renew: () => Promise<string>;
  mirror: MirrorFrame;
  plain: boolean;
  lang: Language;
  /** By what this person's place in the session is remembered in this browser: the session, or the link's token. */
  place: string;
  /** This person's hand moves in the mirror, where the page around it hears nothing. */
  hand?: () => void;
}

export class Viewer implements ConnectionDelegate, MirrorDelegate, MarkingOwner {
  model: ViewerModel = EMPTY;
  readonly talk: Conversation;
  readonly call: VoiceCall;
  readonly marking = new Marking(this);
  /** What the mirror has applied, as it last said. */
  applied: Positions = {};
  /** Resolves at the first complete picture. */
  readonly ready: Promise<void>;
  /** My last suggestion, where it was not taken. */
  refused: { url: string; why: NotTaken } | null = null;
  /** An item of the shop was pressed or carried in the mirror; `at` is where in this window. */
  heardItem: (message: HeardItem, at: [x: number, y: number]) => void = () => undefined;
  private firstPicture: () => void = () => undefined;
  private readonly book = new PositionBook();
  private readonly acts = new ActBook();
  private readonly wants = new Wants((message) => this.connection.send(message));
  private readonly listeners = new Set<() => void>();
  private readonly talkers = new Set<() => void>();
  private readonly callers = new Set<() => void>();
  private readonly connection: Connection;
  private readonly mirror: MirrorFrame;
  /** Counts the snapshots of top documents. */
  private page = 0;

  constructor(private readonly options: ViewerOptions) {
    this.ready = new Promise((resolve) => (this.firstPicture = resolve));
    this.mirror = options.mirror;
    this.mirror.delegate = this;
    this.connection = new Connection(options.renew, this);
    this.talk = new Conversation(
      {
        send: (message) => this.connection.send(message),
        keep: (unsent) => keepUnsent(options.place, unsent),
        changed: () => this.talkers.forEach((listener) => listener()),
        heard: ({ spoken: { reply } }) => reply && this.answered(reply),
        refused: (line, why) => this.notTaken(line, why),
      },
      keptUnsent(options.place),
    );
    this.call = new VoiceCall({
      send: (message) => this.connection.send(message),
      changed: () => this.callers.forEach((listener) => listener()),
      kept: {
        get: () => keptSpeaks(options.place),
        set: (key) => keepSpeaks(options.place, key),
      },
    });
  }

  start(ticket: string): void {
    this.connection.start(ticket);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A picture for the conversation. Rejects when it is refused. */
  upload(file: File): Promise<Picture> {
    return uploadPicture("/api/v1/pictures", file, { "X-Alongside-Ticket": this.connection.pass });
  }

  /** Calls whenever the conversation has changed. */
  hearTalk(listener: () => void): () => void {
    this.talkers.add(listener);
    return () => this.talkers.delete(listener);
  }

  /** Calls whenever the call by voice has changed. */
  hearCall(listener: () => void): () => void {
    this.callers.add(listener);
    return () => this.callers.delete(listener);
  }

  /** An act of the page around the mirror, such as a press on its reload button. */
  act(action: Action, settle: Settle = () => undefined): void {
    const isGoing = action[0] === "go";
    if (isGoing) this.change({ ...this.model, turning: true });
    this.begin(action, (result, wasAsked) => {
      if (isGoing) this.led(result);
      if (result !== "ok") this.change(applyFate(this.model, result));
      settle(result, wasAsked);
    });
  }

  /** Take everybody to a page of the shop, or, where the shopper wants to be asked first, suggest it. */
  guide(card: Card): void {
    if (mayGuide(this.model)) this.act(["go", card.url]);
    else if (maySuggest(this.model)) this.suggest(card);
  }

  /** Ask the shopper to look at a page. */
  suggest({ url, title }: Card): void {
    this.refused = null;
    this.talk.say({ card: { url, title }, suggest: true });
  }

  /** Come back under a fresh ticket of the same place, for example with another name. */
  restart(ticket: string): void {
    this.connection.restart(ticket);
  }

  leave(): void {
    this.connection.send(["leave"]);
    this.connection.stop();
    this.stopped("left");
  }

  /** End the session for all; the hub answers with the state. */
  end(): void {
    this.connection.send(["end"]);
  }

  /** Let go of socket and iframe without leaving the session. */
  discard(): void {
    this.call.stop();
    this.connection.stop();
    this.mirror.remove();
    this.listeners.clear();
  }

  positions(): Positions {
    return this.book.positions();
  }

  received(message: HubToViewer, size: number): void {
    this.change(applyMessage(this.model, message));
    switch (message[0]) {
      case "welcome":
        this.talk.connected(message[1].you);
        // Where nothing but the mirror is shown nobody could answer.
        if (!this.options.plain) this.call.connected(message[1].you);
        this.send(["mark", ["again"]]);
        return this.tellMirror();
      case "said":
      case "unsaid":
      case "talk":
      case "typing":
      case "read":
        return this.talk.receive(message, Date.now());
      case "call":
        return this.call.receive(message[1]);
      case "state":
        return message[1] === "ended" ? this.call.stop() : undefined;
      case "snap":
      case "change":
      case "digest":
      case "gone":
        return this.take(message, size);
      case "done":
        return this.acts.settle(message[1], message[2]);
      case "caret":
        return this.acts.caret(message[1], message[2]);
      case "asked":
        this.acts.asked(message[1], (result) => this.change(applyFate(this.model, result)));
        return this.change(applyFate(this.model, "asked"));
      case "point":
        return this.mirror.post(message);
      case "lead":
        return this.tellMirror();
      case "mark":
        return this.marking.heard(message[1], message[2]);
      case "who":
        return this.mirror.post(["who", message[1], this.model.you]);
      default:
        return;
    }
  }

  lost(): void {
    this.wants.forget();
    this.acts.settleAll("away");
    this.change({ ...this.model, link: { is: "again" } });
  }

  stopped(code: string): void {
    this.acts.settleAll("away");
    this.call.stop();
    this.change({ ...this.model, link: { is: "stopped", code } });
  }

  /** Follow the shopper, or look around alone. */
  turn(free = !this.model.free): void {
    this.change({ ...this.model, free });
    this.tellMirror();
  }

  /** Bring the shopper to where one is, and follow from there. */
  bring(): void {
    this.mirror.post(["bring"]);
    this.turn(false);
  }

  /** Take up a tool; null takes one's highlights away. */
  hold(tool: Tool | null): void {
    if (tool === null) this.marking.clear();
    else if (toolsFor(this.model).includes(tool)) this.marking.choose(tool);
  }

  /** Take up or lay down the choosing of two items to be laid side by side. */
  choose(on: boolean): void {
    if (on === this.model.choosing) return;
    this.change({ ...this.model, choosing: on });
    this.mirror.post(["choosing", on]);
  }

  /** The pages seen in this session, the latest first. Rejects when they cannot be had. */
  seen(): Promise<SeenPage[]> {
    return callSeen(this.connection.pass);
  }

  askForTab(tab: string): void {
    if (this.connection.send(["tab", tab])) this.change({ ...this.model, asking: tab });
  }

  emptied(): void {
    this.want("*", "gap");
  }

  fromMirror(message: FromMirror, reply: (message: ToMirror) => void): void {
    switch (message[0]) {
      case "position":
        this.applied = message[1];
        return;
      case "ready":
        this.firstPicture();
        return this.change(applyReady(this.model));
      case "act":
        this.options.hand?.();
        return this.actOfMirror(message[1], message[2], message[3] ?? false, reply);
      case "fonts":
        this.change(applyFonts(this.model, message[1]));
        this.connection.send(message);
        return;
      case "point":
        this.options.hand?.();
        this.connection.send(message);
        return;
      case "need":
        this.connection.send(message);
        return;
      case "want":
        return message[3] === undefined
          ? this.want(message[1], message[2])
          : this.wants.mend(message[1], message[2], message[3]);
      case "mark":
        return this.marking.made(message[1]);
      case "tool":
        return this.hold(message[1]);
      case "item":
        return this.heardItem(message, this.mirror.placeOf(message[3], message[4]));
      case "turn":
        return this.turn();
      case "refused": // told from the act itself, whose kind is known here
      case "up":
      case "size":
      case "sight":
        return;
    }
  }

  get you(): string {
    return this.model.you;
  }

  send(message: ViewerToHub): void {
    this.connection.send(message);
  }

  post(message: ToMirror): void {
    this.mirror.post(message);
  }

  marked(tool: Tool, highlights: number): void {
    this.change({ ...this.model, tool, highlights });
  }

  /** The shopper's word on a suggestion of mine. */
  private answered({ to, answer }: NonNullable<Line["reply"]>): void {
    const isMine = this.talk.lines.some(({ number, spoken }) => number === to && spoken.who === this.you);
    if (isMine) this.change(applyFate(this.model, ANSWERS[answer]));
  }

  private notTaken({ suggest, card }: Line, why: NotTaken): void {
    if (suggest && card) this.refused = { url: card.url, why };
    this.talkers.forEach((listener) => listener());
    if (why) this.change(applyFate(this.model, why));
  }

  private take(record: LogRecord, size: number): void {
    this.wants.heard(record);
    if (record[0] === "snap" && record[1] === "0") this.page += 1;
    const verdict = this.book.take(record);
    if (verdict === "pass") this.mirror.feed(record, size);
    else if (verdict === "gap") this.want(record[1], "gap");
  }

  private want(frame: string, why: Why): void {
    this.book.forget(frame);
    this.wants.ask(frame, why);
  }

  private actOfMirror(seq: number, action: Action, leads: boolean, reply: (message: ToMirror) => void): void {
    if (leads) this.change({ ...this.model, turning: true });
    const settle: Settle = (result, wasAsked) => {
      reply(["done", seq, result]);
      if (leads) this.led(result);
      if (wasAsked || (result !== "ok" && !UNTOLD.has(action[0]))) this.change(applyFate(this.model, result));
    };
    this.begin(action, settle, (places) => reply(["caret", seq, places]));
  }

  /** What seemed to lead to another page may have led nowhere, or only changed this one. */
  private led(result: Result): void {
    const { page } = this;
    const stay = () => {
      if (this.page === page && !this.model.away) this.change({ ...this.model, turning: false });
    };
    if (result === "ok") setTimeout(stay, LEADS_WITHIN);
    else stay();
  }

  private begin(action: Action, settle: Settle, caret?: Caret): void {
    const seq = this.acts.begin(settle, caret);
    if (!this.connection.send(["act", seq, action])) this.acts.settle(seq, "away");
  }

  private tellMirror(): void {
    const { plain, lang } = this.options;
    const { free, may } = this.model;
    this.mirror.post(["mode", { act: may.includes("click"), plain, lang, free }]);
    this.mirror.sight.turn(free);
    this.mirror.post(["who", this.model.participants, this.model.you]);
  }

  private change(model: ViewerModel): void {
    this.model = model;
    for (const listener of this.listeners) listener();
  }
}
