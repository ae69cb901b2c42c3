/**
 * Text frames to messages and back, with a light check of their shape: how many fields, and of which kind. An unknown type is null,
 * a known type of the wrong shape throws WireError. Each direction is a value of its own, so that a bundle holds what it uses.
 */
import type { HostToHub, HubToHost, HubToViewer, ViewerToHub } from "./messages";

export class WireError extends Error {}

/** One letter a field: string, number, boolean, object, array, number or null, object or null, any. */
type Kind = "s" | "n" | "b" | "o" | "a" | "0" | "?" | "*";
type Shapes = Readonly<Record<string, string>>;

export interface Decoder<T> {
  (text: string): T | null;
}

const speaker = { say: "so", typing: "b", read: "n", recall: "n", call: "a" };
const listener = { said: "n?", unsaid: "s", talk: "nano", typing: "sb", read: "sn", call: "a" };
const records = { snap: "ssn*", change: "ssn*", digest: "ssns", gone: "ss" };

export const decodeFromHost = decoder<HostToHub>({
  ...records,
  ...speaker,
  hello: "o",
  done: "sns",
  asked: "sn",
  caret: "sna",
  point: "s00",
  mark: "sa",
  tab: "b",
  answer: "ssb",
  lead: "s",
  freeze: "b",
  remove: "s",
  guide: "b",
  page: "o",
  ping: "n",
});

export const decodeForHost = decoder<HubToHost>({
  ...listener,
  welcome: "o",
  ack: "ssn",
  want: "s",
  need: "ss",
  act: "sna",
  ask: "sss",
  point: "ss00",
  mark: "sa",
  who: "a",
  lead: "sb",
  guide: "b",
  state: "s",
  active: "b",
  rules: "o",
  pong: "n",
});

export const decodeFromViewer = decoder<ViewerToHub>({
  ...speaker,
  hello: "o",
  act: "na",
  point: "s00",
  mark: "a",
  want: "s",
  need: "ss",
  tab: "s",
  fonts: "a",
  leave: "",
  end: "",
  ping: "n",
});

export const decodeForViewer = decoder<HubToViewer>({
  ...records,
  ...listener,
  welcome: "o",
  done: "ns",
  asked: "n",
  caret: "na",
  point: "ss00",
  mark: "sa",
  who: "a",
  lead: "sba",
  guide: "b",
  tabs: "a",
  answer: "sb",
  state: "s",
  page: "o",
  away: "b",
  pong: "n",
});

/** The frame's text: compact JSON. */
export function encode(message: HostToHub | HubToHost | ViewerToHub | HubToViewer): string {
  return JSON.stringify(message);
}

function decoder<T>(shapes: Shapes): Decoder<T> {
  return (text) => {
    const frame = parse(text);
    const [type, ...fields] = frame;
    if (typeof type !== "string") throw new WireError("a frame without a type");
    const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
    if (shape === undefined) return null;
    const fits = [...shape].every((kind, i) => i < fields.length && isOf(kind as Kind, fields[i]));
    if (!fits) throw new WireError(`${type} of the wrong shape`);
    return frame as T;
  };
}

function parse(text: string): unknown[] {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch (error) {
    throw new WireError(String(error));
  }
  if (!Array.isArray(frame)) throw new WireError("a frame that is no array");
  return frame;
}

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case "s":
      return typeof value === "string";
    case "n":
      return typeof value === "number";
    case "b":
      return typeof value === "boolean";
    case "a":
      return Array.isArray(value);
    case "o":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "?":
      return typeof value === "object" && !Array.isArray(value);
    case "0":
      return value === null || typeof value === "number";
    case "*":
      return true;
  }
}
