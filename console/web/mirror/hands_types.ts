/**
 * What the mirror of one frame gives to the code that carries its person's hands (hands.ts) and what it expects back.
 * Nothing here builds nodes: mirror_frame.ts does that and calls hands.
 */
import type { Action, Result } from "../../../alongside/wire/messages";

export interface HandsContext {
  /** The frame whose nodes `idOf` knows; "0" is the top document. */
  readonly frame: string;
  readonly document: Document;
  /** Id of a mirrored node; null for what the host does not have (our own `base`, styles, pointers). Shadow trees too. */
  idOf(node: Node): number | null;
  nodeOf(id: number): Node | null;
  /** Hands an act to the embedder and returns its seq; the fate comes back through `Hands.done`. */
  send(action: Action): number;
  /** Whether this person may act now; may change at any time. */
  mayAct(): boolean;
  /** Presence: this person's pointer in CSS pixels of this frame's viewport, null when it left. */
  point(x: number | null, y: number | null): void;
}

/**
 * The hands of one frame's mirror. A node with an edit that the host has not confirmed is pending: the mirror holds back
 * value, checked, selected and scroll ops for it, and applies the last one held of each kind when `onSettled` is called.
 * Listeners sit on the document and see shadow trees through composedPath(); closed roots are mirrored as open ones.
 */
export interface Hands {
  done(seq: number, result: Result): void;
  isPending(node: Node): boolean;
  onSettled(callback: (node: Node) => void): void;
  /** Drops every listener; called before a new snapshot replaces the document and when the frame goes. */
  detach(): void;
}

export type AttachHands = (context: HandsContext) => Hands;
