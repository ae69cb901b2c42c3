/** Freehand drawings: strokes that hang on the element under their beginning, and fade a while after the hand has left them. */
import type { Draw } from "../wire/marks";
import type { Box } from "./boxes";

/** Milliseconds for which a stroke stands, and in which it fades. */
export const STANDS_FOR = 5000;
export const FADES_IN = 1200;
/** Of each person; more, and the oldest goes. */
const MOST_STROKES = 24;
/** Numbers of one stroke. */
const LONGEST = 4096;

interface Stroke {
  who: string;
  draw: Draw;
  points: number[];
  /** When its last points came. */
  at: number;
  element: SVGElement;
}

export class Strokes {
  readonly element: SVGElement;
  readonly #document: Document;
  readonly #anchorOf: (draw: Draw) => Box | null;
  #strokes: Stroke[] = [];

  constructor(document: Document, anchorOf: (draw: Draw) => Box | null) {
    this.#document = document;
    this.#anchorOf = anchorOf;
    this.element = this.#make("svg");
    this.element.setAttribute("class", "strokes");
  }

  get isBusy(): boolean {
    return this.#strokes.length > 0;
  }

  take(who: string, draw: Draw, color: string, at: number): void {
    const known = this.#strokes.find((one) => one.who === who && one.draw[4] === draw[4]);
    const stroke = known ?? this.#begin(who, draw, color, at);
    stroke.at = at;
    if (stroke.points.length < LONGEST) stroke.points.push(...draw[5]);
  }

  draw(at: number): void {
    for (const stroke of this.#strokes) {
      const age = at - stroke.at - STANDS_FOR;
      if (age > FADES_IN) this.#drop(stroke);
      else this.#place(stroke, age > 0 ? 1 - age / FADES_IN : 1);
    }
  }

  #begin(who: string, draw: Draw, color: string, at: number): Stroke {
    const own = this.#strokes.filter((one) => one.who === who);
    if (own.length >= MOST_STROKES) this.#drop(own[0]!);
    const element = this.#make("g");
    element.append(this.#make("path"), this.#make("path"));
    element.style.setProperty("--color", color);
    this.element.append(element);
    const stroke = { who, draw, points: [], at, element };
    this.#strokes.push(stroke);
    return stroke;
  }

  #place({ draw, points, element }: Stroke, opacity: number): void {
    const box = this.#anchorOf(draw);
    element.style.opacity = box ? `${opacity}` : "0";
    if (!box) return;
    const path = pathOf(points, box);
    for (const line of element.children) if (line.getAttribute("d") !== path) line.setAttribute("d", path);
  }

  #drop(stroke: Stroke): void {
    stroke.element.remove();
    this.#strokes = this.#strokes.filter((one) => one !== stroke);
  }

  #make(name: string): SVGElement {
    return this.#document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement;
  }
}

/** A smooth line: curves between the middles of neighbouring points. */
function pathOf(points: number[], { left, top, width, height }: Box): string {
  const at = (i: number): [number, number] => [
    round(left + points[i]! * width),
    round(top + points[i + 1]! * height),
  ];
  const first = at(0);
  let path = `M${first}`;
  for (let i = 2; i + 3 < points.length; i += 2) {
    const [x, y] = at(i);
    const [nextX, nextY] = at(i + 2);
    path += `Q${x},${y} ${round((x + nextX) / 2)},${round((y + nextY) / 2)}`;
  }
  return `${path}L${at(points.length - 2)}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
