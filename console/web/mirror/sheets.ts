/**
 * Sheets of the mirror: constructed ones by their id, and rule edits on the sheets of elements. A linked sheet may still be on
 * its way when edits for it arrive; they wait for it in order.
 */
import { ALL_RULES } from "../../../alongside/wire/ops";

type Owner = (HTMLStyleElement | HTMLLinkElement) & { sheet: CSSStyleSheet | null };
type Work = (sheet: CSSStyleSheet) => void;

export class MirrorSheets {
  private readonly byId = new Map<number, CSSStyleSheet>();
  private readonly waiting = new Map<Owner, Work[]>();
  private documentList: CSSStyleSheet[] = [];
  private readonly veil = new CSSStyleSheet();
  private isVeiled = false;

  constructor(private readonly document: Document) {
    this.veil.replaceSync("html{visibility:hidden!important}");
  }

  /** Hides the page while its sheets are loading. */
  veilPage(isVeiled: boolean): void {
    this.isVeiled = isVeiled;
    this.adoptDocument();
  }

  define(id: number, text: string): void {
    const sheet = this.byId.get(id) ?? new CSSStyleSheet();
    this.byId.set(id, sheet);
    sheet.replaceSync(text);
  }

  adopt(root: Document | ShadowRoot, ids: readonly number[]): void {
    const sheets = ids.map((id) => this.byId.get(id)).filter((sheet) => sheet !== undefined);
    if (root !== this.document) {
      root.adoptedStyleSheets = sheets;
      return;
    }
    this.documentList = sheets;
    this.adoptDocument();
  }

  editConstructed(id: number, index: number, count: number, rules: readonly string[]): void {
    const sheet = this.byId.get(id);
    if (sheet) splice(sheet, index, count, rules);
  }

  editOwned(owner: Element, index: number, count: number, rules: readonly string[]): void {
    this.withSheet(owner as Owner, (sheet) => splice(sheet, index, count, rules));
  }

  stateConstructed(id: number, disabled: number, media: string): void {
    const sheet = this.byId.get(id);
    if (sheet) setState(sheet, disabled, media);
  }

  stateOwned(owner: Element, disabled: number, media: string): void {
    this.withSheet(owner as Owner, (sheet) => setState(sheet, disabled, media));
  }

  private adoptDocument(): void {
    this.document.adoptedStyleSheets = this.isVeiled ? [...this.documentList, this.veil] : this.documentList;
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
