/**
 * The frames of PROTOCOL.md as types. What an op or a snapshot holds is in ops.ts; this file knows only how frames travel.
 */
import type { CallBy, CallOf } from "./call";
import type { AskFirst, FromOwner, Leading, ToFollower, ToOwner } from "./leading";
import type { Mark } from "./marks";
import type { Item } from "../ui/items";
import type { Op, Snapshot, View } from "./ops";
import type { FromSpeaker, ToListener } from "./talk";

export const SUBPROTOCOL = "alongside.1";

export type Role = "shopper" | "rep" | "friend" | "supervisor";
export type State = "waiting" | "active" | "ended";
export type Kind = "help" | "friend" | "callback";
export type Refusal =
  | "not-allowed"
  | "masked"
  | "noremote"
  | "protected"
  | "gone"
  | "away"
  | "busy"
  | "invalid"
  | "declined"
  | "expired";
export type Result = "ok" | Refusal;

/** How an `input` stands: 0 more may follow, 1 the editing has ended, 2 chosen in a picker, which ends it too. */
export type InputHow = 0 | 1 | 2;

/** (epoch, offset): where one stands in a frame's page log. */
export type Position = [epoch: string, offset: number];
export type Positions = Record<string, Position>;

export interface Participant {
  id: string;
  role: Role;
  name: string;
  color: string;
  here: boolean;
}

export interface Page {
  url: string;
  title: string;
}

/** One of the shopper's tabs; the active one is the one that is mirrored. */
export interface Tab extends Page {
  id: string;
  visible: boolean;
  active: boolean;
}

/**
 * Why a viewer wants a snapshot: records are missing, or its copy differs in this part of the digest, or an op could not be
 * carried out.
 */
export type Why = "gap" | "structure" | "text" | "attributes" | "state" | "sheets" | "op";

export type LogRecord =
  | ["snap", frame: string, epoch: string, offset: number, snapshot: Snapshot]
  | ["change", frame: string, epoch: string, offset: number, ops: Op[]]
  | ["digest", frame: string, epoch: string, offset: number, digest: string]
  | ["gone", frame: string, epoch: string];

/** Modifier keys as a bit set: 1 alt, 2 ctrl, 4 meta, 8 shift. */
export type Mods = number;

export type Action =
  | ["move", frame: string, id: number, x: number, y: number, mods: Mods]
  /** `count`: how many presses in a row this is, 1 when it is not said. */
  | [
      "down" | "up" | "click" | "dblclick" | "contextmenu",
      frame: string,
      id: number,
      x: number,
      y: number,
      button: number,
      mods: Mods,
      count?: number,
    ]
  | [
      "input",
      frame: string,
      id: number,
      value: string,
      start: number,
      end: number,
      how?: InputHow,
      base?: string | null,
      kind?: string,
    ]
  | ["select", frame: string, id: number, indices: number[]]
  | ["check", frame: string, id: number, checked: boolean]
  | ["key", frame: string, id: number, key: string, code: string, mods: Mods]
  | ["scroll", frame: string, id: number, x: number, y: number]
  | ["wheel", frame: string, id: number, x: number, y: number, dx: number, dy: number, mods: Mods]
  | ["range", frame: string, id: number, offset: number, other: number, end: number]
  | ["submit", frame: string, id: number]
  | ["focus", frame: string, id: number]
  | ["toggle", frame: string, id: number, open: boolean]
  | ["go", where: string];
export type ActionName = Action[0];
/** What a press on a mirror means: an act, or something pointed out. */
export type Tool = "point" | "highlight" | "draw" | "look";

/** A selection: node and offset of its beginning and of its end, as the op `k` has them. */
export type Places = [start: number, startOffset: number, end: number, endOffset: number];

export interface HostHello extends Page {
  tab: string;
  lang: string;
  visible: boolean;
  viewport: [width: number, height: number, dpr: number];
}

export type HostToHub =
  | ["hello", HostHello]
  | LogRecord
  | ["done", participant: string, seq: number, result: Result]
  | ["asked", participant: string, seq: number]
  | ["caret", participant: string, seq: number, places: Places]
  | ["point", frame: string, x: number | null, y: number | null]
  | ["mark", participant: string, mark: Mark]
  | ["tab", visible: boolean]
  | ["answer", participant: string, tab: string, shown: boolean]
  | ["page", Page]
  | FromOwner
  | FromSpeaker
  | CallBy
  | ["ping", n: number];

/** CSS selectors from the retailer's settings: shown as blocks, as a grey box, closed to remote presses. */
export interface Rules {
  mask: string[];
  block: string[];
  noremote: string[];
}

/** Another public host of the shop: its origin, and whether this session's cookies reach it. */
export interface Neighbour {
  url: string;
  joined: boolean;
}

export interface HostWelcome extends Leading {
  session: string;
  state: State;
  kind: Kind;
  you: string;
  participants: Participant[];
  active: boolean;
  code: string | null;
  expires: number;
  lang: string;
  rules: Rules;
  hosts: Neighbour[];
}

export type HubToHost =
  | ["welcome", HostWelcome]
  | ["ack", frame: string, epoch: string, offset: number]
  | ["want", frame: string]
  | ["need", frame: string, url: string]
  | ["act", participant: string, seq: number, action: Action]
  | ["ask", participant: string, tab: string, title: string]
  | ["point", participant: string, frame: string, x: number | null, y: number | null]
  | ["mark", participant: string, mark: Mark]
  | ["who", Participant[]]
  | ToOwner
  | AskFirst
  | ["state", State]
  | ["active", boolean]
  | ["rules", Rules]
  | ToListener
  | CallOf
  | ["pong", n: number];

export interface ViewerHello {
  ticket: string;
  position: Positions;
  visible: boolean;
}

export type ViewerToHub =
  | ["hello", ViewerHello]
  | ["act", seq: number, action: Action]
  | ["point", frame: string, x: number | null, y: number | null]
  | ["mark", mark: Mark]
  | ["want", frame: string, why: Why]
  | ["tab", id: string]
  | ["need", frame: string, url: string]
  | ["fonts", families: string[]]
  | FromSpeaker
  | CallBy
  | ["leave"]
  | ["end"]
  | ["ping", n: number];

export interface ViewerWelcome extends Page, Leading {
  session: string;
  state: State;
  kind: Kind;
  you: string;
  participants: Participant[];
  may: ActionName[];
  recovered: boolean;
}

export type HubToViewer =
  | ["welcome", ViewerWelcome]
  | LogRecord
  | ["done", seq: number, result: Result]
  | ["asked", seq: number]
  | ["caret", seq: number, places: Places]
  | ["point", participant: string, frame: string, x: number | null, y: number | null]
  | ["mark", participant: string, mark: Mark]
  | ["who", Participant[]]
  | ToFollower
  | AskFirst
  | ["tabs", Tab[]]
  | ["answer", tab: string, shown: boolean]
  | ["state", State]
  | ["page", Page]
  | ["away", boolean]
  | ToListener
  | CallOf
  | ["pong", n: number];

/**
 * Between the embedding page (join page or desk) and the mirror document, over a MessagePort. The mirror gets records and says
 * what its person did; it never sees a ticket, a cookie or a socket.
 */
export type ToMirror =
  | LogRecord
  | ["done", seq: number, result: Result]
  | ["caret", seq: number, places: Places]
  | ["point", participant: string, frame: string, x: number | null, y: number | null]
  | ["mark", participant: string, mark: Mark]
  | ["who", Participant[], you: string]
  /** Whether this person may act, and how the mirror behaves: `plain` shows no pointers, `free` leaves the scrolling to this person. */
  | ["mode", { act: boolean; plain: boolean; lang: string; free?: boolean }]
  /** Bring the shopper's page to where this person is in it. */
  | ["bring"]
  /** Go to this place of the page, while looking around alone. */
  | ["look", x: number, y: number]
  /** How large the mirror is shown; what it draws itself keeps a size that can be read. */
  | ["scale", number]
  /** What this person's presses mean. */
  | ["tool", Tool]
  /** Presses on links choose their pages, instead of going there. */
  | ["choosing", boolean]
  /** From now on this is what is looked at. */
  | ["shown"]
  /** Forget every frame and say `up` again: another page may be built here later. */
  | ["reset"];

export type FromMirror =
  | ["up"]
  | ["position", Positions]
  /** Size of the mirrored viewport in CSS pixels, and how many pixels its browser lays out with to each; the embedder sizes the iframe to it, scales it and cuts out what is seen. */
  | ["size", width: number, height: number, density: number, view: View]
  /** First complete painting of a frame "0" snapshot, and after each later one. */
  | ["ready", epoch: string]
  /** `leads`: to another page, as far as can be seen here. */
  | ["act", seq: number, action: Action, leads?: boolean]
  | ["point", frame: string, x: number | null, y: number | null]
  /** What this person points out: of highlights the one that was pressed. */
  | ["mark", mark: Mark]
  /** Another tool was chosen by a key; null: this person's highlights are to go. */
  | ["tool", Tool | null]
  /** `turn`: the digest's that differs, when that is why. */
  | ["want", frame: string, why: Why, turn?: number]
  | ["need", frame: string, url: string]
  /** Font families that are set otherwise here than on the host. */
  | ["fonts", families: string[]]
  /** From this person's view to the shopper's, and where this person is in the page; CSS pixels. */
  | ["sight", { ahead: [x: number, y: number]; own: [x: number, y: number] }]
  /** An item of the shop was pressed, or is carried to this place, dropped there, or held no more; CSS pixels of the mirror's viewport. */
  | ["item", "press" | "carry" | "drop" | "lost", item: Item, x: number, y: number]
  /** The key for following or looking around was pressed. */
  | ["turn"]
  /** A refusal worth telling the person, already in `lang` of `mode`. */
  | ["refused", Result];
