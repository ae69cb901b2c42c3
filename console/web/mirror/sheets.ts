/**
 * Sheets of the mirror: constructed ones by their id, and rule edits on the sheets of elements. A linked sheet may still be on
 * its way when edits for it arrive; they wait for it in order.
 */
import { ALL_RULES } from "../../../alongside/wire/ops";

type Owner = (HTMLStyleElement | HTMLLinkElement) & { sheet: CSSStyleSheet | null };
type Root = Document | ShadowRoot;
type Work = (sheet: CSSStyleSheet) => void;

const ADOPTED = Object.getOwnPropertyDescriptor(Document.prototype, "adoptedStyleSheets")!;
const ADOPTED_BY_ROOT = Object.getOwnPropertyDescriptor(ShadowRoot.prototype, "adoptedStyleSheets")!;

/** Hears what happens to sheets that may have been looked at already. */
export interface SheetListener {
  redefined(sheet: CSSStyleSheet): void;
  edited(sheet: CSSStyleSheet, index: number, count: number): void;
}

export class MirrorSheets {
  readonly listeners: SheetListener[] = [];
  private readonly byId = new Map<number, CSSStyleSheet>();
  private readonly waiting = new Map<Owner, Work[]>();
  /** What the host adopts: all that whoever asks gets to know. */
  private readonly lists = new WeakMap<Root, CSSStyleSheet[]>();
  private readonly roots = new Set<Root>();
  private readonly patched = new CSSStyleSheet();
  /** Texts of `patched` by who wants them. */
  private readonly patches = new Map<string, string>();
  private patchText = "";
  private readonly veil = new CSSStyleSheet();
  /** Sheets of our own that are in force for a while. */
  private readonly ours = new Set<CSSStyleSheet>();

  constructor(private readonly document: Document) {
    this.veil.replaceSync("html{visibility:hidden!important}");
    this.metRoot(document);
  }

  /** Hides the page while its sheets are loading. */
  veilPage(isVeiled: boolean): void {
    this.lay(this.veil, isVeiled);
  }

  /** Puts a sheet of ours in force, or takes it away. */
  lay(sheet: CSSStyleSheet, isOn: boolean): void {
    if (isOn) this.ours.add(sheet);
    else this.ours.delete(sheet);
    this.place(this.document);
  }

  /** Rules of ours for every root, beside those of the page; each part of the mirror has its own. */
  patch(part: string, rules: string): void {
    this.patches.set(part, rules);
    const text = [...this.patches.values()].join("");
    if (text === this.patchText) return;
    this.patchText = text;
    this.patched.replaceSync(text);
    for (const root of this.roots) this.place(root);
  }

  metRoot(root: Root): void {
    this.roots.add(root);
    const get = () => this.lists.get(root) ?? [];
    Object.defineProperty(root, "adoptedStyleSheets", { configurable: true, get });
    if (this.patchText) this.place(root);
  }

  forget(root: Node): void {
    this.roots.delete(root as Root);
  }

  define(id: number, text: string): void {
    const sheet = this.byId.get(id) ?? new CSSStyleSheet();
    this.byId.set(id, sheet);
    sheet.replaceSync(text);
    for (const listener of this.listeners) listener.redefined(sheet);
  }

  adopt(root: Document | ShadowRoot, ids: readonly number[]): void {
    const sheets = ids.map((id) => this.byId.get(id)).filter((sheet) => sheet !== undefined);
    this.lists.set(root, sheets);
    this.place(root);
  }

  editConstructed(id: number, index: number, count: number, rules: readonly string[]): void {
    const sheet = this.byId.get(id);
    if (sheet) this.splice(sheet, index, count, rules);
  }

  editOwned(owner: Element, index: number, count: number, rules: readonly string[]): void {
    this.withSheet(owner as Owner, (sheet) => this.splice(sheet, index, count, rules));
  }

  stateConstructed(id: number, disabled: number, media: string): void {
    const sheet = this.byId.get(id);
    if (sheet) setState(sheet, disabled, media);
  }

  stateOwned(owner: Element, disabled: number, media: string): void {
    this.withSheet(owner as Owner, (sheet) => setState(sheet, disabled, media));
  }

  /** For the digest; undefined while a linked sheet is not there, or for good when it cannot be read. */
  rulesOf(node: Node): ArrayLike<CSSRule> | null | undefined {
    const list = this.lists.get(node as Root);
    if (list?.length) return list.flatMap((sheet) => [...sheet.cssRules]);
    const owner = node as Owner;
    if (
      owner.localName === "link" &&
      /\bstylesheet\b/i.test((owner as HTMLLinkElement).rel) &&
      !owner.disabled
    )
      return isReadable(owner.sheet) ? owner.sheet.cssRules : undefined;
    return owner.localName === "style" || owner.localName === "link" ? (owner.sheet?.cssRules ?? null) : null;
  }

  /** A root that comes from another document, such as a template's, brings no sheets along. */
  refresh(): void {
    if (!this.patchText) return;
    for (const root of this.roots) {
      const placed = (root === this.document ? ADOPTED : ADOPTED_BY_ROOT).get!.call(root) as CSSStyleSheet[];
      if (!placed.includes(this.patched)) this.place(root);
    }
  }

  private place(root: Root): void {
    if (root !== this.document && root.ownerDocument !== this.document) return; // there ours may not be
    const list = [...(this.lists.get(root) ?? [])];
    if (this.patchText) list.push(this.patched);
    if (root === this.document) list.push(...this.ours);
    (root === this.document ? ADOPTED : ADOPTED_BY_ROOT).set!.call(root, list);
  }

  private splice(sheet: CSSStyleSheet, index: number, count: number, rules: readonly string[]): void {
    splice(sheet, index, count, rules);
    for (const listener of this.listeners) listener.edited(sheet, index, rules.length);
  }

  private withSheet(owner: Owner, work: Work): void {
    const queue = this.waiting.get(owner);
    if (queue) {
      queue.push(work);
    } else if (isReadable(owner.sheet)) {
      work(owner.sheet);
    } else {
      this.waiting.set(owner, [work]);
      owner.addEventListener("load", () => this.settle(owner), { once: true });
      owner.addEventListener("error", () => this.waiting.delete(owner), { once: true });
    }
  }

  private settle(owner: Owner): void {
    const queue = this.waiting.get(owner) ?? [];
    this.waiting.delete(owner);
    if (isReadable(owner.sheet)) for (const work of queue) work(owner.sheet);
  }
}

function isReadable(sheet: CSSStyleSheet | null): sheet is CSSStyleSheet {
  try {
    return !!sheet?.cssRules;
  } catch {
    return false; // not loaded yet, or kept to itself by another host
  }
}

function splice(sheet: CSSStyleSheet, index: number, count: number, rules: readonly string[]): void {
  const end = count === ALL_RULES ? sheet.cssRules.length : index + count;
  for (let i = end - 1; i >= index; i--) sheet.deleteRule(i);
  rules.forEach((rule, i) => insert(sheet, rule, index + i));
}

/** A rule that this browser does not know keeps its place, so that the indices of the others hold. */
function insert(sheet: CSSStyleSheet, rule: string, index: number): void {
  try {
    sheet.insertRule(rule, index);
  } catch {
    sheet.insertRule("alongside-unknown{}", index);
  }
}

function setState(sheet: CSSStyleSheet, disabled: number, media: string): void {
  sheet.disabled = disabled === 1;
  if (sheet.media.mediaText !== media) sheet.media.mediaText = media;
}
