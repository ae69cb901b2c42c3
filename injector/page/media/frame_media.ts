/** The media of one frame: what each kind of element needs is in the files beside this one. */
import type { Op } from "../../../alongside/wire/ops";
import { htmlNameOf } from "../capture/dom";
import type { Hooks } from "../capture/hooks";
import type { MediaPart, Told } from "../capture/media";
import type { Scope } from "../capture/scope";
import { Canvases } from "./canvases";
import { Faces } from "./faces";
import { Fonts } from "./fonts";
import { Objects } from "./objects";
import { Players } from "./players";
import { Resources } from "./resources";
import { Stills } from "./stills";
import { Vectors } from "./vectors";

export class FrameMedia implements MediaPart {
  readonly #stills: Stills;
  readonly #canvases: Canvases;

  readonly #players: Players;
  readonly #resources: Resources;
  readonly #faces: Faces;
  readonly #fonts: Fonts;
  readonly #objects: Objects;
  readonly #vectors: Vectors;

  constructor(scope: Scope, hooks: Hooks) {
    this.#faces = new Faces(scope, hooks);
    this.#fonts = new Fonts(scope);
    this.#objects = new Objects(scope);
    this.#vectors = new Vectors(scope);
    this.#resources = new Resources(scope, hooks, this.#faces);
    this.#stills = new Stills(scope);
    this.#players = new Players(scope, this.#stills);
    this.#canvases = new Canvases(scope, this.#stills);
  }

  met(element: Element): void {
    const name = htmlNameOf(element);
    if (name === "canvas") this.#canvases.met(element as HTMLCanvasElement);
    if (name === "object" || name === "embed") this.#objects.met(element as HTMLElement);
    if (name === "video" || name === "audio") this.#players.met(element as HTMLMediaElement);
  }

  touched(element: Element): void {
    this.#stills.changed(element);
  }

  heard(what: Told): void {
    (what === "font" ? this.#faces : this.#vectors).heard();
  }

  collect(): void {
    this.#fonts.collect();
  }

  need(url: string): void {
    this.#resources.need(url);
  }

  reset(): void {
    this.#faces.reset();
    this.#objects.reset();
    this.#fonts.reset();
    this.#vectors.reset();
    this.#stills.reset();
    this.#resources.reset();
    this.#players.reset();
  }

  flush(): Op[] {
    return [
      ...this.#faces.flush(),
      ...this.#fonts.flush(),
      ...this.#vectors.flush(),
      ...this.#objects.flush(),
      ...this.#resources.flush(),
      ...this.#players.flush(),
      ...this.#stills.flush(),
    ];
  }

  forget(node: Node): void {
    this.#stills.forget(node as Element);
    this.#objects.forget(node as HTMLElement);
    this.#players.forget(node as HTMLMediaElement);
    this.#canvases.forget(node as HTMLCanvasElement);
  }

  stop(): void {
    this.#stills.stop();
    this.#objects.stop();
    this.#players.stop();
    this.#resources.stop();
    this.#canvases.stop();
  }
}
