/**
 * Media lists and rules that were changed here, to make up for the device or to show a state of the host's. Whoever reads their text, by the CSSOM, gets the
 * host's, as everything else in the mirror is the host's.
 */
const MEDIA_TEXT = Object.getOwnPropertyDescriptor(MediaList.prototype, "mediaText")!;
const CSS_TEXT = Object.getOwnPropertyDescriptor(CSSRule.prototype, "cssText")!;
const SELECTOR = Object.getOwnPropertyDescriptor(CSSStyleRule.prototype, "selectorText")!;
const STYLE_TEXT = Object.getOwnPropertyDescriptor(CSSStyleDeclaration.prototype, "cssText")!;

interface Kept {
  /** What the host has. */
  readonly host: string;
  /** What stands here in its place, as the browser writes it. */
  readonly here: string;
}

const lists = new WeakMap<MediaList, Kept>();
const styles = new WeakMap<CSSStyleDeclaration, Kept>();
const selectors = new WeakMap<CSSStyleRule, Kept>();
const rules = new WeakSet<CSSRule>();

const read = (of: PropertyDescriptor, from: object): string => of.get!.call(from) as string;

/** Brings a list into line; true when it is not, or was not, the host's own. */
export function changeList(list: MediaList, change: (text: string) => string): boolean {
  return changeText(list, lists, MEDIA_TEXT, "mediaText", change);
}

/** As `changeList`, for the declarations of a rule. */
export function changeStyle(style: CSSStyleDeclaration, change: (text: string) => string): boolean {
  return changeText(style, styles, STYLE_TEXT, "cssText", change);
}

/** As `changeList`, for the selector of a rule. */
export function changeSelector(rule: CSSStyleRule, change: (text: string) => string): boolean {
  return changeText(rule, selectors, SELECTOR, "selectorText", change);
}

function changeText<O extends object>(
  owner: O,
  kept: WeakMap<O, Kept>,
  property: PropertyDescriptor,
  name: string,
  change: (text: string) => string,
): boolean {
  const shown = read(property, owner);
  const known = kept.get(owner);
  const host = known?.here === shown ? known.host : shown;
  const wanted = host && change(host);
  if (wanted === host && !known) return false;
  if (wanted !== shown) property.set!.call(owner, wanted);
  kept.set(owner, { host, here: read(property, owner) });
  const set = (text: string) => property.set!.call(owner, text);
  Object.defineProperty(owner, name, { configurable: true, get: () => hostText(owner, kept, property), set });
  return true;
}

function hostText<O extends object>(owner: O, kept: WeakMap<O, Kept>, property: PropertyDescriptor): string {
  const shown = read(property, owner);
  const known = kept.get(owner);
  return known?.here === shown ? known.host : shown;
}

/** Whether its declarations are not the host's own. */
export const isChanged = (style: CSSStyleDeclaration): boolean => styles.has(style);

/** The text of a rule, and of every rule around it, is the host's from now on. */
export function keepText(rule: CSSRule): void {
  for (let at: CSSRule | null = rule; at && !rules.has(at); at = at.parentRule) {
    const own = at;
    rules.add(own);
    Object.defineProperty(own, "cssText", { configurable: true, get: () => ruleText(own) });
  }
}

type AnyRule = CSSRule & { media?: MediaList; style?: CSSStyleDeclaration; cssRules?: CSSRuleList };

function ruleText(rule: AnyRule): string {
  let text = read(CSS_TEXT, rule);
  if (!rules.has(rule)) return text;
  let from = 0;
  const swap = (here: string, host: string) => {
    const at = here === "" ? -1 : text.indexOf(here, from);
    if (at < 0) return;
    text = text.slice(0, at) + host + text.slice(at + here.length);
    from = at + host.length;
  };
  if (rule instanceof CSSStyleRule) swap(read(SELECTOR, rule), rule.selectorText);
  if (rule.media) swap(read(MEDIA_TEXT, rule.media), rule.media.mediaText);
  if (rule.style) swap(read(STYLE_TEXT, rule.style), rule.style.cssText);
  for (const inner of rule.cssRules ?? []) swap(read(CSS_TEXT, inner), ruleText(inner as AnyRule));
  return text;
}
