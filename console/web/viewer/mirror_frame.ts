/**
 * The mirror's iframe: an opaque origin that is fed through a MessagePort, sized to the host's viewport and scaled to the
 * room there is. This side trusts nothing that comes from it beyond the types of FromMirror.
 */
import type { FromMirror, LogRecord, ToMirror } from "../../../alongside/wire/messages";
import { Backlog } from "./backlog";
import { densityOf, fit, frameStyle, seenSize } from "./fit";
import type { FitMode, Shown, Size } from "./fit";

export interface MirrorDelegate {
  /** The mirror document is up and reachable; `first` is false when it was loaded anew and has lost every frame. */
  up(first: boolean): void;
  fromMirror(message: FromMirror): void;
}

export class MirrorFrame {
  readonly element: HTMLIFrameElement;
  delegate: MirrorDelegate | null = null;
  private port: MessagePort | null = null;
  private readonly backlog = new Backlog();
  private readonly sheet: HTMLElement;
  private readonly room: ResizeObserver;
  private stage: HTMLElement | null = null;
  private shown: Shown | null = null;
  private mode: FitMode = "fit";
  private wasUp = false;

  constructor(title: string) {
    this.element = document.createElement("iframe");
    this.element.id = "mirror";
    this.element.title = title;
    this.element.setAttribute("sandbox", "allow-scripts");
    this.element.src = "/mirror";
    this.sheet = document.createElement("div");
    this.sheet.className = "sheet";
    this.sheet.append(this.element);
    this.room = new ResizeObserver(() => this.layOut());
    addEventListener("message", this.heard);
    addEventListener("resize", this.laidOut);
  }

  /** Put the mirror into `stage`. Once only: an iframe that moves in the document loads anew. */
  attach(stage: HTMLElement): void {
    this.stage = stage;
    stage.append(this.sheet);
    this.room.observe(stage);
  }

  remove(): void {
    removeEventListener("message", this.heard);
    removeEventListener("resize", this.laidOut);
    this.room.disconnect();
    this.port?.close();
    this.sheet.remove();
  }

  setMode(mode: FitMode): void {
    this.mode = mode;
    this.layOut();
  }

  /** Page log: kept until the mirror is up. */
  feed(record: LogRecord, size: number): void {
    if (this.port) this.port.postMessage(record);
    else this.backlog.keep(record, size);
  }

  /** Anything else: dropped while the mirror is not up, `up` is the time to say it again. */
  post(message: ToMirror): void {
    this.port?.postMessage(message);
  }

  private readonly heard = (event: MessageEvent): void => {
    if (event.source !== this.element.contentWindow || !this.element.contentWindow) return;
    if (!Array.isArray(event.data) || event.data[0] !== "up") return;
    const channel = new MessageChannel();
    this.port?.close();
    this.port = channel.port1;
    this.port.onmessage = (message) => this.received(message.data as FromMirror);
    this.element.contentWindow.postMessage("port", "*", [channel.port2]);
    this.begin();
  };

  private begin(): void {
    this.delegate?.up(!this.wasUp);
    this.wasUp = true;
    const { records, lost } = this.backlog.drain();
    for (const record of records) this.port?.postMessage(record);
    for (const frame of lost) this.delegate?.fromMirror(["want", frame, "gap"]);
  }

  private received(message: FromMirror): void {
    if (message[0] === "size") {
      const [, width, height, density, view] = message;
      this.shown = { width, height, density, view };
      this.layOut();
    }
    this.delegate?.fromMirror(message);
  }

  /** Also when the window goes to another screen, or its zoom changes. */
  private readonly laidOut = (): void => this.layOut();

  private layOut(): void {
    const { shown, stage } = this;
    if (!shown || !stage) return;
    const most = Math.max(1, 1 / shown.view[0]);
    const { scale, width, height } = fit(this.mode, seenSize(shown), roomOf(stage), most);
    Object.assign(this.element.style, frameStyle(shown, scale, densityOf(this.element)));
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    this.sheet.dataset["sized"] = "";
    this.post(["scale", scale * shown.view[0]]);
  }
}

/** The stage without its padding and without scroll bars that only 1:1 needs. */
function roomOf(stage: HTMLElement): Size {
  const style = getComputedStyle(stage);
  const across = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  const down = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
  return { width: stage.offsetWidth - across, height: stage.offsetHeight - down };
}
