/** Ops of what moves and of states beyond the tree: the part of the table in apply.ts that motion.ts, states.ts and selection.ts carry out. */
import type { Effect, Op } from "../../../alongside/wire/ops";
import type { Applier } from "./apply";
import { withGrey } from "./painting";
import { leaveTrace } from "./traces";

type Codes = "P" | "p" | "q" | "H" | "K" | "Q" | "k";
type Table = {
  [C in Codes]: (this: Applier, op: Extract<Op, readonly [C, ...unknown[]]>, node: Node | null) => void;
};

export const MOTION_TABLE: Table = {
  P([, key, id, pseudo, kind, name, effect, play]) {
    this.motion.define(key, this.nodes.nodeOf(id) as Element, pseudo, kind, name, shown(effect), play);
  },
  p([, key, play]) {
    this.motion.play(key, play);
  },
  q([, key]) {
    this.motion.end(key);
  },
  H([, state, ids]) {
    const all = ids.map((id) => this.nodes.nodeOf(id) as Element | null);
    const elements = all.filter((each) => each !== null);
    if (state === "invalid") this.validity.set(elements);
    else this.states.set(state, elements);
  },
  K([, , names], node) {
    this.custom.set(node as HTMLElement, names);
  },
  Q([, definition]) {
    registerProperty(definition);
  },
  k([, start, startOffset, end, endOffset]) {
    const [from, to] = [start, end].map((id) => (id ? this.nodes.nodeOf(id) : null));
    this.selection.set(from!, startOffset, to!, endOffset);
  },
};

/** With grey in place of masked pictures. */
function shown(effect: Effect): Effect {
  const text = JSON.stringify(effect);
  if (!text.includes("•")) return effect;
  const grey = (_: string, value: unknown) => (typeof value === "string" ? withGrey("style", value) : value);
  return JSON.parse(text, grey) as Effect;
}

function registerProperty(definition: PropertyDefinition): void {
  try {
    CSS.registerProperty(definition);
    leaveTrace();
  } catch {
    // a page before this one registered it, or this browser does not know its syntax
  }
}
