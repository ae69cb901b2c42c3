/** For who looks around alone: the frame, drawn over the mirror, of what the shopper sees, and where that is when it is out of sight. */
import type { FromMirror, Participant } from "../../../alongside/wire/messages";
import type { Size } from "./fit";

/** As the mirror tells it. */
export type Sight = Extract<FromMirror, readonly ["sight", unknown]>[1];

export type Direction = "up" | "down" | "left" | "right";

/** So much of the shopper's view, at least, must be in one's own for the frame alone to tell where it is. */
const ENOUGH = 0.08;

/** Which way the shopper's view is when (nearly) nothing of it can be seen. */
export function directionOf({ ahead: [x, y] }: Sight, { width, height }: Size): Direction | null {
  if (Math.abs(y) > height * (1 - ENOUGH)) return y > 0 ? "down" : "up";
  if (Math.abs(x) > width * (1 - ENOUGH)) return x > 0 ? "right" : "left";
  return null;
}

export class SightBox {
  readonly element: HTMLElement;
  latest: Sight | null = null;
  /** Called when the direction may be another one. */
  turned: (direction: Direction | null) => void = () => undefined;
  private readonly label = document.createElement("b");
  private size: Size = { width: 0, height: 0 };
  private scale = 1;
  private start: [x: number, y: number] = [0, 0];
  private isOn = false;

  constructor() {
    this.element = document.createElement("div");
    this.element.className = "sight";
    this.element.hidden = true;
    this.element.ariaHidden = "true";
    this.element.append(this.label);
  }

  /** Whose view it is, in which colour, under which words. */
  name(shopper: Participant | null, words: string): void {
    this.label.textContent = words;
    if (shopper) this.element.style.setProperty("--person", shopper.color);
  }

  turn(isOn: boolean): void {
    this.isOn = isOn;
    this.draw();
  }

  move(sight: Sight): void {
    this.latest = sight;
    this.draw();
  }

  /** The page is shown so large, and from this place of it on. */
  fit(size: Size, scale: number, start: [x: number, y: number]): void {
    this.size = size;
    this.start = start;
    this.scale = scale;
    this.draw();
  }

  private draw(): void {
    const sight = this.isOn ? this.latest : null;
    this.element.hidden = !sight;
    this.turned(sight && this.size.width ? directionOf(sight, this.size) : null);
    if (!sight) return;
    const { style } = this.element;
    const [x, y] = sight.ahead.map((way, i) => (way - this.start[i]!) * this.scale);
    style.transform = `translate(${x}px,${y}px)`;
    style.width = `${this.size.width * this.scale}px`;
    style.height = `${this.size.height * this.scale}px`;
  }
}
