/**
 * What the mirror of one frame gives to the code that carries its person's hands (hands.ts) and what it expects back.
 * Nothing here builds nodes: that is the mirror's work.
 */
import type { Action, Places, Result } from "../../../alongside/wire/messages";
import type { HandSeen } from "./hands_seen";
import type { Answered, Ask } from "./picker_types";

export interface HandsContext {
  /** The frame whose nodes `idOf` knows; "0" is the top document. */
  readonly frame: string;
  readonly document: Document;
  /** Id of a mirrored node; null for what the host does not have (our own `base`, styles, pointers). Shadow trees too. */
  idOf(node: Node): number | null;
  nodeOf(id: number): Node | null;
  /**
   * The innermost node that an event listened to on `document` belongs to, inside open and closed shadow trees too. Closed
   * roots are mirrored as closed ones, so `event.target` and `composedPath()` stop at their hosts.
   */
  targetOf(event: Event): Node | null;
  /**
   * Calls back for every shadow root, those that are there and those that come. For events that are not composed and so
   * never reach `document` from a shadow tree: scroll, change, submit, reset, toggle, select, selectionchange.
   */
  onRoot(callback: (root: ShadowRoot) => void): void;
  /** Hands an act to the embedder and returns its seq; the fate comes back through `Hands.done`. */
  send(action: Action): number;
  /** Whether this person may act now; may change at any time. */
  mayAct(): boolean;
  /** Shows a popup of ours in place of the browser's, at most one at a time; null takes it away. */
  pick(ask: Ask, answered: Answered): void;
  pick(ask: null): void;
  /** Presence: this person's pointer in CSS pixels of this frame's viewport, null when it left. */
  point(x: number | null, y: number | null): void;
  /** Scrolling alone; without it this person's scrolling is always the shopper's, too. */
  readonly look?: { readonly isFree: boolean; moved(node: Node): void };
  /** `node` does not reach so far as the mirror has brought it; nobody scrolled. */
  cutShort?(node: Node): void;
  /** Where hands were; without it all that happens here is a person's. */
  readonly seen?: HandSeen;
  /** The browser scrolled `node`; nobody here did. */
  putBack?(node: Node): void;
}

/**
 * The hands of one frame's mirror. A node with an edit that the host has not confirmed is pending: the mirror holds back
 * value, checked, selected and scroll ops for it, and applies the last one held of each kind when `onSettled` is called.
 */
export interface Hands {
  done(seq: number, result: Result): void;
  /** Where the person's caret is in what is edited in place, now that an act of theirs was carried out. */
  caret(places: Places): void;
  isPending(node: Node): boolean;
  onSettled(callback: (node: Node, wasRefused: boolean) => void): void;
  /** The mirror scrolled `node` (the document for the viewport) to this place: the scroll event it sets off is no act. */
  scrolled(node: Node, x: number, y: number): void;
  /** Drops every listener; called before a new snapshot replaces the document and when the frame goes. */
  detach(): void;
}

export type AttachHands = (context: HandsContext) => Hands;
