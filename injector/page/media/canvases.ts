/**
 * When a canvas may look different. The drawing calls are followed; what they draw with WebGL or WebGPU is gone once the browser
 * has shown it, so a copy is made in the same task. A canvas whose drawing was handed to a worker is looked at from time to time.
 */
import { hook, type AnyWindow } from "../capture/hooks";
import type { Scope } from "../capture/scope";
import type { Stills } from "./stills";

/** Calls that leave something to see, by the context that has them. */
const LASTING: readonly [context: string, methods: string][] = [
  [
    "CanvasRenderingContext2D",
    "fillRect strokeRect clearRect fill stroke fillText strokeText drawImage putImageData reset drawFocusIfNeeded",
  ],
  ["ImageBitmapRenderingContext", "transferFromImageBitmap"],
];
const GL = "clear drawArrays drawElements";
const FLEETING: readonly [context: string, methods: string][] = [
  ["WebGLRenderingContext", GL],
  [
    "WebGL2RenderingContext",
    `${GL} drawArraysInstanced drawElementsInstanced drawRangeElements blitFramebuffer clearBufferfv`,
  ],
  ["GPUCanvasContext", "getCurrentTexture"],
];
const LOOK_MS = 250;
/** Copies that are compared have no more pixels than this on a side. */
const COMPARED = 256;

type Context = { readonly canvas?: unknown };
type How = "lasting" | "fleeting" | "handed";
type Hear = (canvas: HTMLCanvasElement, how: How) => void;

/** Windows are hooked once; the capture that listens may be another one later. */
const listeners = new WeakMap<object, { hear: Hear | null }>();

function listen(window: AnyWindow, hear: Hear | null): void {
  const known = listeners.get(window);
  if (known) {
    known.hear = hear;
    return;
  }
  const listener = { hear };
  listeners.set(window, listener);
  const owners = window as unknown as Record<string, { prototype: object } | undefined>;
  const follow = (how: How, table: typeof LASTING) => {
    for (const [owner, methods] of table)
      for (const method of methods.split(" "))
        hook(owners[owner], method, "value", (context) =>
          listener.hear?.((context as Context).canvas as HTMLCanvasElement, how),
        );
  };
  follow("lasting", LASTING);
  follow("fleeting", FLEETING);
  hook(window.HTMLCanvasElement, "transferControlToOffscreen", "value", (canvas) =>
    listener.hear?.(canvas as HTMLCanvasElement, "handed"),
  );
}

export class Canvases {
  /** Copies of what cannot be read later. */
  readonly #copies = new Map<Element, HTMLCanvasElement>();
  readonly #drawn = new Set<HTMLCanvasElement>();
  /** Canvases that a worker draws on, with a mark of how they looked. */
  readonly #handed = new Map<HTMLCanvasElement, number>();
  #timer = 0;

  readonly #scope: Scope;
  readonly #stills: Stills;

  constructor(scope: Scope, stills: Stills) {
    this.#scope = scope;
    this.#stills = stills;
    listen(scope.window, (canvas, how) => this.#drew(canvas, how));
  }

  met(canvas: HTMLCanvasElement): void {
    if (this.#stills.has(canvas) || this.#scope.masks.isWithin(canvas)) return;
    const isHanded = isHandedOver(canvas);
    this.#stills.add(canvas, isHanded ? null : canvas);
    if (isHanded) this.#watch(canvas);
  }

  forget(canvas: HTMLCanvasElement): void {
    this.#copies.delete(canvas);
    this.#handed.delete(canvas);
  }

  stop(): void {
    listen(this.#scope.window, null);
    clearInterval(this.#timer);
  }

  #drew(canvas: HTMLCanvasElement, how: How): void {
    if (!this.#stills.has(canvas)) return;
    if (how === "lasting") return this.#stills.changed(canvas);
    if (how === "handed") return this.#watch(canvas);
    if (!this.#drawn.size) queueMicrotask(() => this.#copyDrawn());
    this.#drawn.add(canvas);
  }

  #copyDrawn(): void {
    for (const canvas of this.#drawn) this.#copy(canvas);
    this.#drawn.clear();
  }

  #copy(canvas: HTMLCanvasElement): void {
    try {
      this.#stills.changed(canvas, copyOf(canvas, this.#copies));
    } catch {
      // a canvas without a size has nothing to copy
    }
  }

  #watch(canvas: HTMLCanvasElement): void {
    this.#handed.set(canvas, NaN);
    this.#timer ||= setInterval(() => this.#look(), LOOK_MS) as unknown as number;
  }

  #look(): void {
    for (const [canvas, mark] of this.#handed) {
      if (!this.#stills.isVisible(canvas)) continue;
      const now = markOf(canvas);
      if (now === mark) continue;
      this.#handed.set(canvas, now);
      this.#copy(canvas);
    }
  }
}

/** Its context is gone for this side, so that not even its size can be set. */
function isHandedOver(canvas: HTMLCanvasElement): boolean {
  try {
    canvas.toBlob(() => undefined, "image/webp", 0);
    return false;
  } catch (error) {
    return (error as Error).name === "InvalidStateError";
  }
}

function copyOf(canvas: HTMLCanvasElement, copies: Map<Element, HTMLCanvasElement>): HTMLCanvasElement {
  const copy = copies.get(canvas) ?? document.createElement("canvas");
  copies.set(canvas, copy);
  copy.width = canvas.width; // empties it, too
  copy.height = canvas.height;
  copy.getContext("2d")!.drawImage(canvas, 0, 0);
  return copy;
}

/** A hash of how it looks, made smaller where it is large. */
function markOf(canvas: HTMLCanvasElement): number {
  const small = document.createElement("canvas");
  small.width = Math.min(COMPARED, canvas.width);
  small.height = Math.min(COMPARED, canvas.height);
  const context = small.getContext("2d", { willReadFrequently: true })!;
  let hash = 0x811c9dc5;
  try {
    context.drawImage(canvas, 0, 0, small.width, small.height);
    const { data } = context.getImageData(0, 0, small.width, small.height);
    for (const pixel of new Uint32Array(data.buffer)) hash = Math.imul(hash ^ pixel, 0x01000193);
  } catch {
    return 0; // without a size, or tainted
  }
  return hash;
}
