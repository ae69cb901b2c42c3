/**
 * One mirror document: an iframe of opaque origin that is fed through a MessagePort. This side trusts nothing that comes from
 * it beyond the types of FromMirror.
 */
import type { FromMirror, LogRecord, ToMirror } from "../../../alongside/wire/messages";
import { Backlog } from "./backlog";

export interface PaneOwner {
  /** The document is up and reachable; `again`: it was loaded anew and has lost every frame. */
  up(pane: Pane, again: boolean): void;
  heard(pane: Pane, message: FromMirror): void;
}

export class Pane {
  readonly element: HTMLIFrameElement;
  private port: MessagePort | null = null;
  private readonly backlog = new Backlog();

  constructor(
    private readonly owner: PaneOwner,
    title: string,
  ) {
    this.element = document.createElement("iframe");
    this.element.title = title;
    this.element.setAttribute("sandbox", "allow-scripts");
    this.element.src = "/mirror";
    addEventListener("message", this.messaged);
  }

  /** Page log: kept until the document is up. */
  feed(record: LogRecord, size: number): void {
    if (this.port) this.port.postMessage(record);
    else this.backlog.keep(record, size);
  }

  /** Anything else: dropped while the document is not up, `up` is the time to say it again. */
  post(message: ToMirror): void {
    this.port?.postMessage(message);
  }

  /** Let go of its page; it says that it is up again once another one can be built in it. */
  rest(): void {
    this.post(["reset"]);
    if (this.port) this.port.onmessage = null;
    this.port = null;
    this.element.inert = true;
    this.element.ariaHidden = "true";
  }

  remove(): void {
    removeEventListener("message", this.messaged);
    this.port?.close();
    this.element.remove();
  }

  private readonly messaged = (event: MessageEvent): void => {
    if (event.source !== this.element.contentWindow || !this.element.contentWindow) return;
    if (!Array.isArray(event.data) || event.data[0] !== "up") return;
    const again = this.port !== null;
    const channel = new MessageChannel();
    this.port?.close();
    this.port = channel.port1;
    this.port.onmessage = (message) => this.owner.heard(this, message.data as FromMirror);
    this.element.contentWindow.postMessage("port", "*", [channel.port2]);
    this.owner.up(this, again);
    const { records, lost } = this.backlog.drain();
    for (const record of records) this.port.postMessage(record);
    for (const frame of lost) this.owner.heard(this, ["want", frame, "gap"]);
  };
}
