/**
 * The host page's socket to the hub: opens, greets, keeps alive, and comes back after a loss as closing.ts says. What travels is not
 * its business; what was not sent while there was no connection is not kept, because every connection begins with a fresh snapshot.
 */
import {
  SUBPROTOCOL,
  type HostHello,
  type HostToHub,
  type HubToHost,
} from "../../../alongside/wire/messages";
import { judgeClose, waitBefore, type Ending } from "./closing";

const PING_EVERY = 10_000;
const UNANSWERED_PINGS = 2;

export interface ConnectionEvents {
  /** The first frame of every connection; asked for anew each time. */
  hello(): HostHello;
  received(message: HubToHost): void;
  /** The connection is lost and will be tried again. `never` when this try was not even accepted. */
  lost(never: boolean): void;
  /** Called with 4409: this tab's id is used by another one. */
  taken(): void;
  over(why: Ending): void;
}

export class Connection {
  readonly #url: string;
  readonly #events: ConnectionEvents;
  readonly #seen = new Set<number>();
  #socket: WebSocket | null = null;
  #tries = 0;
  #retry = 0;
  #pinging = 0;
  #unanswered = 0;

  constructor(url: string, events: ConnectionEvents) {
    this.#url = url;
    this.#events = events;
  }

  /** Bytes handed over and not yet on their way. */
  get backlog(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  open(): void {
    if (this.#socket) return;
    clearTimeout(this.#retry);
    const socket = (this.#socket = new WebSocket(this.#url, SUBPROTOCOL));
    let accepted = false;
    socket.onopen = () => {
      accepted = true;
      this.#greet();
    };
    socket.onmessage = ({ data }) => this.#receive(String(data));
    socket.onclose = ({ code }) => this.#closed(socket, code, !accepted);
  }

  /** False when there is no connection to send it on. */
  send(message: HostToHub): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Closes for good, or until `open` is called again. Nothing is received any more. */
  close(): void {
    const socket = this.#socket;
    this.#drop();
    clearTimeout(this.#retry);
    socket?.close(1000);
  }

  #greet(): void {
    this.#unanswered = 0;
    this.send(["hello", this.#events.hello()]);
    this.#pinging = setInterval(() => this.#ping(), PING_EVERY) as unknown as number;
  }

  #ping(): void {
    if (this.#unanswered >= UNANSWERED_PINGS) {
      const socket = this.#socket;
      if (socket) this.#closed(socket, 1006, false);
      socket?.close();
    } else {
      this.send(["ping", ++this.#unanswered]);
    }
  }

  #receive(data: string): void {
    const message = JSON.parse(data) as HubToHost;
    if (message[0] === "pong") this.#unanswered = 0;
    if (message[0] === "welcome") this.#tries = 0;
    this.#events.received(message);
  }

  #closed(socket: WebSocket, code: number, never: boolean): void {
    if (socket !== this.#socket) return;
    this.#drop();
    const verdict = judgeClose(code);
    if (verdict.then === "stop") return this.#events.over(verdict.why);
    if (verdict.then === "return-once") {
      if (this.#seen.has(code)) return this.#events.over(verdict.or);
      this.#seen.add(code);
      if (code === 4409) this.#events.taken();
    }
    this.#comeBack(never);
  }

  #comeBack(never: boolean): void {
    const wait = waitBefore(this.#tries++, Math.random());
    this.#retry = setTimeout(() => this.open(), wait) as unknown as number;
    this.#events.lost(never);
  }

  #drop(): void {
    clearInterval(this.#pinging);
    if (this.#socket) this.#socket.onmessage = this.#socket.onclose = this.#socket.onopen = null;
    this.#socket = null;
  }
}
