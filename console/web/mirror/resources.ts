/**
 * What this mirror cannot load by itself, asked for once and kept for the page's epoch. The host page answers through the page log,
 * so what another mirror asked for comes as well.
 */
export interface Found {
  /** The address it was asked for by, without a fragment. */
  readonly url: string;
  readonly blob: Blob;
  /** Of this document's own origin. */
  readonly objectUrl: string;
}

type Use = (found: Found) => void;

const TYPE = /^(?:image\/|font\/|application\/(?:x-)?font-|text\/css$|audio\/|video\/)/;
/** Longer addresses are no addresses of files. */
const LONGEST_URL = 4096;
const ASK_AGAIN_MS = 3000;
const TRIES = 3;

export class Resources {
  /** null: the host page has it no more than we do. */
  private readonly found = new Map<string, Found | null>();
  private readonly waiting = new Map<string, Set<Use>>();
  private epoch = "";

  constructor(private readonly ask: (url: string) => void) {}

  /** Another page load: object URLs mean something else there. */
  begin(epoch: string): void {
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    for (const each of this.found.values()) if (each) URL.revokeObjectURL(each.objectUrl);
    this.found.clear();
    this.waiting.clear();
  }

  get hasFound(): boolean {
    return this.found.size > 0;
  }

  foundAt(url: string): Found | null {
    return this.found.get(url) ?? null;
  }

  /** Calls `use` when it is there; never, when it cannot be had. */
  want(address: string, use: Use): void {
    const url = address.replace(/#.*$/s, "");
    const found = this.found.get(url);
    if (found) use(found);
    if (found !== undefined || url.length > LONGEST_URL) return;
    const uses = this.waiting.get(url);
    if (uses) {
      uses.add(use);
    } else {
      this.waiting.set(url, new Set([use]));
      this.request(url, TRIES);
    }
  }

  take(url: string, type: string, base64: string): void {
    const uses = this.waiting.get(url);
    this.waiting.delete(url);
    if (this.found.get(url)) return;
    if (!TYPE.test(type)) {
      this.found.set(url, null);
      return;
    }
    const blob = new Blob([bytesOf(base64)], { type });
    const found = { url, blob, objectUrl: URL.createObjectURL(blob) };
    this.found.set(url, found);
    for (const use of uses ?? []) use(found);
  }

  private request(url: string, tries: number): void {
    if (!this.waiting.has(url) || tries === 0) return;
    this.ask(url);
    setTimeout(() => this.request(url, tries - 1), ASK_AGAIN_MS);
  }
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** In place of `written`, which the fragment keeps, so that anyone can see what stood there. */
export function standIn(found: Found, written: string): string {
  const kept = encodeURIComponent(written).replace(/['()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `${found.objectUrl}#${kept}`;
}
