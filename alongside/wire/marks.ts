/** What people point out on the page. What the messages mean stands in PROTOCOL.md. */

/** A node, and a part of its border box as fractions of the box. */
export type Spot = [
  frame: string,
  epoch: string,
  id: number,
  x: number,
  y: number,
  width: number,
  height: number,
];

export type Draw = ["draw", frame: string, epoch: string, id: number, stroke: number, points: number[]];

export type Mark =
  /** All that the person has highlighted now. */
  ["highlight", Spot[]] | Draw | ["look", Spot] | ["again"];

/** Highlights that one person has at a time. */
export const MOST_HIGHLIGHTS = 8;
/** Numbers in the points of one message of a drawing. */
export const MOST_NUMBERS = 128;
