/**
 * What snapshots and changes hold: the vocabulary between capture (host page) and mirror. The hub never looks inside.
 * The prose is the last section of PROTOCOL.md.
 */

import type { Device } from "./device";

/** `0` or a flat list: name, value, name, value. A name with a space is `namespace qualified-name`. */
export type WireAttributes = 0 | readonly string[];

/** One node of a tree; ids are implicit: pre-order, a shadow root or template content before the children. */
export type WireNode = string | WireElement | WireOther;
/** `[name, attributes, ...children]` */
export interface WireElement extends ReadonlyArray<string | WireAttributes | WireNode> {
  readonly 0: string;
  readonly 1: WireAttributes;
}
/** `[SHADOW_ROOT, flags, ...children]` or `[TEMPLATE_CONTENT, ...children]` */
export interface WireFragment extends ReadonlyArray<number | WireNode> {
  readonly 0: 11 | 12;
}
export type WireOther =
  /** Text that is masked in whole or in part: see `MASKED_WORD`. */
  | readonly [type: 3, shape: string, widths: readonly number[]]
  | readonly [type: 4, data: string]
  | readonly [type: 7, target: string, data: string]
  | readonly [type: 8, data: string]
  | readonly [type: 10, name: string, publicId: string, systemId: string]
  | WireFragment;

/** Numbers in front of nodes that are not elements. */
export const MASKED_TEXT = 3;
export const CDATA = 4;
export const INSTRUCTION = 7;
export const COMMENT = 8;
export const DOCTYPE = 10;
export const SHADOW_ROOT = 11;
export const TEMPLATE_CONTENT = 12;

/** Flags of a shadow root. */
export const ROOT_CLOSED = 1;
export const ROOT_DELEGATES_FOCUS = 2;
export const ROOT_MANUAL_SLOTS = 4;
export const ROOT_CLONABLE = 8;
export const ROOT_SERIALIZABLE = 16;

/** In the shape of a masked text this stands for one word; its width in em is the next of the widths. */
export const MASKED_WORD = "\ue000";

/** Id of the document itself, and "none" where a sibling or an element is meant. */
export const DOCUMENT_ID = 0;
export const NONE = 0;

/** `count` of a rules op that replaces every rule. */
export const ALL_RULES = -1;

export const CHECKED = 1;
export const INDETERMINATE = 2;

/** Layer states of dialogs, popovers and what fills the screen. `REOPENED` moves an open one to the top of the top layer. */
export const CLOSED = 0;
export const OPEN = 1;
export const MODAL = 2;
export const REOPENED = 3;
export const FULL_SCREEN = 4;

/** How an animation stands: 0 running, 1 paused, 2 finished; its own time in ms, null on a timeline of scrolling; playback rate. */
export type Play = readonly [state: number, time: number | null, rate: number];

/**
 * 0: as the style sheet has it. The timeline: 0 that of the document, else 0 scroll or 1 view, the id of what scrolls or comes
 * into view, axis, start and end of the range.
 */
export type Effect =
  | 0
  | readonly [
      keyframes: readonly Record<string, unknown>[],
      timing: Record<string, unknown>,
      timeline: 0 | readonly [kind: 0 | 1, id: number, axis: string, start: string, end: string],
    ];

/** Offsets of a selection's places besides those in text: behind all that the node holds, and before the node. */
export const AT_END = -1;
export const BEFORE = -2;

/** Of a font, as its constructor takes them. */
export type FaceDescriptors = Readonly<Record<string, string>>;

export type Op =
  | readonly ["+", parent: number, before: number, first: number, nodes: readonly WireNode[]]
  | readonly ["z"]
  | readonly ["-", id: number]
  | readonly ["m", id: number, parent: number, before: number, gentle: 0 | 1]
  | readonly ["h", host: number, first: number, root: WireNode]
  | readonly ["a", id: number, attributes: readonly (string | null)[]]
  | readonly ["t", id: number, value: string]
  | readonly ["y", id: number, start: number, count: number, text: string]
  | readonly ["x", id: number, shape: string, widths: readonly number[]]
  | readonly ["s", id: number, x: number, y: number]
  | readonly ["v", id: number, value: string]
  | readonly ["c", id: number, bits: number]
  | readonly ["o", id: number, indices: readonly number[]]
  | readonly ["F", id: number, frame: string | null]
  | readonly ["S", sheet: number, text: string]
  | readonly ["A", root: number, sheets: readonly number[]]
  | readonly ["r", sheet: number, index: number, count: number, rules: readonly string[]]
  | readonly ["R", owner: number, index: number, count: number, rules: readonly string[]]
  | readonly ["e", sheet: number, disabled: 0 | 1, media: string]
  | readonly ["E", owner: number, disabled: 0 | 1, media: string]
  | readonly ["d", name: string, base: string, formAssociated: 0 | 1]
  | readonly ["L", id: number, state: number]
  | readonly ["n", slot: number, assigned: readonly number[]]
  | readonly ["i", id: number, currentSrc: string, width: number, height: number]
  | readonly ["b", url: string, type: string, base64: string]
  | readonly ["N", key: number, family: string | null, source: string, descriptors: FaceDescriptors]
  | readonly ["O", id: number, url: string, width: number, height: number]
  | readonly ["V", id: number, time: number, rate: number, paused: 0 | 1]
  | readonly ["C", id: number, picture: string]
  | readonly ["B", id: number, width: number, height: number]
  | readonly ["M", id: number, width: number, height: number]
  | readonly ["f", id: number, visible: 0 | 1]
  | readonly [
      "P",
      key: number,
      id: number,
      pseudo: string,
      kind: 0 | 1 | 2,
      name: string,
      effect: Effect,
      play: Play,
    ]
  | readonly ["p", key: number, play: Play]
  | readonly ["q", key: number]
  | readonly ["H", state: string, ids: readonly number[]]
  | readonly ["K", id: number, states: readonly string[]]
  | readonly ["Q", definition: PropertyDefinition]
  | readonly ["k", start: number, offset: number, end: number, offset: number]
  | readonly ["u", url: string, base: string]
  | readonly ["w", width: number, height: number, dpr: number]
  | readonly ["W", ...view: View]
  | readonly ["D", device: Device]
  | readonly ["l", fonts: readonly (string | number)[], sample: string];

/** The part of the layout viewport that is seen, and how much larger; width 0: all of it. */
export type View = readonly [scale: number, x: number, y: number, width: number, height: number];
export const WHOLE: View = [1, 0, 0, 0, 0];

export interface SnapshotMeta {
  url: string;
  /** The document's base URL as the host resolves it. */
  base: string;
  compat: "CSS1Compat" | "BackCompat";
  viewport: readonly [width: number, height: number, dpr: number];
}

export type Snapshot = readonly [
  meta: SnapshotMeta,
  first: number,
  nodes: readonly WireNode[],
  state: readonly Op[],
];
