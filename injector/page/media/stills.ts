/**
 * Pictures of what only the host page can draw, encoded when they change and while somebody can see them. At most five a second
 * and 256 KB a second leave a frame; what moves is sent with losses where that is smaller, and once it rests without any.
 */
import type { Op } from "../../../alongside/wire/ops";
import type { Scope } from "../capture/scope";

const INTERVAL_MS = 200;
const REST_MS = 400;
const BYTES_PER_SECOND = 256 * 1024;
/** So much may go out at once after a quiet time. */
const BURST_BYTES = 512 * 1024;
/** A moving picture up to this size travels without losses. */
const EXACT_BYTES = 16 * 1024;
/** A picture at rest, too; a larger one is sent with small losses. */
const LARGEST_BYTES = 1024 * 1024;
const MOVING_QUALITY = 0.6;
const RESTING_QUALITY = 0.92;
/** WebP of this quality is lossless. */
const EXACT = 1;
/** A picture that is drawn again and again without a change is looked at this seldom. */
const IDLE_MS = 1600;

/** What a picture is taken from: an element, or a copy of what it showed. */
type Source = HTMLCanvasElement;

interface Still {
  source: Source | null;
  /** Counts changes, and which of them the picture shows. */
  version: number;
  shown: number;
  isVisible: boolean;
  isBusy: boolean;
  isExact: boolean;
  /** The picture as it travels: `image/webp;base64,…`, "" when it cannot be read. */
  picture: string | null;
  isDue: boolean;
  changedAt: number;
  pause: number;
  takenAt: number;
}

export class Stills {
  readonly #stills = new Map<Element, Still>();
  readonly #observer: IntersectionObserver;
  #timer = 0;
  #lastAt = -Infinity;
  #bytes = BURST_BYTES;
  #countedAt = 0;

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "100px" });
  }

  /** `source` is where the picture is to be read; it is read later, and has to keep what it holds. */
  add(element: Element, source: Source | null): void {
    if (this.#stills.has(element)) return;
    this.#stills.set(element, {
      source,
      version: 1,
      shown: 0,
      isVisible: false,
      isBusy: false,
      isExact: true,
      picture: null,
      isDue: false,
      changedAt: 0,
      pause: INTERVAL_MS,
      takenAt: -Infinity,
    });
    this.#observer.observe(element);
  }

  has(element: Element): boolean {
    return this.#stills.has(element);
  }

  isVisible(element: Element): boolean {
    return this.#stills.get(element)?.isVisible ?? false;
  }

  /** It may look different now. */
  changed(element: Element, source?: Source): void {
    const still = this.#stills.get(element);
    if (!still) return;
    if (source) still.source = source;
    still.version++;
    still.changedAt = performance.now();
    this.#plan(0);
  }

  forget(element: Element): void {
    if (this.#stills.delete(element)) this.#observer.unobserve(element);
  }

  reset(): void {
    for (const still of this.#stills.values()) still.isDue = still.picture !== null;
  }

  flush(): Op[] {
    const ops: Op[] = [];
    for (const [element, still] of this.#stills) {
      const id = this.#scope.ids.idOf(element);
      if (!still.isDue || id === null || still.picture === null) continue;
      still.isDue = false;
      if (!this.#scope.masks.isWithin(element)) ops.push(["C", id, still.picture]);
    }
    return ops;
  }

  stop(): void {
    this.#observer.disconnect();
    this.#stills.clear();
    clearTimeout(this.#timer);
  }

  #seen(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const still = this.#stills.get(target);
      if (still) still.isVisible = isIntersecting;
    }
    this.#plan(0);
  }

  #plan(wait: number): void {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#work();
    }, wait) as unknown as number;
  }

  /** Takes what is due, and comes back when the next one is. */
  #work(): void {
    const now = performance.now();
    this.#bytes = Math.min(BURST_BYTES, this.#bytes + ((now - this.#countedAt) * BYTES_PER_SECOND) / 1000);
    this.#countedAt = now;
    let next = Infinity;
    for (const [element, still] of this.#stills) {
      const wait = this.#waitOf(still, now);
      if (wait <= 0) this.#take(element, still, now);
      else next = Math.min(next, wait);
    }
    if (next < Infinity) this.#plan(next);
  }

  /** Milliseconds until a picture of it may be taken; none is needed of what is shown as it is. */
  #waitOf(still: Still, now: number): number {
    if (!still.isVisible || still.isBusy || !still.source) return Infinity;
    const isChanged = still.version !== still.shown;
    if (!isChanged && still.isExact) return Infinity;
    if (still.shown === 0) return 0; // the first one of each comes at once
    const due = isChanged ? still.takenAt + still.pause : still.changedAt + REST_MS;
    const poor = this.#bytes < 0 ? (-this.#bytes * 1000) / BYTES_PER_SECOND : 0;
    return Math.max(due - now, this.#lastAt + INTERVAL_MS - now, poor);
  }

  #take(element: Element, still: Still, now: number): void {
    const { version } = still;
    const isMoving = still.shown > 0 && now - still.changedAt < REST_MS;
    still.isBusy = true;
    still.takenAt = this.#lastAt = now;
    const wasAt = still.picture;
    void encode(still.source!, isMoving).then(([picture, isExact]) => {
      still.isBusy = false;
      still.shown = version;
      still.isExact = isExact;
      still.picture = picture;
      const isSame = wasAt === picture;
      still.pause = isSame ? Math.min(IDLE_MS, still.pause * 2) : INTERVAL_MS;
      if (!isSame && this.#stills.get(element) === still) {
        this.#bytes -= picture.length;
        still.isDue = true;
        this.#scope.wake();
      }
      this.#plan(0);
    });
  }
}

/** The picture as text, and whether it is without losses. What may not be read (another site's image was drawn in) is "". */
async function encode(source: Source, isMoving: boolean): Promise<[picture: string, isExact: boolean]> {
  try {
    const exact = await blobOf(source, EXACT);
    if (!exact) return ["image/png;base64,", true]; // without any size
    if (exact.size <= (isMoving ? EXACT_BYTES : LARGEST_BYTES)) return [await textOf(exact), true];
    const lossy = await blobOf(source, isMoving ? MOVING_QUALITY : RESTING_QUALITY);
    return [await textOf(lossy!), !isMoving];
  } catch {
    return ["", true]; // SecurityError: tainted for ever
  }
}

const blobOf = (source: Source, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => source.toBlob(resolve, "image/webp", quality));

export function textOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).slice("data:".length));
    reader.onerror = reject;
    reader.readAsDataURL(blob);
  });
}
