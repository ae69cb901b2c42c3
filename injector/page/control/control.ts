/**
 * The hands of others on the shopper's page. Acts are carried out one after the other in the hub's order; each is answered when what it
 * changed has been captured, so a viewer hears "done" after having seen it. Nothing here knows of sockets.
 */
import type { Action, Places, Result } from "../../../alongside/wire/messages";
import type { Asker, Watched } from "./asking";
import { selectRange, settleCaret, takeCaret, writeAt } from "./carets";
import { editingHost, isEditable, isTyped } from "./elements";
import { check, selectOptions, submit, toggle } from "./forms";
import { focusFrom } from "./focus";
import { elementAt, newHand, spotOn, type Hand, type Spot } from "./hand";
import { leavePage, moveOver } from "./hover";
import { pressKey } from "./keys";
import { askMenu, letGo, pressClick, pressDown, pressTwice, pressUp, turnWheel } from "./press";
import { isPress, ownHandFor, refusalOf, type Grounds } from "./refusals";
import { placesOf, select, type RangeAction } from "./selecting";
import { watchShopper } from "./shopper";
import { typeText } from "./typing";

/** Four seconds of one participant's acts at the hub's limit; beyond it the page cannot follow and says so. */
export const MOST_WAITING = 256;

/** Milliseconds; acts go on without questions after that. */
const ASKER_WITHIN = 1000;

/** What control needs of Capture. */
export interface Captured {
  nodeOf(frame: string, id: number): Node | null;
  idOf(node: Node): [frame: string, id: number] | null;
  documentOf(frame: string): Document | null;
  isMasked(node: Node): boolean;
  isReserved(node: Node): boolean;
  flush(): void;
}

/** Questions to the shopper, and how whoever acted hears of them. */
export interface Shopper {
  /** Null when nobody can be asked: then what only the shopper can do is refused. */
  ready(): Promise<Asker | null>;
  asked(participant: string, seq: number): void;
  /** The address by which a page of the shop is reached; null for what is not the shop's, where the session could not follow. */
  way(address: string): string | null;
}

/** `places`: where the participant's caret is now, after an act that writes in what is edited in place. */
export type Report = (participant: string, seq: number, result: Result, places?: Places) => void;
type Waiting = [participant: string, seq: number, action: Action];

export class Control {
  readonly #top: Window;
  readonly #captured: Captured;
  readonly #grounds: Grounds;
  readonly #report: Report;
  readonly #hands = new Map<string, Hand>();
  readonly #tick = new MessageChannel();
  #queue: Waiting[] = [];
  #running = false;

  readonly #shopper: Shopper | null;
  #asker: Asker | null = null;
  #ready: Promise<Asker | null> | undefined;
  #settled: Promise<unknown> | undefined;

  constructor(top: Window, captured: Captured, report: Report, shopper: Shopper | null = null) {
    this.#shopper = shopper;
    this.#top = top;
    this.#captured = captured;
    this.#grounds = {
      isMasked: (node) => captured.isMasked(node),
      isReserved: (node) => captured.isReserved(node),
    };
    this.#report = report;
  }

  enqueue(participant: string, seq: number, action: Action): void {
    if (this.#queue.length >= MOST_WAITING) return this.#report(participant, seq, "busy");
    this.#queue.push([participant, seq, action]);
    this.#ready ??= this.#shopper?.ready().then((asker) => (this.#asker = asker));
    if (!this.#running) void this.#run();
  }

  /** What still waits is dropped. */
  stop(): void {
    this.#queue = [];
    this.#asker?.stop();
    this.#tick.port1.close();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const [participant, seq, action] = next;
      if (this.#ready && isPress(action)) await this.#askerIsThere();
      const act = this.#watch(participant, seq);
      const result = this.#carryOut(act, action);
      const hand = this.#handOf(participant);
      // Editors that put their work off to the end of the task have done it by then, and the shopper has typed nothing yet.
      await null;
      settleCaret(hand);
      // What frameworks put off to the end of the task belongs to the act. Timers would wait a second in a hidden tab.
      if (action[0] !== "move") await this.#turn();
      this.#captured.flush();
      // A question to the shopper has an answer of its own, later.
      const range = takeCaret(hand);
      if (!act.isAsked) act.report(result, (range && placesOf(this.#captured, range)) ?? undefined);
    }
    this.#running = false;
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#tick.port1.onmessage = () => resolve();
      this.#tick.port2.postMessage(null);
    });
  }

  /** An act that cannot be understood, or on which the page breaks, is told as invalid; the next one goes on. */
  #carryOut(act: Watched, action: Action): Result {
    try {
      return this.#act(act, action);
    } catch {
      return "invalid";
    }
  }

  /** The first press waits for the one who asks the shopper, since it may be one that needs it. */
  #askerIsThere(): Promise<unknown> {
    const timeUp = new Promise((resolve) => setTimeout(resolve, ASKER_WITHIN));
    return (this.#settled ??= Promise.race([this.#ready, timeUp]));
  }

  #watch(participant: string, seq: number): Watched {
    const act: Watched = {
      participant,
      isAsked: false,
      asked: () => {
        act.isAsked = true;
        this.#shopper?.asked(participant, seq);
      },
      report: (result, places) => this.#report(participant, seq, result, places),
    };
    return act;
  }

  /** Only pages of the shop: elsewhere the session could not follow. */
  #go(where: string): Result {
    const { history, location } = this.#top;
    if (where === "back") history.back();
    else if (where === "forward") history.forward();
    else if (where === "reload") location.reload();
    else {
      const way = this.#shopper ? this.#shopper.way(where) : ownWay(where, this.#top);
      if (way === null) return "invalid";
      location.assign(way);
    }
    return "ok";
  }

  #act(watched: Watched, action: Action): Result {
    if (action[0] === "go") return this.#go(action[1]);
    const hand = this.#handOf(watched.participant);
    const document = this.#captured.documentOf(action[1]);
    if (document) watchShopper(document);
    if (action[2] === 0) return actOnPage(hand, action, document);
    const node = this.#captured.nodeOf(action[1], action[2]);
    if (!node?.isConnected) return "gone";
    const named = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement;
    if (!named) return "gone";
    const element = isPointing(action) && isRoot(named) ? elementAt(named, action[3], action[4]) : named;
    const refusal = refusalOf(action, element, this.#grounds);
    if (refusal && action[0] === "up") letGo(hand);
    const own = refusal === "protected" && this.#shopper && ownHandFor(action, element);
    if (own) return this.#ask(hand, watched, own);
    if (refusal) return refusal;
    if (action[0] === "range") return select(hand, this.#captured, action, node);
    const carryOut = () => act(hand, action, element, named);
    return isPress(action) && this.#asker ? this.#asker.during(watched, element, carryOut) : carryOut();
  }

  #ask(hand: Hand, watched: Watched, element: Element): Result {
    hand.released = false;
    watched.isAsked = true;
    void this.#ready?.then((asker) => {
      const result = asker ? asker.press(watched, element) : "protected";
      if (result !== "ok") watched.report(result);
    });
    return "ok";
  }

  #handOf(participant: string): Hand {
    const hand = this.#hands.get(participant) ?? newHand();
    this.#hands.set(participant, hand);
    return hand;
  }
}

type OnElement = Exclude<Action, ["go", string] | RangeAction>;

/** `named` is the element that the act names, `element` the one that is meant by it. */
function act(hand: Hand, action: OnElement, element: Element, named: Element): Result {
  switch (action[0]) {
    case "input":
      return typeText(hand, element, action);
    case "select":
      return selectOptions(element, action[3]);
    case "check":
      return check(hand, element, action[3]);
    case "submit":
      return submit(element);
    case "toggle":
      return toggle(hand, element, action[3]);
    case "key":
      return done(pressIn(hand, element, action));
    case "focus":
      // Where the shop kept the Tab key, the mirror's own idea of where it leads does not count.
      return done(hand.isTabTaken ? null : focusFrom(element, true));
    case "scroll":
      return hand.isWheelTaken ? "invalid" : done(element.scrollTo(placeOf(action)));
    case "wheel":
      return turnWheel(hand, spotFor(action, element, named, action[7]), action[5], action[6])
        ? "ok"
        : "invalid";
    case "move":
      return done(moveOver(hand, spotFor(action, element, named, action[5])));
    default:
      return done(point(hand, action, spotFor(action, element, named, action[6], action[5])));
  }
}

/** In what is edited in place a key does what it does where this participant writes. */
function pressIn(hand: Hand, element: Element, action: KeyAction): void {
  const press = () => {
    hand.isTabTaken = !pressKey(element, ...key(action)) && action[3] === "Tab";
  };
  if (isEditable(element) && !isTyped(element)) writeAt(hand, editingHost(element) as HTMLElement, press);
  else press();
}

const done = (_: unknown): Result => "ok";
type KeyAction = Extract<Action, ["key", ...unknown[]]>;
const key = (action: KeyAction) => [action[3], action[4], action[5]] as const;

type Pointing = Extract<Action, [unknown, string, number, number, number, number, ...unknown[]]>;

type Press = Extract<Action, ["click" | "dblclick" | "contextmenu" | "down" | "up", ...unknown[]]>;

const isPointing = (action: Action): action is Pointing =>
  !/^(input|key|range)$/.test(action[0]) && action.length > 5;
const isRoot = (element: Element): boolean => element === element.ownerDocument.documentElement;

function spotFor(action: Pointing, element: Element, named: Element, mods: number, button = 0): Spot {
  return { ...spotOn(named, action[3], action[4], mods, button), element };
}

function point(hand: Hand, [name, , , , , , , count]: Press, spot: Spot): void {
  if (name === "down") pressDown(hand, spot, count);
  else if (name === "up") pressUp(hand, spot);
  else if (name === "click") pressClick(hand, spot, count);
  else if (name === "dblclick") pressTwice(hand, spot);
  else askMenu(hand, spot);
}

const placeOf = (action: Action): ScrollToOptions => ({
  left: action[3] as number,
  top: action[4] as number,
  behavior: "instant",
});

/** Without an element: the viewport scrolls, nothing is selected, the pointer is elsewhere. */
function actOnPage(hand: Hand, action: Action, document: Document | null): Result {
  const view = document?.defaultView;
  if (!view) return "gone";
  if (action[0] === "move") leavePage(hand);
  else if (action[0] === "range") selectRange(document);
  else if (action[0] !== "scroll") return "gone";
  else if (hand.isWheelTaken) return "invalid";
  else view.scrollTo(placeOf(action));
  return "ok";
}

/** Without anybody to ask, of this very host. */
const ownWay = (address: string, top: Window): string | null => {
  const url = URL.parse(address, top.location.href);
  return url?.origin === top.location.origin ? url.href : null;
};
