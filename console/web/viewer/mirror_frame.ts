/**
 * The mirror as the page around it knows it. A snapshot of the top document is built in a second iframe behind the one that is
 * shown, and takes its place when it is painted, so that nobody looks at a page in the making. `iframe#mirror` is the one shown;
 * the other is emptied and waits for the next page.
 */
import type { FromMirror, LogRecord, ToMirror } from "../../../alongside/wire/messages";
import { densityOf, fit, frameStyle, seenSize } from "./fit";
import type { FitMode, Shown, Size } from "./fit";
import { Pane } from "./pane";
import type { PaneOwner } from "./pane";
import { SightBox } from "./sight";
import type { Sight } from "./sight";

export interface MirrorDelegate {
  /** The mirror document was loaded anew and has lost every frame. */
  emptied(): void;
  /** What the mirror that is shown says; `reply` reaches the very document that said it. */
  fromMirror(message: FromMirror, reply: (message: ToMirror) => void): void;
}

type Position = Extract<FromMirror, readonly ["position", unknown]>;

/** What is said of a document behind, until it is shown. */
interface Coming {
  pane: Pane;
  snapshot: string;
  size: Shown | null;
  position: Position | null;
  /** The place in a page that is only renewed, for who looks around in it. */
  place: Sight | null;
}

export class MirrorFrame implements PaneOwner {
  delegate: MirrorDelegate | null = null;
  readonly sight = new SightBox();
  private front: Pane;
  /** Empty, so that the next page need not wait for its document; null until there is a first picture. */
  private spare: Pane | null = null;
  private coming: Coming | null = null;
  private readonly standing = new Map<string, ToMirror>();
  private readonly sheet: HTMLElement;
  private readonly room: ResizeObserver;
  private stage: HTMLElement | null = null;
  private shown: Shown | null = null;
  private mode: FitMode = "fit";
  private epoch = "";
  private hasPicture = false;
  private isPresented = true;

  constructor(private readonly title: string) {
    this.sheet = document.createElement("div");
    this.sheet.className = "sheet";
    this.front = this.open();
    this.show(this.front);
    this.sheet.append(this.sight.element);
    this.room = new ResizeObserver(() => this.layOut());
    addEventListener("resize", this.laidOut);
  }

  /** Put the mirror into `stage`. Once only: an iframe that moves in the document loads anew. */
  attach(stage: HTMLElement): void {
    this.stage = stage;
    stage.append(this.sheet);
    this.room.observe(stage);
  }

  remove(): void {
    removeEventListener("resize", this.laidOut);
    this.room.disconnect();
    for (const pane of this.panes()) pane.remove();
    this.sheet.remove();
  }

  /** Of several mirrors in a document one is shown, and `#mirror` names it. */
  present(is: boolean): void {
    this.isPresented = is;
    this.show(this.front);
  }

  /** A place in the mirror's document, in this window. */
  placeOf(x: number, y: number): [x: number, y: number] {
    const { element } = this.front;
    const box = element.getBoundingClientRect();
    const scale = box.width / (element.offsetWidth || 1);
    return [box.x + x * scale, box.y + y * scale];
  }

  setMode(mode: FitMode): void {
    this.mode = mode;
    this.layOut();
  }

  feed(record: LogRecord, size: number): void {
    if (record[0] === "snap" && record[1] === "0") this.begin(record[2], record[3]);
    (this.coming?.pane ?? this.front).feed(record, size);
  }

  /** What stands is told to every document, also to those that are yet to come; all else to the one that is shown. */
  post(message: ToMirror): void {
    const key = standingAs(message);
    if (key === null) return this.front.post(message);
    this.standing.set(key, message);
    for (const pane of this.panes()) pane.post(message);
  }

  up(pane: Pane, again: boolean): void {
    for (const message of this.standing.values()) pane.post(message);
    if (again && pane !== this.spare) this.delegate?.emptied();
  }

  heard(pane: Pane, message: FromMirror): void {
    const reply = (answer: ToMirror) => pane.post(answer);
    if (pane === this.coming?.pane) this.heardComing(this.coming, message, reply);
    else if (pane !== this.front) return;
    else if (this.coming && message[0] === "act") pane.post(["done", message[1], "gone"]);
    else if (message[0] === "ready") this.heardFirst(message, reply);
    else this.heardShown(message, reply);
  }

  private heardShown(message: FromMirror, reply: (message: ToMirror) => void): void {
    if (message[0] === "size") this.resize(shownBy(message));
    if (message[0] === "sight") this.sight.move(message[1]);
    this.delegate?.fromMirror(message, reply);
  }

  /** The very first picture is built where it is shown, and nothing else loads beside it. */
  private heardFirst(message: FromMirror, reply: (message: ToMirror) => void): void {
    this.hasPicture = true;
    this.spare ??= this.open();
    this.delegate?.fromMirror(message, reply);
  }

  private heardComing(coming: Coming, message: FromMirror, reply: (message: ToMirror) => void): void {
    switch (message[0]) {
      case "size":
        coming.size = shownBy(message);
        return;
      case "position":
        coming.position = message;
        return;
      case "ready":
        if (message[1] !== coming.snapshot.split(" ")[0]) return;
        return this.turn(coming, message);
      case "want":
      case "need":
      case "fonts":
        return this.delegate?.fromMirror(message, reply);
      default: // hands have no hold of it yet
    }
  }

  private begin(epoch: string, offset: number): void {
    const isRenewed = epoch === this.epoch;
    this.epoch = epoch;
    if (!this.hasPicture) return;
    const pane = this.coming?.pane ?? this.spare ?? this.open();
    this.spare = null;
    const place = isRenewed ? this.sight.latest : null;
    this.coming = { pane, snapshot: `${epoch} ${offset}`, size: null, position: null, place };
  }

  private turn(coming: Coming, ready: FromMirror): void {
    const old = this.front;
    const hadFocus = document.activeElement === old.element;
    this.coming = null;
    this.front = coming.pane;
    this.show(coming.pane);
    if (hadFocus) coming.pane.element.focus();
    coming.pane.post(["shown"]);
    old.rest();
    this.spare = old;
    if (coming.size) this.resize(coming.size);
    if (coming.place) coming.pane.post(["look", ...coming.place.own]);
    const reply = (answer: ToMirror) => coming.pane.post(answer);
    if (coming.position) this.delegate?.fromMirror(coming.position, reply);
    this.delegate?.fromMirror(ready, reply);
  }

  private open(): Pane {
    const pane = new Pane(this, this.title);
    pane.element.inert = true;
    pane.element.ariaHidden = "true";
    this.sheet.prepend(pane.element);
    this.layOut();
    return pane;
  }

  private show(pane: Pane): void {
    this.sheet.querySelector("#mirror")?.removeAttribute("id");
    if (this.isPresented) pane.element.id = "mirror";
    pane.element.inert = false;
    pane.element.ariaHidden = null;
  }

  private panes(): Pane[] {
    return [this.front, this.spare, this.coming?.pane].filter((pane) => pane !== null && pane !== undefined);
  }

  private resize(shown: Shown): void {
    this.shown = shown;
    this.layOut();
  }

  /** Also when the window goes to another screen, or its zoom changes. */
  private readonly laidOut = (): void => this.layOut();

  private layOut(): void {
    const { shown, stage } = this;
    if (!shown || !stage) return;
    const [pinch, x, y] = shown.view;
    const { scale, width, height } = fit(this.mode, seenSize(shown), roomOf(stage), Math.max(1, 1 / pinch));
    const density = densityOf(this.front.element);
    for (const frame of this.sheet.querySelectorAll("iframe"))
      Object.assign(frame.style, frameStyle(shown, scale, density));
    this.sight.fit(shown, scale * pinch, [x, y]);
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    this.sheet.dataset["sized"] = "";
    this.post(["scale", scale * shown.view[0]]);
  }
}

/** Under which name a message is kept, null when it is of the moment. One person's highlights follow the last. */
function standingAs(message: ToMirror): string | null {
  if (message[0] === "mark") return message[2][0] === "highlight" ? `mark ${message[1]}` : null;
  return ["mode", "who", "scale", "tool", "choosing"].includes(message[0]) ? message[0] : null;
}

function shownBy([, width, height, density, view]: Extract<
  FromMirror,
  readonly ["size", ...unknown[]]
>): Shown {
  return { width, height, density, view };
}

/** The stage without its padding and without scroll bars that only 1:1 needs. */
function roomOf(stage: HTMLElement): Size {
  const style = getComputedStyle(stage);
  const across = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  const down = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
  return { width: stage.offsetWidth - across, height: stage.offsetHeight - down };
}
