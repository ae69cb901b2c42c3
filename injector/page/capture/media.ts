/**
 * Canvases, videos, fonts and resources that a mirror cannot load need code that can wait: it is in a bundle of its own, media.js, and
 * is brought in when the first such thing is met, or once the page rests. Until it is there, this remembers what was met.
 */
import type { Op } from "../../../alongside/wire/ops";
import { bring } from "../bring";
import type { Frame } from "./frame";
import { hooksOf, type Heard, type Hooks } from "./hooks";
import type { Scope } from "./scope";

/** What the hooks tell of that is looked after here. */
export type Told = Extract<Heard, "font" | "vector">;

/** What media.js does for one frame. */
export interface MediaPart {
  /** An element that it looks after was serialised. */
  met(element: Element): void;
  /** An attribute of such an element changed. */
  touched(element: Element): void;
  /** Fonts or SVG may have changed by script. */
  heard(what: Told): void;
  /** Called when the page has nothing better to do. */
  collect(): void;
  /** A mirror cannot load this by itself. */
  need(url: string): void;
  /** Before a snapshot: the mirror knows nothing. */
  reset(): void;
  flush(): Op[];
  forget(node: Node): void;
  stop(): void;
}

/** Digests of one frame; what they keep is true until a mutation or a node's leaving says otherwise. */
export interface Digests {
  note(records: readonly MutationRecord[]): void;
  /** `id` was this node's. */
  forget(node: Node, id: number): void;
  /** A snapshot gave new ids. */
  reset(): void;
  /** The next part of the tree, null while it is not read to its end; and whether a turn through the tree is over with that. */
  next(): [digest: string | null, isLast: boolean];
}

export type MakeDigests = (frame: Frame) => Digests;
export type MakeMedia = (scope: Scope, hooks: Hooks) => MediaPart;

/** What is kept until the bundle is there. */
const WAITING_LIMIT = 1000;

export class Media {
  readonly #scope: Scope;
  readonly #hooks: Hooks;
  #waiting: ((part: MediaPart) => void)[] = [];
  #part: MediaPart | null = null;
  #isStopped = false;

  constructor(scope: Scope, hooks: Hooks) {
    this.#scope = scope;
    this.#hooks = hooks;
    if (hooks.faces.size) this.heard("font");
  }

  met(element: Element): void {
    this.#ask((part) => {
      if (this.#scope.ids.has(element)) part.met(element);
    });
  }

  touched(element: Element): void {
    this.#part?.touched(element);
  }

  heard(what: Told): void {
    this.#ask((part) => part.heard(what));
  }

  collect(): void {
    this.#ask((part) => part.collect());
  }

  /** The code for digests is in the same bundle. */
  get mayDigest(): boolean {
    if (!this.#part) this.collect();
    return !!this.#part;
  }

  need(url: string): void {
    this.#ask((part) => part.need(url));
  }

  reset(): void {
    this.#part?.reset();
  }

  flush(): Op[] {
    return this.#part?.flush() ?? [];
  }

  forget(node: Node): void {
    this.#part?.forget(node);
  }

  stop(): void {
    this.#isStopped = true;
    this.#part?.stop();
  }

  #ask(wish: (part: MediaPart) => void): void {
    this.#begin();
    if (this.#part) return wish(this.#part);
    if (this.#waiting.length < WAITING_LIMIT) this.#waiting.push(wish);
    bring("media.js").then(
      () => this.#begin(),
      () => undefined, // the page is mirrored without it
    );
  }

  #begin(): void {
    const make = hooksOf(window)?.media;
    if (!make || this.#part || this.#isStopped) return;
    this.#part = make(this.#scope, this.#hooks);
    for (const wish of this.#waiting) wish(this.#part);
    this.#waiting = [];
    this.#scope.wake();
  }
}
