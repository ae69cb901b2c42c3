/**
 * The host's device in the place of this one: style sheets are asked what they say of the device, and answered as the host's
 * browser answers. Nothing is touched while the two devices say the same.
 */
import { queriesOf, readDevice, type Device } from "../../../alongside/wire/device";
import { rewriteDeclarations, rewriteScheme, type Difference } from "./declarations";
import { changeList, changeStyle, isChanged, keepText } from "./host_texts";
import { answerOf, rewriteQuery, type Facts } from "./media_query";
import type { MirrorSheets } from "./sheets";

type Root = Document | ShadowRoot;
type AnyRule = CSSRule & {
  media?: MediaList;
  style?: CSSStyleDeclaration;
  cssRules?: CSSRuleList;
  styleSheet?: CSSStyleSheet | null;
};

const SCHEME = "prefers-color-scheme:";
const SIDES = ["top", "right", "bottom", "left"];

/** Different style attributes that choose a colour scheme; a page with more of them generates them. */
const MOST_INLINE = 200;

export class MirrorDevice {
  private readonly window: Window & typeof globalThis;
  private readonly queries: Map<string, MediaQueryList>;
  private seen = new WeakSet<CSSStyleSheet>();
  private host: Device | null = null;
  private ratio: number;
  private difference: Difference = { scheme: null, ratio: null, insets: null };
  /** What the sheets were last brought into line with; empty while there is nothing to do. */
  private standing = "";
  private patch = "";

  constructor(
    private readonly document: Document,
    private readonly sheets: MirrorSheets,
    private readonly roots: () => Iterable<Root>,
  ) {
    this.window = document.defaultView as Window & typeof globalThis;
    this.ratio = this.window.devicePixelRatio;
    this.queries = queriesOf(this.window);
    for (const query of this.queries.values()) query.addEventListener("change", this.changed);
    this.window.addEventListener("resize", this.changed);
  }

  stop(): void {
    for (const query of this.queries.values()) query.removeEventListener("change", this.changed);
    this.window.removeEventListener("resize", this.changed);
  }

  private readonly changed = (): void => {
    this.compare();
    this.refresh();
  };

  set(host: Device): void {
    this.host = host;
    this.compare();
  }

  setRatio(ratio: number): void {
    this.ratio = ratio;
    this.compare();
  }

  /** Both devices side by side. After a change everything is looked at again. */
  compare(): void {
    const { host } = this;
    if (!host || !this.document.documentElement) return;
    const here = readDevice(this.window, this.queries);
    const facts = (device: Device, ratio: number) =>
      JSON.stringify([device.media, device.screen, ratio, device.insets]);
    const [theirs, ours] = [facts(host, this.ratio), facts(here, this.window.devicePixelRatio)];
    const standing = theirs === ours && !this.standing ? "" : `${theirs} ${ours}`;
    if (standing === this.standing) return;
    this.standing = standing;
    this.seen = new WeakSet();
    const ratio = this.ratio === this.window.devicePixelRatio ? null : this.ratio;
    this.difference = { ...differenceOf(host, here), ratio };
    this.patch = patchOf(host, here);
  }

  /** Sheets that are new since the last time. */
  refresh(): void {
    if (!this.standing) return;
    const rules = new Set<string>();
    for (const root of this.roots()) {
      for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) this.follow(sheet);
      this.inlineRules(root, rules);
    }
    this.sheets.patch("device", this.patch + this.metaRule() + [...rules].join(""));
  }

  /** The sheet has other rules now. */
  redefined(sheet: CSSStyleSheet): void {
    this.seen.delete(sheet);
  }

  /** Rules that were put into a sheet. */
  edited(sheet: CSSStyleSheet, index: number, count: number): void {
    if (!this.standing || !this.seen.has(sheet)) return;
    for (let i = index; i < index + count; i++) this.followRule(sheet.cssRules[i] as AnyRule);
  }

  private follow(sheet: CSSStyleSheet): void {
    this.followList(sheet.media);
    if (this.seen.has(sheet)) return;
    const rules = rulesOf(sheet);
    if (!rules) return;
    this.seen.add(sheet);
    for (const rule of rules) this.followRule(rule as AnyRule);
  }

  private followRule(rule: AnyRule): void {
    let isOther = false;
    if (rule.media && !(rule instanceof CSSStyleRule)) isOther = this.followList(rule.media);
    if (rule.styleSheet) this.follow(rule.styleSheet);
    if (rule.style && this.concerns(rule.style))
      isOther = changeStyle(rule.style, (text) => rewriteDeclarations(text, this.difference)) || isOther;
    for (const inner of rule.cssRules ?? []) this.followRule(inner as AnyRule);
    if (isOther) keepText(rule);
  }

  private followList(list: MediaList): boolean {
    return (
      list.length > 0 && changeList(list, (text) => rewriteQuery(text, (feature) => this.answer(feature)))
    );
  }

  /** Null where this browser says the same. */
  private answer(feature: string): boolean | null {
    const facts: Facts = { ...this.host!, ratio: this.ratio };
    const host = answerOf(feature, facts);
    return host === this.window.matchMedia(`(${feature})`).matches ? null : host;
  }

  private concerns(style: CSSStyleDeclaration): boolean {
    const { scheme, ratio, insets } = this.difference;
    if ((scheme && style.colorScheme) || isChanged(style)) return true;
    return !!(ratio ?? insets) && /image-set\(|env\(/.test(style.cssText);
  }

  /** Style attributes stay the host's; a rule of ours for all elements with such a one outweighs it. */
  private inlineRules(root: Root, rules: Set<string>): void {
    const { scheme } = this.difference;
    if (!scheme) return;
    for (const element of root.querySelectorAll<HTMLElement>('[style*="color-scheme" i]')) {
      const { colorScheme } = element.style;
      const chosen = rewriteScheme(colorScheme, scheme);
      if (chosen === colorScheme || rules.size >= MOST_INLINE) continue;
      rules.add(`[style=${quote(element.getAttribute("style")!)}]{color-scheme:${chosen}!important}`);
    }
  }

  /** `<meta name=color-scheme>` speaks for a root that says nothing itself. */
  private metaRule(): string {
    const { scheme } = this.difference;
    const meta = this.document.querySelector<HTMLMetaElement>('meta[name="color-scheme" i]');
    const value = scheme && meta ? rewriteScheme(meta.content, scheme) : "";
    return value && value !== meta!.content ? `@layer{:where(:root){color-scheme:${value}}}` : "";
  }
}

function differenceOf(host: Device, here: Device): Omit<Difference, "ratio"> {
  const schemeOf = (device: Device) =>
    device.media.find((pair) => pair.startsWith(SCHEME))?.slice(SCHEME.length);
  const scheme = schemeOf(host) === schemeOf(here) ? null : (schemeOf(host) as "light" | "dark" | undefined);
  const isSame = host.insets.join() === here.insets.join();
  const insets = new Map(SIDES.map((side, i) => [`safe-area-inset-${side}`, `${host.insets[i] ?? 0}px`]));
  return { scheme: scheme ?? null, insets: isSame ? null : insets };
}

/** What is drawn otherwise whatever the page says. */
function patchOf(host: Device, here: Device): string {
  const rules: string[] = [];
  const isForced = (device: Device) => device.media.includes("forced-colors:active");
  if (isForced(here) && !isForced(host)) rules.push(":root{forced-color-adjust:none}");
  if (host.bar !== here.bar) rules.push(barRules(host.bar));
  return rules.join("");
}

function barRules(thickness: number): string {
  if (thickness === 0) return "*{scrollbar-width:none!important}";
  return (
    `@layer{::-webkit-scrollbar{width:${thickness}px;height:${thickness}px}` +
    "::-webkit-scrollbar,::-webkit-scrollbar-corner{background:#fafafa}" +
    "::-webkit-scrollbar-thumb{background:#c1c1c1;background-clip:padding-box;border:3px solid transparent;border-radius:8px}}"
  );
}

const quote = (text: string): string => {
  return `"${text.replace(/["\\\n\r\f]/g, (each) => `\\${each.charCodeAt(0).toString(16)} `)}"`;
};

function rulesOf(sheet: CSSStyleSheet): CSSRuleList | null {
  try {
    return sheet.cssRules;
  } catch {
    return null; // on its way, or kept to itself by another host
  }
}
