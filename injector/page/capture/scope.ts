/** What the parts of one frame's capture share. */
import type { Ids } from "./ids";
import type { Masks } from "./masks";
import type { Slice } from "./slice";

export interface Scope {
  readonly document: Document;
  readonly window: Window & typeof globalThis;
  readonly ids: Ids;
  readonly masks: Masks;
  /** How much may be told in this flush. */
  readonly slice: Slice;
  /** The attributes of an element as they are sent. */
  sent(element: Element): readonly string[];
  /** Listens to a root and watches it. */
  observe(root: Node): void;
  /** A known node stands elsewhere. */
  moved(): void;
  /** Something is to be told: flush in the next frame. */
  wake(): void;
  /** Tells all anew: what was told before is too much to keep. */
  snapshot(): void;
}
