/**
 * URLs in styles that this mirror cannot load. Browsers say nothing of a background that failed, so those that were asked for by CSS
 * are tried once more as pictures; object URLs of the host fail for certain. What the host page sends takes their place in the rules
 * and style attributes, each as it stands there.
 */
import { standIn, type Resources } from "./resources";

const CSS_URL = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s"']*))\s*\)/gi;
export const HOST_BLOB = /blob:(?!null\/)/;

type Root = Document | ShadowRoot;

export class CssUrls {
  private readonly tried = new Set<string>();
  private isStale = false;
  private readonly observer: PerformanceObserver;

  constructor(
    private readonly document: Document,
    private readonly roots: () => Iterable<Root>,
    private readonly resources: Resources,
  ) {
    this.observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ((entry as PerformanceResourceTiming).initiatorType === "css") this.tryPicture(entry.name);
    });
    this.observer.observe({ type: "resource", buffered: true });
    document.fonts.addEventListener("loadingerror", this.fontFailed);
  }

  stop(): void {
    this.observer.disconnect();
    this.document.fonts.removeEventListener("loadingerror", this.fontFailed);
  }

  /** Styles were built or changed. `text` is one that may name what only the host has. */
  met(text: string): void {
    this.isStale ||= text.includes("url(");
    if (!HOST_BLOB.test(text)) return;
    for (const url of urlsOf(text, this.document.baseURI)) if (HOST_BLOB.test(url)) this.rescue(url);
  }

  /** A sheet was loaded, or something was found: rules may name what is there by now. */
  changed(): void {
    this.isStale = true;
  }

  /** After ops: what was found before may stand in new rules, too. */
  refresh(): void {
    if (this.isStale && this.resources.hasFound) this.replaceAll();
    this.isStale = false;
  }

  private tryPicture(url: string): void {
    if (this.tried.has(url) || url.startsWith("blob:null/")) return;
    this.tried.add(url);
    const probe = new Image();
    probe.onerror = () => {
      // A sheet or a font that a rule asked for is no picture and yet is there.
      if (!/\.(?:css|woff2?|ttf|otf)(?:$|\?)/i.test(url)) this.rescue(url);
    };
    probe.src = url;
  }

  private readonly fontFailed = (event: Event): void => {
    const families = (event as FontFaceSetLoadEvent).fontfaces.map((face) => plainName(face.family));
    for (const [rule, base] of this.rules())
      for (const face of facesIn(rule))
        if (families.includes(plainName(face.style.getPropertyValue("font-family"))))
          for (const url of urlsOf(face.cssText, base)) this.rescue(url);
  };

  private rescue(url: string): void {
    this.resources.want(url, () => this.replaceAll());
  }

  private replaceAll(): void {
    for (const [rule, base] of this.rules()) this.replaceIn(rule, base);
    for (const root of this.roots())
      for (const element of root.querySelectorAll("[style*='url(']")) {
        const text = element.getAttribute("style")!;
        const replaced = this.replaced(text, this.document.baseURI);
        if (replaced !== text) element.setAttribute("style", replaced);
      }
  }

  /** A rule of a page changes only through its style; others are put in anew. */
  private replaceIn(rule: CSSRule, base: string): void {
    if (!rule.cssText.includes("url(")) return;
    if ((rule as Partial<CSSGroupingRule>).cssRules)
      for (const inner of (rule as CSSGroupingRule).cssRules) this.replaceIn(inner, base);
    if (rule instanceof CSSFontFaceRule) return this.replaceFont(rule, base);
    const style = (rule as Partial<CSSStyleRule>).style;
    if (!style) return;
    const replaced = this.replaced(style.cssText, base);
    if (replaced !== style.cssText) style.cssText = replaced;
  }

  private replaceFont(rule: CSSFontFaceRule, base: string): void {
    const replaced = this.replaced(rule.cssText, base);
    const holder = (rule.parentRule as CSSGroupingRule | null) ?? rule.parentStyleSheet;
    if (replaced === rule.cssText || !holder) return;
    const at = Array.prototype.indexOf.call(holder.cssRules, rule);
    holder.deleteRule(at);
    holder.insertRule(replaced, at);
  }

  private replaced(text: string, base: string): string {
    return text.replace(CSS_URL, (whole, double?: string, single?: string, bare?: string) => {
      const written = double ?? single ?? bare ?? "";
      const found = URL.canParse(written, base) ? this.resources.foundAt(plainUrl(written, base)) : undefined;
      return found ? whole.replace(written, () => standIn(found, written)) : whole;
    });
  }

  /** Every rule of the page's readable sheets, with the address that it is relative to. */
  private *rules(): Generator<[rule: CSSRule, base: string]> {
    for (const root of this.roots())
      for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) {
        try {
          for (const rule of [...sheet.cssRules]) yield [rule, sheet.href ?? this.document.baseURI];
        } catch {
          // another site's: what it names cannot be changed
        }
      }
  }
}

function* facesIn(rule: CSSRule): Generator<CSSFontFaceRule> {
  if (rule instanceof CSSFontFaceRule) yield rule;
  for (const inner of (rule as Partial<CSSGroupingRule>).cssRules ?? []) yield* facesIn(inner);
}

const plainUrl = (written: string, base: string): string => new URL(written, base).href.replace(/#.*$/s, "");
const plainName = (family: string): string => family.replace(/["']/g, "");

export function urlsOf(text: string, base: string): string[] {
  return [...text.matchAll(CSS_URL)]
    .map(([, double, single, bare]) => double ?? single ?? bare ?? "")
    .filter((written) => URL.canParse(written, base))
    .map((written) => new URL(written, base).href);
}

/** A sheet that is read from an object URL: what it names is relative to where it came from. */
export function absoluteCss(text: string, base: string): string {
  const absolute = (written: string) => (URL.canParse(written, base) ? new URL(written, base).href : written);
  return text
    .replace(CSS_URL, (_, double?: string, single?: string, bare?: string) => {
      return `url("${absolute(double ?? single ?? bare ?? "")}")`;
    })
    .replace(/(@import\s+)(["'])(.*?)\2/gi, (_, rule: string, quote: string, written: string) => {
      return `${rule}${quote}${absolute(written)}${quote}`;
    });
}
