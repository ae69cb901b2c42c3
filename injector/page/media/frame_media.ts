/** The media of one frame: what each kind of element needs is in the files beside this one. */
import type { Op } from "../../../alongside/wire/ops";
import { htmlNameOf } from "../capture/dom";
import type { Hooks } from "../capture/hooks";
import type { MediaPart } from "../capture/media";
import type { Scope } from "../capture/scope";
import { Canvases } from "./canvases";
import { Resources } from "./resources";
import { Stills } from "./stills";

export class FrameMedia implements MediaPart {
  readonly #stills: Stills;
  readonly #canvases: Canvases;

  readonly #resources: Resources;

  constructor(scope: Scope, hooks: Hooks) {
    this.#resources = new Resources(scope, hooks);
    this.#stills = new Stills(scope);
    this.#canvases = new Canvases(scope, this.#stills);
  }

  met(element: Element): void {
    if (htmlNameOf(element) === "canvas") this.#canvases.met(element as HTMLCanvasElement);
  }

  touched(element: Element): void {
    this.#stills.changed(element);
  }

  need(url: string): void {
    this.#resources.need(url);
  }

  reset(): void {
    this.#stills.reset();
    this.#resources.reset();
  }

  flush(): Op[] {
    return [...this.#resources.flush(), ...this.#stills.flush()];
  }

  forget(node: Node): void {
    this.#stills.forget(node as Element);
    this.#canvases.forget(node as HTMLCanvasElement);
  }

  stop(): void {
    this.#stills.stop();
    this.#resources.stop();
    this.#canvases.stop();
  }
}
