/**
 * Canvases, videos and resources that a mirror cannot load need code that most pages do not: it is in a bundle of its own, media.js,
 * and is brought in when the first such thing is met. Until it is there, this remembers what was met.
 */
import type { Op } from "../../../alongside/wire/ops";
import { bring } from "../bring";
import { hooksOf, type Hooks } from "./hooks";
import type { Scope } from "./scope";

/** What media.js does for one frame. */
export interface MediaPart {
  /** An element that it looks after was serialised. */
  met(element: Element): void;
  /** An attribute of such an element changed. */
  touched(element: Element): void;
  /** A mirror cannot load this by itself. */
  need(url: string): void;
  /** Before a snapshot: the mirror knows nothing. */
  reset(): void;
  flush(): Op[];
  forget(node: Node): void;
  stop(): void;
}

export type MakeMedia = (scope: Scope, hooks: Hooks) => MediaPart;

export class Media {
  readonly #scope: Scope;
  readonly #hooks: Hooks;
  readonly #met = new Set<Element>();
  readonly #needed = new Set<string>();
  #part: MediaPart | null = null;
  #isStopped = false;

  constructor(scope: Scope, hooks: Hooks) {
    this.#scope = scope;
    this.#hooks = hooks;
  }

  met(element: Element): void {
    if (this.#part) return this.#part.met(element);
    this.#met.add(element);
    this.#bring();
  }

  touched(element: Element): void {
    this.#part?.touched(element);
  }

  need(url: string): void {
    if (this.#part) return this.#part.need(url);
    if (this.#needed.size < NEEDED_LIMIT) this.#needed.add(url);
    this.#bring();
  }

  reset(): void {
    this.#part?.reset();
  }

  flush(): Op[] {
    return this.#part?.flush() ?? [];
  }

  forget(node: Node): void {
    this.#met.delete(node as Element);
    this.#part?.forget(node);
  }

  stop(): void {
    this.#isStopped = true;
    this.#part?.stop();
  }

  #bring(): void {
    bring("media.js").then(
      () => this.#begin(),
      () => undefined, // the page is mirrored without it
    );
  }

  #begin(): void {
    const make = hooksOf(window)?.media;
    if (!make || this.#part || this.#isStopped) return;
    this.#part = make(this.#scope, this.#hooks);
    for (const element of this.#met) this.#part.met(element);
    for (const url of this.#needed) this.#part.need(url);
    this.#met.clear();
    this.#scope.wake();
  }
}

/** Wishes kept until the bundle is there. */
const NEEDED_LIMIT = 64;
