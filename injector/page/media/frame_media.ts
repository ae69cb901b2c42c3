/** The media of one frame: what each kind of element needs is in the files beside this one. */
import type { Op } from "../../../alongside/wire/ops";
import { htmlNameOf } from "../capture/dom";
import type { Hooks } from "../capture/hooks";
import type { MediaPart } from "../capture/media";
import type { Scope } from "../capture/scope";
import { Canvases } from "./canvases";
import { Players } from "./players";
import { Resources } from "./resources";
import { Stills } from "./stills";

export class FrameMedia implements MediaPart {
  readonly #stills: Stills;
  readonly #canvases: Canvases;

  readonly #players: Players;
  readonly #resources: Resources;

  constructor(scope: Scope, hooks: Hooks) {
    this.#resources = new Resources(scope, hooks);
    this.#stills = new Stills(scope);
    this.#players = new Players(scope, this.#stills);
    this.#canvases = new Canvases(scope, this.#stills);
  }

  met(element: Element): void {
    const name = htmlNameOf(element);
    if (name === "canvas") this.#canvases.met(element as HTMLCanvasElement);
    if (name === "video" || name === "audio") this.#players.met(element as HTMLMediaElement);
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
    this.#players.reset();
  }

  flush(): Op[] {
    return [...this.#resources.flush(), ...this.#players.flush(), ...this.#stills.flush()];
  }

  forget(node: Node): void {
    this.#stills.forget(node as Element);
    this.#players.forget(node as HTMLMediaElement);
    this.#canvases.forget(node as HTMLCanvasElement);
  }

  stop(): void {
    this.#stills.stop();
    this.#players.stop();
    this.#resources.stop();
    this.#canvases.stop();
  }
}
