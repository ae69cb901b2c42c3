/**
 * One viewer's socket to the hub: says hello with ticket and position, keeps itself alive, and comes back as the table of
 * close codes says. It knows nothing of the mirror; records and messages go to the delegate in the order they came.
 */
import { SUBPROTOCOL } from "../../../alongside/wire/messages";
import type { HubToViewer, Positions, ViewerToHub } from "../../../alongside/wire/messages";
import { ApiError } from "./api";
import { afterClose, waitBefore } from "./close_codes";

const PING_EVERY = 10_000;
/** Unanswered pings after which the connection counts as dead, whatever the browser believes. */
const PINGS_UNANSWERED = 2;
/** A connection that is not open by now is given up: some networks swallow the handshake. */
const OPEN_WITHIN = 15_000;

export interface ConnectionDelegate {
  positions(): Positions;
  /** `size` is the length of the frame's text. */
  received(message: HubToViewer, size: number): void;
  /** Lost, and coming back by itself. */
  lost(): void;
  /** Over for good; `code` is a close code as text or an API error's code. */
  stopped(code: string): void;
}

export class Connection {
  private socket: WebSocket | null = null;
  private ticket = "";
  private attempt = 0;
  private renewed = false;
  private over = false;
  private unanswered = 0;
  private pings = 0;
  private pingTimer = 0;
  private againTimer = 0;
  private openTimer = 0;

  /** `renew` gets a fresh ticket for the same place; it throws ApiError when the server refuses. */
  constructor(
    private readonly renew: () => Promise<string>,
    private readonly delegate: ConnectionDelegate,
  ) {}

  start(ticket: string): void {
    this.ticket = ticket;
    addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
    this.open();
  }

  /** What this person's place is known by, as long as the socket lives. */
  get pass(): string {
    return this.ticket;
  }

  /** Sends when connected; false means that the message is lost. */
  send(message: ViewerToHub): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Come back at once under another ticket, for example with another name. */
  restart(ticket: string): void {
    if (this.over) return;
    this.ticket = ticket;
    this.drop();
    this.open();
  }

  /** Close for good without a word to the delegate. */
  stop(): void {
    this.over = true;
    removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    this.drop();
  }

  private open(): void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/socket`, SUBPROTOCOL);
    this.socket = socket;
    this.openTimer = window.setTimeout(() => this.abandon(socket), OPEN_WITHIN);
    socket.onopen = () => this.hello();
    socket.onmessage = (event) => this.receive(String(event.data));
    socket.onclose = (event) => this.closed(socket, event.code);
  }

  private hello(): void {
    const visible = document.visibilityState === "visible";
    this.send(["hello", { ticket: this.ticket, position: this.delegate.positions(), visible }]);
    this.unanswered = 0;
    this.pingTimer = window.setInterval(() => this.ping(), PING_EVERY);
  }

  private receive(text: string): void {
    const message = JSON.parse(text) as HubToViewer;
    this.unanswered = 0;
    if (message[0] === "pong") this.attempt = 0; // it has lasted: the next loss is a new one
    if (message[0] === "welcome") this.arrived();
    this.delegate.received(message, text.length);
  }

  private arrived(): void {
    clearTimeout(this.openTimer);
    this.renewed = false;
  }

  private ping(): void {
    if (this.unanswered >= PINGS_UNANSWERED) {
      if (this.socket) this.abandon(this.socket);
      return;
    }
    this.unanswered += 1;
    this.pings += 1;
    this.send(["ping", this.pings]);
  }

  private abandon(socket: WebSocket): void {
    socket.close();
    this.closed(socket, 1006);
  }

  private closed(socket: WebSocket, code: number): void {
    if (socket !== this.socket || this.over) return;
    this.drop();
    const next = afterClose(code);
    if (next === "stop" || (next === "renew" && this.renewed)) return this.finish(String(code));
    this.delegate.lost();
    if (next === "renew") void this.comeBackRenewed();
    else this.comeBack();
  }

  private comeBack(): void {
    clearTimeout(this.againTimer);
    this.againTimer = window.setTimeout(() => this.open(), waitBefore(this.attempt, Math.random()));
    this.attempt += 1;
  }

  private async comeBackRenewed(): Promise<void> {
    try {
      this.ticket = await this.renew();
      this.renewed = true;
    } catch (error) {
      if (error instanceof ApiError) return this.finish(error.code);
    }
    if (!this.over) this.comeBack();
  }

  private finish(code: string): void {
    this.stop();
    this.delegate.stopped(code);
  }

  private drop(): void {
    clearInterval(this.pingTimer);
    clearTimeout(this.againTimer);
    clearTimeout(this.openTimer);
    const socket = this.socket;
    this.socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  /** The network or the person is back: no reason to wait any longer. */
  private readonly hurry = (): void => {
    if (this.socket || this.over || document.visibilityState === "hidden") return;
    clearTimeout(this.againTimer);
    this.attempt = 0;
    this.open();
  };
}
