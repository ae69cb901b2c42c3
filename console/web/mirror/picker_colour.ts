/** A field of shades, a strip of hues and the code of the colour. What is set shows at once on the host page. */
import { footer } from "./picker_calendar";
import { make } from "./picker_dom";
import type { PickerTexts } from "./picker_texts";
import type { Answered, FieldAsk, View } from "./picker_types";

/** Hue in degrees, saturation and brightness in per cent. */
export interface Shade {
  hue: number;
  saturation: number;
  brightness: number;
}

export function shadeOf(code: string): Shade {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(code.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  const turn =
    most === red
      ? ((green - blue) / spread + 6) % 6
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  const hue = spread ? Math.round(turn * 60) : 0;
  return {
    hue,
    saturation: most ? Math.round((spread / most) * 100) : 0,
    brightness: Math.round(most * 100),
  };
}

export function codeOf({ hue, saturation, brightness }: Shade): string {
  const channel = (n: number) => {
    const k = (n + hue / 60) % 6;
    const value = (brightness / 100) * (1 - (saturation / 100) * Math.max(0, Math.min(k, 4 - k, 1)));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(5)}${channel(3)}${channel(1)}`;
}

export function colourView(ask: FieldAsk, texts: PickerTexts, answered: Answered): View {
  const palette = new Palette(ask, texts, answered);
  return {
    element: palette.element,
    focus: () => palette.focus(),
    settle: () => palette.settle(),
    cancel: () => palette.cancel(),
  };
}

const clamp = (value: number): number => Math.round(Math.max(0, Math.min(100, value)));

class Palette {
  readonly element: HTMLElement;
  readonly #ask: FieldAsk;
  readonly #texts: PickerTexts;
  readonly #answered: Answered;
  readonly #area: HTMLElement;
  readonly #hue: HTMLInputElement;
  readonly #code: HTMLInputElement;
  #shade: Shade;
  #value: string;

  constructor(ask: FieldAsk, texts: PickerTexts, answered: Answered) {
    [this.#ask, this.#texts, this.#answered] = [ask, texts, answered];
    this.#value = ask.value;
    this.#shade = shadeOf(ask.value);
    this.#area = this.#makeArea();
    this.#hue = make("input", {
      class: "hue",
      type: "range",
      min: 0,
      max: 359,
      "aria-label": texts.hue,
    }) as HTMLInputElement;
    this.#code = make("input", {
      class: "code",
      maxlength: 7,
      spellcheck: "false",
      "aria-label": texts.code,
    }) as HTMLInputElement;
    this.#hue.addEventListener("input", () => this.#set({ ...this.#shade, hue: Number(this.#hue.value) }));
    this.#code.addEventListener("input", () => this.#read());
    const line = make("div", { class: "line-of" }, make("i", { class: "now" }), this.#code);
    this.element = make("div", { class: "palette" }, this.#area, this.#hue, line, ...this.#swatches());
    this.element.append(footer([texts.done, () => this.settle(), true]));
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.#draw();
  }

  focus(): void {
    this.#area.focus();
  }

  settle(): void {
    this.#answered(this.#value === this.#ask.value ? ["left"] : ["chosen", this.#value]);
  }

  cancel(): void {
    this.#answered(this.#value === this.#ask.value ? ["left"] : ["chosen", this.#ask.value]);
  }

  #makeArea(): HTMLElement {
    const area = make(
      "div",
      { class: "shades", role: "slider", tabIndex: 0, "aria-label": this.#texts.shade },
      make("i", { class: "knob" }),
    );
    const drag = (event: PointerEvent) => {
      if (!event.buttons) return;
      area.setPointerCapture(event.pointerId);
      const box = area.getBoundingClientRect();
      const saturation = clamp(((event.clientX - box.left) / box.width) * 100);
      this.#set({
        ...this.#shade,
        saturation,
        brightness: clamp(100 - ((event.clientY - box.top) / box.height) * 100),
      });
    };
    area.addEventListener("pointerdown", drag);
    area.addEventListener("pointermove", drag);
    area.addEventListener("keydown", (event) => this.#nudge(event));
    return area;
  }

  #swatches(): HTMLElement[] {
    if (!this.#ask.swatches.length) return [];
    const swatch = (code: string) => {
      const press = () => this.#show(code);
      const one = make("button", { class: "swatch", type: "button", "aria-label": code, onclick: press });
      one.style.background = code;
      return one;
    };
    return [make("div", { class: "swatches" }, ...this.#ask.swatches.map(swatch))];
  }

  #nudge(event: KeyboardEvent): void {
    const step = event.shiftKey ? 10 : 1;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way) return;
    event.preventDefault();
    const { hue, saturation, brightness } = this.#shade;
    this.#set({
      hue,
      saturation: clamp(saturation + way[0]! * step),
      brightness: clamp(brightness + way[1]! * step),
    });
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || (event.target as Element).localName === "button") return;
    event.preventDefault();
    this.settle();
  }

  #read(): void {
    const code = this.#code.value.trim().replace(/^#?/, "#").toLowerCase();
    if (/^#[0-9a-f]{6}$/.test(code)) this.#show(code);
  }

  #show(code: string): void {
    this.#shade = shadeOf(code);
    this.#tell(code);
  }

  #set(shade: Shade): void {
    this.#shade = shade;
    this.#tell(codeOf(shade));
  }

  #tell(code: string): void {
    const isNew = code !== this.#value;
    this.#value = code;
    this.#draw();
    if (isNew) this.#answered(["live", code]);
  }

  #draw(): void {
    const { hue, saturation, brightness } = this.#shade;
    const { style } = this.element;
    style.setProperty("--hue", String(hue));
    style.setProperty("--x", `${saturation}%`);
    style.setProperty("--y", `${100 - brightness}%`);
    style.setProperty("--now", this.#value);
    this.#hue.value = String(hue);
    // While it is being typed, the code is the person's.
    if (!this.#code.matches(":focus")) this.#code.value = this.#value;
    this.#area.setAttribute("aria-valuenow", String(saturation));
    this.#area.setAttribute("aria-valuetext", this.#texts.shadeOf(saturation, brightness));
  }
}
