/**
 * Fonts that scripts made and put into the page's set. What they were made of is known from the hooks; what stands in a buffer gets an
 * address, by which mirrors ask for it.
 */
import type { FaceDescriptors, Op } from "../../../alongside/wire/ops";
import type { FaceParts, Hooks } from "../capture/hooks";
import type { Scope } from "../capture/scope";
import { CSS_URL, withoutFragment } from "./references";

/** Of a longer source (a `data:` URL in it) no mirror is told. */
const SOURCE_LIMIT = 1024 * 1024;
const NAMES = [
  "style",
  "weight",
  "stretch",
  "unicodeRange",
  "featureSettings",
  "variationSettings",
  "display",
  "ascentOverride",
  "descentOverride",
  "lineGapOverride",
  "sizeAdjust",
] as const;
const USUAL = /^(?:normal|auto|100%|U\+0-10FFFF)$/i;

export class Faces {
  /** In the order of the set, as the mirror has them. */
  readonly #told = new Map<FontFace, string>();
  readonly #keys = new WeakMap<FontFace, number>();
  readonly #blobs = new Map<string, Blob>();
  readonly #urls = new Set<string>();
  #next = 1;
  #isDue = false;

  readonly #scope: Scope;
  readonly #hooks: Hooks;

  constructor(scope: Scope, hooks: Hooks) {
    this.#scope = scope;
    this.#hooks = hooks;
  }

  heard(): void {
    this.#isDue = true;
    this.#scope.wake();
  }

  reset(): void {
    this.#told.clear();
    this.#isDue = this.#hooks.faces.size > 0;
  }

  /** A font that was made by script is from here. */
  isUsed(url: string): boolean {
    return this.#urls.has(url);
  }

  blobAt(url: string): Blob | undefined {
    return this.#blobs.get(url);
  }

  /** Their order decides between equal ones, so from the first that differs on all are told anew. */
  flush(): Op[] {
    if (!this.#isDue) return [];
    this.#isDue = false;
    const ops: Op[] = [];
    const known = [...this.#told];
    const present = [...this.#definitions()];
    const isSame = (i: number) => known[i]?.[0] === present[i]?.[0] && known[i]?.[1] === present[i]?.[2];
    let same = 0;
    while (same < known.length && isSame(same)) same++;
    for (const [face] of known.slice(same)) {
      ops.push(["N", this.#keys.get(face)!, null, "", {}]);
      this.#told.delete(face);
    }
    for (const [face, op, text] of present.slice(same)) {
      ops.push(op);
      this.#told.set(face, text);
    }
    return ops;
  }

  *#definitions(): Generator<[face: FontFace, op: Op, text: string]> {
    for (const face of this.#scope.document.fonts) {
      const parts = this.#hooks.faces.get(face);
      if (!parts) continue;
      const key = this.#keys.get(face) ?? this.#next++;
      this.#keys.set(face, key);
      const { secrets } = this.#scope.masks;
      const source = secrets.hideKnown(this.#sourceOf(parts, key));
      if (source.length > SOURCE_LIMIT) continue;
      const op: Op = ["N", key, secrets.hideKnown(String(parts[1])), source, descriptorsOf(face)];
      yield [face, op, JSON.stringify(op)];
    }
  }

  #sourceOf([base, , source]: FaceParts, key: number): string {
    if (typeof source !== "string") {
      const url = `blob:${this.#scope.window.origin}/font-${key}`;
      this.#blobs.set(url, source);
      this.#urls.add(url);
      return `url("${url}")`;
    }
    return source.replace(CSS_URL, (whole, double?: string, single?: string, bare?: string) => {
      const written = double ?? single ?? bare ?? "";
      if (written.startsWith("data:") || !URL.canParse(written, base)) return whole;
      const { href } = new URL(written, base);
      this.#urls.add(withoutFragment(href));
      return `url("${href}")`;
    });
  }
}

function descriptorsOf(face: FontFace): FaceDescriptors {
  const values = NAMES.map((name) => [name, (face as unknown as Record<string, unknown>)[name]] as const);
  const kept = values.filter(([, value]) => typeof value === "string" && value && !USUAL.test(value));
  return Object.fromEntries(kept) as FaceDescriptors;
}
