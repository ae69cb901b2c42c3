/** The live list of sessions: server-sent events, with a fresh start whenever they break. */
import type { Kind, Participant, State } from "../../../alongside/wire/messages";
import { ApiError, call } from "../viewer/api";
import type { Colleague, Offer, Request } from "./colleagues";
import type { Callback, Cases, LeftMessage, Rating } from "./cases";
import type { Marks } from "./records";
import { waitBefore } from "../viewer/close_codes";
import type { VisitorChanges } from "./visitors";

export interface Entry {
  session: string;
  kind: Kind;
  state: State;
  /** Unix seconds. */
  since: number;
  shopper: { name: string; lang: string };
  url: string;
  title: string;
  participants: Participant[];
  /** This rep is in it. */
  mine: boolean;
  /** What the rep has to have; empty for nothing. */
  skill: string;
  /** This rep has the skill and the language. */
  fits: boolean;
  /** What reps have put on this session, and on earlier ones of the same visitor. */
  tags: string[];
  earlier: string[];
  offer: Offer | null;
  request: Request | null;
}

export interface QueueDelegate {
  listed(entries: Entry[]): void;
  /** Who has a desk open. */
  here(colleagues: Colleague[]): void;
  /** What shoppers left for the desk. */
  cases(cases: Partial<Cases>): void;
  /** What is noted of the sessions. */
  marks(marks: Marks[]): void;
  /** Who is on the shop: all of them, or what has changed. */
  visitors(changes: VisitorChanges): void;
  /** Whether the list is live now; false while it may be out of date. */
  live(is: boolean): void;
  signedOut(): void;
}

export class QueueFeed {
  private source: EventSource | null = null;
  private timer = 0;
  private attempt = 0;
  private over = false;

  constructor(private readonly delegate: QueueDelegate) {}

  start(): void {
    void this.begin();
  }

  stop(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.source?.close();
  }

  /** The list is fetched first: it tells whether we are signed in, which a broken event stream does not. */
  private async begin(): Promise<void> {
    try {
      this.delegate.listed(await call<Entry[]>("GET", "/api/v1/sessions"));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return this.delegate.signedOut();
      return this.later();
    }
    if (!this.over) this.listen();
  }

  private listen(): void {
    const source = new EventSource("/api/v1/events");
    this.source = source;
    source.onopen = () => {
      this.attempt = 0;
      this.delegate.live(true);
    };
    source.addEventListener("queue", (event) => this.delegate.listed(JSON.parse(event.data) as Entry[]));
    source.addEventListener("records", (event) => this.delegate.marks(JSON.parse(event.data) as Marks[]));
    source.addEventListener("reps", (event) => this.delegate.here(JSON.parse(event.data) as Colleague[]));
    source.addEventListener("callbacks", (event) =>
      this.delegate.cases({ callbacks: JSON.parse(event.data) as Callback[] }),
    );
    source.addEventListener("messages", (event) =>
      this.delegate.cases({ messages: JSON.parse(event.data) as LeftMessage[] }),
    );
    source.addEventListener("ratings", (event) =>
      this.delegate.cases({ ratings: JSON.parse(event.data) as Rating[] }),
    );
    source.addEventListener("visitors", (event) =>
      this.delegate.visitors(JSON.parse(event.data) as VisitorChanges),
    );
    source.onerror = () => {
      source.close();
      this.later();
    };
  }

  private later(): void {
    if (this.over) return;
    this.delegate.live(false);
    this.timer = window.setTimeout(() => void this.begin(), waitBefore(this.attempt, Math.random()));
    this.attempt += 1;
  }
}
