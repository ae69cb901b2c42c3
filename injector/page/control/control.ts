/**
 * The hands of others on the shopper's page. Acts are carried out one after the other in the hub's order; each is answered when what it
 * changed has been captured, so a viewer hears "done" after having seen it. Nothing here knows of sockets.
 */
import type { Action, Result } from "../../../alongside/wire/messages";
import { check, selectOptions, submit, toggle } from "./forms";
import { focusFrom } from "./focus";
import { pressKey } from "./keys";
import { askMenu, moveOver, newHand, pressClick, pressDown, pressTwice, pressUp, type Hand } from "./press";
import { refusalOf, type Grounds } from "./refusals";
import { typeText } from "./typing";

/** Four seconds of one participant's acts at the hub's limit; beyond it the page cannot follow and says so. */
export const MOST_WAITING = 256;

/** What control needs of Capture. */
export interface Captured {
  nodeOf(frame: string, id: number): Node | null;
  documentOf(frame: string): Document | null;
  isMasked(node: Node): boolean;
  isReserved(node: Node): boolean;
  flush(): void;
}

type Report = (participant: string, seq: number, result: Result) => void;
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

  constructor(top: Window, captured: Captured, report: Report) {
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
    if (!this.#running) void this.#run();
  }

  /** What still waits is dropped. */
  stop(): void {
    this.#queue = [];
    this.#tick.port1.close();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const [participant, seq, action] = next;
      const result = this.#carryOut(participant, action);
      // What frameworks put off to the end of the task belongs to the act. Timers would wait a second in a hidden tab.
      if (action[0] !== "move") await this.#turn();
      this.#captured.flush();
      this.#report(participant, seq, result);
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
  #carryOut(participant: string, action: Action): Result {
    try {
      return this.#act(this.#handOf(participant), action);
    } catch {
      return "invalid";
    }
  }

  #act(hand: Hand, action: Action): Result {
    if (action[0] === "go") return go(this.#top, action[1]);
    if (action[0] === "scroll" && action[2] === 0)
      return scroll(this.#captured.documentOf(action[1]), action[3], action[4]);
    const element = this.#captured.nodeOf(action[1], action[2]);
    if (!element?.isConnected || element.nodeType !== Node.ELEMENT_NODE) return "gone";
    return refusalOf(action, element as Element, this.#grounds) ?? act(hand, action, element as Element);
  }

  #handOf(participant: string): Hand {
    const hand = this.#hands.get(participant) ?? newHand();
    this.#hands.set(participant, hand);
    return hand;
  }
}

function act(hand: Hand, action: Exclude<Action, ["go", string]>, element: Element): Result {
  switch (action[0]) {
    case "input":
      return typeText(element, action[3], action[4], action[5], action[6]);
    case "select":
      return selectOptions(element, action[3]);
    case "check":
      return check(hand, element, action[3]);
    case "submit":
      return submit(element);
    case "toggle":
      return toggle(hand, element, action[3]);
    case "key":
      return done(pressKey(element, action[3], action[4], action[5]));
    case "focus":
      return done(focusFrom(element));
    case "scroll":
      return done(element.scrollTo({ left: action[3], top: action[4], behavior: "instant" }));
    case "move":
      return done(moveOver(hand, { element, x: action[3], y: action[4], mods: action[5], button: -1 }));
    default:
      return done(point(hand, action, element));
  }
}

const done = (_: void): Result => "ok";

type Pointing = Extract<Action, [unknown, string, number, number, number, number, number]>;

function point(hand: Hand, action: Pointing, element: Element): void {
  const spot = { element, x: action[3], y: action[4], button: action[5], mods: action[6] };
  const name = action[0];
  if (name === "down") pressDown(hand, spot);
  else if (name === "up") pressUp(hand, spot);
  else if (name === "click") pressClick(hand, spot);
  else if (name === "dblclick") pressTwice(spot);
  else askMenu(hand, spot);
}

function scroll(document: Document | null, left: number, top: number): Result {
  if (!document?.defaultView) return "gone";
  document.defaultView.scrollTo({ left, top, behavior: "instant" });
  return "ok";
}

/** Only pages of the shop: elsewhere the session could not follow. */
function go(top: Window, where: string): Result {
  if (where === "back") top.history.back();
  else if (where === "forward") top.history.forward();
  else if (where === "reload") top.location.reload();
  else return goTo(top, where);
  return "ok";
}

function goTo(top: Window, address: string): Result {
  const url = URL.parse(address, top.location.href);
  if (url?.origin !== top.location.origin) return "invalid";
  top.location.assign(url.href);
  return "ok";
}
