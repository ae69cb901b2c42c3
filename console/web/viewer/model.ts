/** What a viewer knows of its session, and how each message of the hub changes it. Pure; the edges are in viewer.ts. */
import type {
  ActionName,
  HubToViewer,
  Kind,
  Participant,
  State,
  Tab,
  Tool,
  ViewerWelcome,
} from "../../../alongside/wire/messages";
import type { Fate } from "./texts";

/** `stopped` is final; `code` says why (a close code as text, an API error code, or `left`). */
export type Link = { is: "opening" } | { is: "live" } | { is: "again" } | { is: "stopped"; code: string };

export interface ViewerModel {
  link: Link;
  session: string;
  state: State | null;
  kind: Kind;
  you: string;
  participants: Participant[];
  may: ActionName[];
  /** Who leads among the friends, "" for everyone; nobody but the shopper acts while it is paused. */
  lead: string;
  frozen: boolean;
  /** The shopper is asked before others open a page by its address. */
  asks: boolean;
  url: string;
  title: string;
  /** The host page's connection is lost: on its way to another page, or gone. */
  away: boolean;
  /** A page load was asked for or begun, and the mirror does not show the new page yet. */
  turning: boolean;
  /** The mirror shows a page. */
  shown: boolean;
  /** Font families that look otherwise here than on the host. */
  fonts: string[];
  /** This person looks around alone instead of following the shopper's scrolling. */
  free: boolean;
  /** What this person's presses on the mirror mean, and how many highlights are theirs. */
  tool: Tool;
  highlights: number;
  /** Two items are being chosen, to be laid side by side. */
  choosing: boolean;
  /** The shopper's tabs, when there are several. */
  tabs: Tab[];
  /** The tab that was asked for and not answered about. */
  asking: string;
  /** The last refusal or question to the shopper worth telling; counts up so that the same one can be told twice. */
  told: { fate: Fate; count: number } | null;
}

export const EMPTY: ViewerModel = {
  link: { is: "opening" },
  session: "",
  state: null,
  kind: "help",
  you: "",
  participants: [],
  may: [],
  lead: "",
  frozen: false,
  asks: false,
  url: "",
  title: "",
  away: false,
  turning: false,
  shown: false,
  fonts: [],
  free: false,
  tool: "point",
  highlights: 0,
  choosing: false,
  tabs: [],
  asking: "",
  told: null,
};

export function applyMessage(model: ViewerModel, message: HubToViewer): ViewerModel {
  switch (message[0]) {
    case "welcome":
      return welcome(model, message[1]);
    case "who":
      return { ...model, participants: message[1] };
    case "lead":
      return { ...model, lead: message[1], frozen: message[2], may: message[3] };
    case "guide":
      return { ...model, asks: message[1] };
    case "state":
      return { ...model, state: message[1] };
    case "page":
      return { ...model, url: message[1].url, title: message[1].title };
    case "tabs":
      return { ...model, tabs: message[1].length > 1 ? message[1] : [] };
    case "answer":
      return answered(model, message[1], message[2]);
    case "away":
      return { ...model, away: message[1] };
    case "snap":
      return message[1] === "0" ? { ...model, turning: true, away: false } : model;
    case "gone":
      return message[1] === "0" ? { ...model, turning: true } : model;
    default:
      return model;
  }
}

export function applyFonts(model: ViewerModel, families: string[]): ViewerModel {
  return { ...model, fonts: [...new Set([...model.fonts, ...families])] };
}

/** The mirror has painted a snapshot of the top document. */
export function applyReady(model: ViewerModel): ViewerModel {
  return { ...model, shown: true, turning: false };
}

export function applyFate(model: ViewerModel, fate: Fate): ViewerModel {
  return { ...model, told: { fate, count: (model.told?.count ?? 0) + 1 } };
}

export function shopperOf(model: ViewerModel): Participant | null {
  return model.participants.find((participant) => participant.role === "shopper") ?? null;
}

export function selfOf(model: ViewerModel): Participant | null {
  return model.participants.find((participant) => participant.id === model.you) ?? null;
}

/** Who may only watch points at nothing. */
export function toolsFor(model: ViewerModel): Tool[] {
  const self = selfOf(model);
  if (!self || self.role === "supervisor") return [];
  return model.may.includes("scroll")
    ? ["point", "highlight", "draw", "look"]
    : ["point", "highlight", "draw"];
}

/** Whether this person may bring the shopper to a page by its address, at once. */
export const mayGuide = (model: ViewerModel): boolean => model.may.includes("go") && !model.asks;

export function maySuggest(model: ViewerModel): boolean {
  const role = selfOf(model)?.role;
  return role === "rep" || role === "friend";
}

/** What a person sees of the connection, the most important first. */
export type Phase = "stopped" | "ended" | "opening" | "again" | "waiting" | "away" | "turning" | "live";

const ENDED_CODES: ReadonlySet<string> = new Set(["4410", "session-ended"]);

export function phaseOf(model: ViewerModel): Phase {
  if (model.state === "ended") return "ended";
  if (model.link.is === "stopped") return ENDED_CODES.has(model.link.code) ? "ended" : "stopped";
  if (model.link.is === "again") return "again";
  if (model.link.is === "opening") return "opening";
  if (model.away) return "away";
  if (!model.shown) return "waiting";
  return model.turning ? "turning" : "live";
}

function answered(model: ViewerModel, tab: string, isShown: boolean): ViewerModel {
  const after = { ...model, asking: model.asking === tab ? "" : model.asking };
  return isShown ? { ...after, turning: true } : applyFate(after, "tab");
}

function welcome(model: ViewerModel, { recovered: _, ...body }: ViewerWelcome): ViewerModel {
  return { ...model, ...body, link: { is: "live" }, away: false, tabs: [] };
}
