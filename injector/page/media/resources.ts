/**
 * Reads for the mirrors what they cannot load: object URLs, files behind a sign-in or kept to itself by another site. Only what the
 * page itself shows outside of masks, and only pictures, fonts, sheets and short clips; never a document or data.
 */
import type { Op } from "../../../alongside/wire/ops";
import type { Hooks } from "../capture/hooks";
import type { Scope } from "../capture/scope";
import type { Faces } from "./faces";
import { referencesOf, withoutFragment } from "./references";
import { textOf } from "./stills";

const TYPE =
  /^(?:image\/[\w.+-]+|font\/[\w.+-]+|application\/(?:x-)?font-[\w-]+|text\/css|(?:audio|video)\/[\w.+-]+)$/;
export const RESOURCE_BYTES = 2 * 1024 * 1024;
/** For one page; more comes back at this pace, since mirrors that join later ask again. */
const PAGE_BYTES = 16 * 1024 * 1024;
const BYTES_PER_SECOND = 256 * 1024;
/** Several mirrors ask for the same at once, and one answer serves them all. */
const AGAIN_MS = 2000;
const QUEUE_LIMIT = 256;
/** A list of what the page shows holds this long for URLs that are on it. */
const FRESH_MS = 1000;
/** Answers since the last snapshot; above it the log is cut by a new one, long before the hub has to ask. */
const LOG_BYTES = 2 * 1024 * 1024;

type Answer = readonly ["b", url: string, type: string, base64: string];

export class Resources {
  readonly #queue = new Set<string>();
  readonly #answered = new Map<string, number>();
  #answers: Answer[] = [];
  #references = new Set<string>();
  #readAt = -Infinity;
  #isBusy = false;
  #bytes = PAGE_BYTES;
  #countedAt = 0;
  #logged = 0;

  readonly #scope: Scope;
  readonly #hooks: Hooks;

  readonly #faces: Faces;

  constructor(scope: Scope, hooks: Hooks, faces: Faces) {
    this.#scope = scope;
    this.#hooks = hooks;
    this.#faces = faces;
  }

  need(url: string): void {
    const isAnswered = performance.now() - (this.#answered.get(url) ?? -Infinity) < AGAIN_MS;
    if (isAnswered || this.#queue.size >= QUEUE_LIMIT) return;
    this.#queue.add(url);
    void this.#work();
  }

  flush(): Op[] {
    const ops = this.#answers;
    this.#answers = [];
    return ops;
  }

  /** A snapshot cut the log: the mirrors keep what they were sent. */
  reset(): void {
    this.#logged = 0;
  }

  stop(): void {
    this.#queue.clear();
  }

  /** One after another, so that a page with many does not hold them all at once. */
  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (const url of this.#queue) {
      const answer = await this.#answerOf(url).catch(() => "");
      this.#queue.delete(url);
      this.#answer(url, answer);
    }
    this.#isBusy = false;
  }

  #answer(url: string, answer: string): void {
    const now = performance.now();
    this.#answered.set(url, now);
    const [type = "", base64 = ""] = answer.split(";base64,");
    this.#bytes -= base64.length;
    this.#logged += base64.length;
    this.#answers.push(["b", url, base64 ? type : "", base64]);
    if (this.#logged > LOG_BYTES) this.#scope.snapshot();
    this.#scope.wake();
  }

  /** `type;base64,…`, "" for what is not sent. */
  async #answerOf(url: string): Promise<string> {
    if (!this.#isShown(url) || !this.#isWithinBounds()) return "";
    const blob = (await this.#read(url)) ?? (await pictureOf(this.#imageOf(url)));
    if (!blob || blob.size > RESOURCE_BYTES) return "";
    const type = (await fontTypeOf(blob)) || blob.type.split(";")[0]!.trim().toLowerCase();
    if (TYPE.test(type)) return `${type};base64,${(await textOf(blob)).split(";base64,")[1] ?? ""}`;
    // An object URL may have no type at all; what the page shows as a picture is one.
    const drawn = await pictureOf(this.#imageOf(url));
    return drawn ? textOf(drawn) : "";
  }

  #isShown(url: string): boolean {
    const now = performance.now();
    const known = withoutFragment(url);
    if (this.#faces.isUsed(known)) return true;
    if (now - this.#readAt > FRESH_MS || !this.#references.has(known)) {
      this.#references = referencesOf(this.#scope);
      this.#readAt = now;
    }
    return this.#references.has(known);
  }

  #isWithinBounds(): boolean {
    const now = performance.now();
    this.#bytes = Math.min(PAGE_BYTES, this.#bytes + ((now - this.#countedAt) * BYTES_PER_SECOND) / 1000);
    this.#countedAt = now;
    return this.#bytes > 0;
  }

  async #read(url: string): Promise<Blob | null> {
    const known = this.#faces.blobAt(url) ?? this.#hooks.blobs.get(url);
    if (known) return known;
    const isOwn = new URL(url).origin === this.#scope.window.origin;
    try {
      const credentials = isOwn ? "include" : "omit";
      const answer = await this.#scope.window.fetch(url, { credentials, cache: "force-cache" });
      const size = Number(answer.headers.get("content-length") ?? 0);
      return answer.ok && size <= RESOURCE_BYTES ? await answer.blob() : null;
    } catch {
      return null; // revoked, or refused by the shop's own policy
    }
  }

  #imageOf(url: string): HTMLImageElement | undefined {
    return [...this.#scope.document.images].find((image) => image.currentSrc === url && image.naturalWidth);
  }
}

/** Fonts are often given out under no type of their own; "" for what is no font. */
async function fontTypeOf(blob: Blob): Promise<string> {
  const begin = await blob.slice(0, 4).text();
  return /^(?:wOF[F2]|OTTO|true|ttcf|\0\x01\0\0)/.test(begin) ? "font/sfnt" : "";
}

/** A picture that is on the page, drawn anew: null where its site does not let it be read. */
async function pictureOf(image: HTMLImageElement | undefined): Promise<Blob | null> {
  if (!image) return null;
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d")!.drawImage(image, 0, 0);
  return new Promise((resolve) => {
    try {
      canvas.toBlob(resolve, "image/png");
    } catch {
      resolve(null);
    }
  });
}
