/**
 * What the hands of a frame want picked, and what came of it, as plain data: a control in a frame of the page is picked for in the mirror
 * around all frames, where a popup has the room that the browser's own would have.
 */

/** The control's border box in CSS pixels of the viewport, and how it is written and lit. */
export interface Anchor {
  x: number;
  y: number;
  width: number;
  height: number;
  rtl: boolean;
  dark: boolean;
}

/** A row of a list of options; `index` is its place among all options of the select. */
export interface OptionRow {
  is: "option";
  index: number;
  text: string;
  isDisabled: boolean;
  isChosen: boolean;
  isGrouped: boolean;
}
export type Row = OptionRow | { is: "group"; text: string } | { is: "line" };

export interface SelectAsk {
  kind: "select";
  anchor: Anchor;
  label: string;
  isMultiple: boolean;
  rows: Row[];
}

export type FieldType = "date" | "month" | "week" | "time" | "datetime-local" | "color";

/** An input whose value the browser would offer a popup for; `min` to `initial` are its attributes. */
export interface FieldAsk {
  kind: "field";
  anchor: Anchor;
  label: string;
  type: FieldType;
  value: string;
  min: string;
  max: string;
  step: string;
  initial: string;
  isRequired: boolean;
  /** Colours that the shop suggests. */
  swatches: string[];
}

export interface Suggestion {
  value: string;
  label: string;
}

/** Suggestions under a field that keeps the focus; asked anew whenever they or the marked one (-1: none) change. */
export interface SuggestAsk {
  kind: "suggest";
  anchor: Anchor;
  items: Suggestion[];
  marked: number;
}

export type Ask = SelectAsk | FieldAsk | SuggestAsk;

/** `live`: so far; the popup stays. `chosen`: that is it; the popup is gone. `left`: gone without a choice. */
export type Answer = ["live" | "chosen", value: string | number[]] | ["left"];
export type Answered = (answer: Answer) => void;

/** What a popup shows. */
export interface View {
  element: HTMLElement;
  /** Puts the focus where a key finds it. */
  focus(): void;
  /** A press beside the popup: what has been set so far is meant. Without it, such a press leaves. */
  settle?(): void;
  /** Escape. Without it, Escape leaves. */
  cancel?(): void;
}
