/**
 * One tab's part in a session: begins or resumes it, keeps what is known of it, and ties the socket to capture, control and pointers.
 * What the shopper sees of it is the panel's business.
 */
import type {
  HostHello,
  HostToHub,
  HostWelcome,
  HubToHost,
  Kind,
  LogRecord,
  Neighbour,
  Page,
  Participant,
  Positions,
  Rules,
} from "../../../alongside/wire/messages";
import type { FromOwner } from "../../../alongside/wire/leading";
import type { CallBy, CallOf } from "../../../alongside/wire/call";
import type { FromSpeaker, ToListener } from "../../../alongside/wire/talk";
import { Capture } from "../capture/capture";
import { Masks, survey } from "../capture/masks";
import { watchPointer } from "../control/places";
import type { PublicState, Started } from "../api";
import {
  callBegin,
  callCode,
  callInvite,
  callRunning,
  callStop,
  CallError,
  isMarked,
  socketUrl,
  unmark,
} from "./calls";
import type { Ending } from "./closing";
import { Connection } from "./connection";
import { Hands } from "./hands";
import { newTabId, since, stopped, tabId } from "./memory";
import { Outbox } from "./outbox";

/** Fates of acts that wait for the connection to come back; as many as a participant may ask for in four seconds. */
const UNSENT_DONES = 256;

export interface VisitModel {
  state: PublicState;
  session: string;
  kind: Kind;
  you: string;
  participants: Participant[];
  code: string | null;
  /** Unix seconds at which the code ends. */
  expires: number;
  link: string;
  /** Milliseconds; when the shopper began to wait. */
  since: number;
  connected: boolean;
  /** Who leads among the friends, "" for everyone; nobody else acts while it is paused. */
  lead: string;
  frozen: boolean;
  /** Pages that others choose are suggested, not opened. */
  asks: boolean;
  /** A session seems to run in this browser, and the hub has not said so yet. */
  resuming: boolean;
}

export interface VisitEvents {
  changed(model: VisitModel, before: VisitModel): void;
  failed(error: Error): void;
  talk(message: ToListener | CallOf): void;
  /** Where the shopper's tools have their place. */
  tools(): HTMLElement;
  /** Somebody asks to see another tab: whether the shopper agrees. */
  asked(who: string, tab: string): Promise<boolean>;
}

const nothing: VisitModel = {
  state: "idle",
  session: "",
  kind: "help",
  you: "",
  participants: [],
  code: null,
  expires: 0,
  link: "",
  since: 0,
  connected: false,
  lead: "",
  frozen: false,
  asks: false,
  resuming: false,
};

const sinceWhen = (): number => Number(since.get()) || Date.now();

export class Visit {
  model = nothing;
  readonly #events: VisitEvents;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  #capture: Capture | null = null;
  #control: Hands | null = null;
  #unwatch: (() => void) | null = null;
  readonly #rules: Rules = { mask: [], block: [], noremote: [] };
  /** Of this page load: what was a secret before a capture began, or between two, stays one. */
  readonly #masks = new Masks(this.#rules);
  #dones: HostToHub[] = [];
  #page: Page = { url: "", title: "" };
  #hosts: readonly Neighbour[] = [];
  #watching = 0;
  #open = false;

  constructor(events: VisitEvents) {
    this.#events = events;
    this.#connection = new Connection(socketUrl(), {
      hello: () => this.#hello(),
      received: (message) => this.#receive(message),
      lost: (never) => void this.#lost(never),
      taken: () => void newTabId(),
      over: (why) => this.#over(why),
    });
    this.#outbox = new Outbox(this.#connection, (frame) => this.#capture?.snapshot(frame));
    this.#followPage();
  }

  get isRunning(): boolean {
    return this.model.state === "waiting" || this.model.state === "active";
  }

  /** Where the page stands at this very moment. */
  get position(): Positions {
    this.#capture?.flushAll();
    return { ...this.#capture?.positions };
  }

  /** Something of the conversation or a call, or about who may act; false when there is no connection. */
  talk(message: FromSpeaker | FromOwner | CallBy): boolean {
    return this.#connection.send(message);
  }

  /** Begins a session; the shopper has agreed. Rejects with CallError. */
  async begin(kind: Kind): Promise<Started> {
    stopped.set(null);
    const begun = await callBegin(kind, this.#readPage());
    since.set(String(Date.now()));
    this.#set({ ...nothing, ...begun, kind, since: sinceWhen() });
    this.#connect();
    return { session: begun.session, code: begun.code, link: begun.link };
  }

  /** Takes up a session that runs in this browser, if one does. */
  resume(): void {
    if (this.#open) return;
    if (stopped.get()) void this.#tellStopped();
    else if (isMarked()) this.#connect(true);
  }

  /** What `begin` answered, for a page that was not there then. Rejects with CallError. */
  async details(): Promise<Started> {
    const { session, code, link } = await callRunning();
    this.#set({ session, code, link });
    return { session, code: code ?? "", link };
  }

  async invite(): Promise<string> {
    const { link } = await callInvite();
    this.#set({ link });
    return link;
  }

  async renewCode(): Promise<void> {
    this.#set(await callCode());
  }

  /** Nothing leaves this page from the moment of the call; the server is told after that, on a later page if need be. */
  async stop(): Promise<void> {
    stopped.set("1");
    this.#end();
    await this.#tellStopped();
  }

  #connect(resuming = false): void {
    this.#open = true;
    this.#set({ resuming });
    this.#connection.open();
    this.#watching ||= setInterval(() => this.#tellPage(), 1000) as unknown as number;
  }

  #hello(): HostHello {
    this.#page = this.#readPage();
    return {
      ...this.#page,
      tab: tabId(),
      lang: document.documentElement.lang || navigator.language,
      visible: document.visibilityState === "visible",
      viewport: [innerWidth, innerHeight, devicePixelRatio],
    };
  }

  #receive(message: HubToHost): void {
    switch (message[0]) {
      case "welcome":
        return this.#welcome(message[1]);
      case "active":
        return message[1] ? this.#activate() : this.#rest();
      case "rules":
        this.#rule(message[1]);
        return this.#capture?.snapshot("*");
      case "want":
        return this.#capture?.snapshot(message[1]);
      case "need":
        return this.#capture?.need(message[1], message[2]);
      case "act":
        return this.#control?.enqueue(message[1], message[2], message[3]);
      case "ask":
        return void this.#ask(message[1], message[2], message[3]);
      case "point":
        return this.#control?.point(message[1], message[2], message[3], message[4]);
      case "mark":
        return this.#control?.mark(message[1], message[2]);
      case "who":
        this.#capture?.retell();
        return this.#set({ participants: message[1] });
      case "lead":
        return this.#set({ lead: message[1], frozen: message[2] });
      case "guide":
        return this.#set({ asks: message[1] });
      case "state":
        return message[1] === "ended" ? this.#end() : this.#set({ state: message[1] });
      case "ack":
      case "pong":
        return;
      default:
        return this.#events.talk(message);
    }
  }

  #welcome(welcome: HostWelcome): void {
    if (welcome.state === "ended") return this.#end();
    this.#hosts = welcome.hosts;
    const { session, state, kind, you, participants, code, expires, lead, frozen, asks } = welcome;
    this.#rule(welcome.rules);
    this.#set({
      session,
      state,
      kind,
      you,
      participants,
      code,
      expires,
      lead,
      frozen,
      asks,
      connected: true,
      since: sinceWhen(),
    });
    for (const done of this.#dones.splice(0)) this.#connection.send(done);
    this.#outbox.clear();
    if (welcome.active) this.#activate();
    else this.#rest();
  }

  /** Capture and masks hold the same rules. */
  #rule(rules: Rules): void {
    Object.assign(this.#rules, rules);
  }

  /** This tab is the one that is shown: everything of it is sent, beginning with snapshots. */
  #activate(): void {
    if (this.#capture) return this.#capture.snapshot("*");
    const capture = new Capture(
      window,
      { record: (record) => this.#record(record) },
      this.#rules,
      this.#masks,
    );
    this.#capture = capture;
    this.#control = new Hands(
      capture,
      (participant, seq, result, places) => {
        if (places) this.#done(["caret", participant, seq, places]);
        this.#done(["done", participant, seq, result]);
      },
      {
        nameOf: (id) => this.model.participants.find((one) => one.id === id)?.name ?? "",
        asked: (participant, seq) => this.#done(["asked", participant, seq]),
        tell: (message, isThin) =>
          void (isThin ? this.#outbox.presence(message) : this.#connection.send(message)),
        tools: () => this.#events.tools(),
        hosts: () => (this.isRunning ? this.#hosts : []),
      },
    );
    this.#control.roster(this.model.participants, this.model.you);
    this.#unwatch = watchPointer(window, (x, y) => this.#outbox.presence(["point", "0", x, y]));
    capture.start();
  }

  /** After a snapshot nodes have other ids, and highlights are told anew. */
  #record(record: LogRecord): void {
    this.#outbox.record(record);
    if (record[0] === "snap") this.#control?.retell();
  }

  /** Another tab is shown, or none. */
  #rest(): void {
    this.#capture?.stop();
    this.#control?.stop();
    this.#unwatch?.();
    this.#outbox.clear();
    this.#capture = this.#control = this.#unwatch = null;
  }

  #done(done: HostToHub): void {
    if (!this.#connection.send(done) && this.#dones.length < UNSENT_DONES) this.#dones.push(done);
  }

  async #ask(participant: string, tab: string, title: string): Promise<void> {
    const who = this.model.participants.find(({ id }) => id === participant);
    const isShown = await this.#events.asked(who?.name ?? "", title);
    this.#connection.send(["answer", participant, tab, isShown]);
  }

  /** Navigations without a page load, and titles that change: looked at every second and whenever the history says so. */
  #followPage(): void {
    const tell = () => this.#tellPage();
    addEventListener("popstate", tell);
    addEventListener("hashchange", tell);
    addEventListener("visibilitychange", () => {
      if (this.#open) this.#connection.send(["tab", document.visibilityState === "visible"]);
      else this.resume();
    });
    // The shopper had another tab shown, and is at work here.
    addEventListener("pointerdown", () => {
      if (this.#open && !this.#capture) this.#connection.send(["tab", true]);
    });
    // A page with an open socket is not kept for the back button; one that comes back begins anew.
    addEventListener("pagehide", () => {
      this.#capture?.flush();
      this.#connection.close();
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted && this.#open) this.#connection.open();
    });
  }

  /** Address and title, which may repeat what is secret in the page. */
  #readPage(): Page {
    this.#masks.renew();
    survey(window, this.#masks);
    const { secrets } = this.#masks;
    return { url: secrets.hideIn(location.href), title: secrets.hide(document.title) };
  }

  #tellPage(): void {
    const page = this.#readPage();
    if (page.url === this.#page.url && page.title === this.#page.title) return;
    if (this.#connection.send(["page", page])) this.#page = page;
  }

  async #lost(never: boolean): Promise<void> {
    this.#set({ connected: false });
    if (!never) return;
    // A refused upgrade looks like a lost network to a page, so the session itself is asked for.
    const error: unknown = await callRunning().then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error instanceof CallError && /^(no-such-session|session-ended|status-40[134])$/.test(error.code))
      this.#over("ended");
  }

  #over(why: Ending): void {
    const known = this.isRunning;
    this.#end();
    if (why !== "ended" && known) this.#events.failed(new Error(why));
  }

  #end(): void {
    this.#open = false;
    this.#rest();
    this.#connection.close();
    clearInterval(this.#watching);
    this.#watching = 0;
    this.#dones = [];
    since.set(null);
    unmark();
    this.#set({ ...nothing, state: this.isRunning ? "ended" : this.model.state });
  }

  async #tellStopped(): Promise<void> {
    unmark();
    try {
      await callStop();
      stopped.set(null);
    } catch (error) {
      // Not reached: the next page tells it, before it connects. Any other answer means that there is nothing left to stop.
      if (error instanceof CallError && !/^(network|status-5\d\d)$/.test(error.code)) stopped.set(null);
    }
  }

  #set(patch: Partial<VisitModel>): void {
    const before = this.model;
    this.model = { ...before, ...patch };
    if (this.model.participants !== before.participants || this.model.you !== before.you) {
      this.#control?.roster(this.model.participants, this.model.you);
    }
    this.#events.changed(this.model, before);
  }
}
