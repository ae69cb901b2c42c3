/**
 * Style sheets beyond what elements say: constructed ones with the lists that adopt them, and what scripts changed through
 * the CSSOM. Edits of single rules travel as splices of a sheet's top-level rules; a changed rule is replaced whole.
 */
import { ALL_RULES, type Op } from "../../../alongside/wire/ops";
import type { Hooks } from "./hooks";
import { htmlNameOf } from "./dom";
import type { Scope } from "./scope";

type Adopter = Document | ShadowRoot;
type Owner = HTMLStyleElement | HTMLLinkElement;
type Edit = [index: number, count: number, rules: string[]];

/** Rules, lists and sheets that a script got hold of may change without a call; so many of each are looked at again. */
const WATCH_LIMIT = 200;

export class Sheets {
  #ids = new WeakMap<CSSStyleSheet, number>();
  #next = 1;
  /** As it was told. Asking a root itself for its list would look like a script that is about to change it. */
  readonly adopted = new Map<Adopter, readonly CSSStyleSheet[]>();
  readonly #doubtful = new Set<Adopter>();
  readonly #watched = new Set<Adopter>();
  #fresh = new Set<Owner>();
  #edits = new Map<CSSStyleSheet, Edit[]>();
  #redefined = new Set<CSSStyleSheet>();
  #changedRules = new Set<CSSRule>();
  /** Rules that were handed out, with the text that the mirror has. */
  readonly #lent = new Map<CSSRule, string>();
  readonly #states = new Map<CSSStyleSheet, string>();
  /** The state that the mirror has, of those that had another than their element says. */
  #told = new WeakMap<CSSStyleSheet, string>();
  #isAsking = false;

  readonly #scope: Scope;
  readonly #hooks: Hooks;

  constructor(scope: Scope, hooks: Hooks) {
    this.#scope = scope;
    this.#hooks = hooks;
  }

  /** Before a snapshot: the mirror knows nothing. */
  reset(): void {
    this.#ids = new WeakMap();
    this.adopted.clear();
    this.#edits = new Map();
    this.#lent.clear();
    this.#states.clear();
    this.#told = new WeakMap();
  }

  metRoot(root: Adopter): void {
    this.#doubtful.add(root);
  }

  metOwner(owner: Owner): void {
    this.#fresh.add(owner);
  }

  forget(node: Node): void {
    this.adopted.delete(node as Adopter);
    this.#watched.delete(node as Adopter);
    this.#fresh.delete(node as Owner);
  }

  /** Whether anything was handed out that may change unseen. */
  get isWatching(): boolean {
    return this.#lent.size + this.#watched.size + this.#states.size > 0;
  }

  heardAdopted(root: Adopter): void {
    if (this.#isAsking) return;
    this.#doubtful.add(root);
    keepBounded(this.#watched, root);
    this.#scope.wake();
  }

  heardState(sheet: CSSStyleSheet): void {
    if (!this.#states.has(sheet)) this.#states.set(sheet, this.#told.get(sheet) ?? initialState(sheet));
    this.#scope.wake();
  }

  heardEdit(sheet: CSSStyleSheet, index: number, isInsert: boolean): void {
    if (!this.#isKnown(sheet) || this.#redefined.has(sheet)) return;
    const edits = this.#edits.get(sheet) ?? [];
    this.#edits.set(sheet, edits);
    const rule = isInsert ? sheet.cssRules[index] : null;
    const last = edits.at(-1);
    if (!isInsert) edits.push([index, 1, []]);
    else if (last && last[1] === 0 && last[0] + last[2].length === index) last[2].push(rule?.cssText ?? "");
    else edits.push([index, 0, [rule?.cssText ?? ""]]);
    this.#scope.wake();
  }

  heardReplaced(sheet: CSSStyleSheet): void {
    if (!this.#ids.has(sheet)) return;
    this.#edits.delete(sheet);
    this.#redefined.add(sheet);
    this.#scope.wake();
  }

  heardRule(rule: CSSRule, isChange: boolean): void {
    const top = topOf(rule);
    if (!top.parentStyleSheet || !this.#isKnown(top.parentStyleSheet)) return;
    if (isChange) this.#changedRules.add(top);
    else this.#watch(top);
    this.#scope.wake();
  }

  /** Last in line, with the text that was known before: a flush looks at all of them, and keeps the last ones. */
  #watch(rule: CSSRule): void {
    const text = this.#lent.get(rule) ?? rule.cssText;
    this.#lent.delete(rule);
    this.#lent.set(rule, text);
  }

  /** The mirror has this sheet now as it is. Scripts may have had rules of it in hand before. */
  #toldSheet(sheet: CSSStyleSheet): void {
    if (this.#hooks.lent.has(sheet)) for (const rule of readRules(sheet)) this.#watch(rule);
  }

  flush(): Op[] {
    const ops: Op[] = [];
    this.#flushOwners(ops);
    for (const root of [...this.#doubtful, ...this.#watched]) this.#flushAdopted(root, ops);
    this.#doubtful.clear();
    for (const sheet of this.#redefined) this.#define(sheet, ops);
    for (const [sheet, edits] of this.#edits) for (const edit of edits) this.#pushEdit(sheet, edit, ops);
    this.#flushRules(ops);
    this.#flushStates(ops);
    this.#redefined = new Set();
    this.#edits = new Map();
    return ops;
  }

  #isKnown(sheet: CSSStyleSheet): boolean {
    return this.#ids.has(sheet) || (!!sheet.ownerNode && this.#scope.ids.has(sheet.ownerNode));
  }

  /** Sheets of elements that were just serialised: their rules are sent when they are not those of their source. */
  #flushOwners(ops: Op[]): void {
    for (const owner of this.#fresh) {
      const sheet = owner.sheet;
      if (!sheet || !this.#scope.ids.has(owner)) continue;
      this.#edits.delete(sheet);
      // Of a window that was gone before it had hooks: nothing is heard there.
      if (!(sheet instanceof this.#scope.window.CSSStyleSheet)) this.#hooks.lent.add(sheet);
      if (this.#hasDiverged(owner, sheet)) this.#pushEdit(sheet, [0, ALL_RULES, rulesOf(sheet)], ops);
      this.#toldSheet(sheet);
      if (sheet.disabled) this.heardState(sheet);
    }
    this.#fresh = new Set();
  }

  #hasDiverged(owner: Owner, sheet: CSSStyleSheet): boolean {
    if (this.#hooks.changed.has(sheet)) return true;
    if (this.#hooks.early && !this.#hooks.lent.has(sheet)) return false;
    if (htmlNameOf(owner) !== "style") return this.#hooks.lent.has(sheet);
    if (/@import/i.test(owner.textContent ?? "")) return false; // a constructed sheet drops imports, so nothing to compare with
    const source = new this.#scope.window.CSSStyleSheet();
    source.replaceSync(owner.textContent ?? "");
    return rulesOf(source).join() !== rulesOf(sheet).join();
  }

  #flushAdopted(root: Adopter, ops: Op[]): void {
    const id = this.#scope.ids.idOf(root);
    if (id === null) return;
    this.#isAsking = true; // as a script would that is about to change the list
    const list = root.adoptedStyleSheets;
    this.#isAsking = false;
    const known = this.adopted.get(root) ?? [];
    if (list.length === known.length && known.every((sheet, i) => sheet === list[i])) return;
    this.adopted.set(root, [...list]);
    for (const sheet of list) if (!this.#ids.has(sheet)) this.#define(sheet, ops);
    ops.push(["A", id, list.map((sheet) => this.#ids.get(sheet)!)]);
  }

  #define(sheet: CSSStyleSheet, ops: Op[]): void {
    const id = this.#ids.get(sheet) ?? this.#next++;
    this.#ids.set(sheet, id);
    this.#edits.delete(sheet);
    const source = this.#hooks.lent.has(sheet) ? undefined : this.#hooks.texts.get(sheet);
    ops.push(["S", id, this.#hide(source ?? rulesOf(sheet).join("\n"))]);
    this.#toldSheet(sheet);
    if (sheet.disabled || sheet.media.length) this.heardState(sheet);
  }

  /** Rules show text, too: `content`, custom properties, addresses. */
  #hide(text: string): string {
    return this.#scope.masks.secrets.hideKnown(text);
  }

  #pushEdit(sheet: CSSStyleSheet, [index, count, clear]: Edit, ops: Op[]): void {
    const rules = clear.map((rule) => this.#hide(rule));
    const own = this.#ids.get(sheet);
    if (own !== undefined) ops.push(["r", own, index, count, rules]);
    const owner = sheet.ownerNode as Owner | null;
    const id = owner?.sheet === sheet ? this.#scope.ids.idOf(owner) : null;
    if (id !== null) ops.push(["R", id, index, count, rules]);
  }

  #flushRules(ops: Op[]): void {
    for (const [rule, text] of this.#lent) {
      if (!rule.parentStyleSheet) this.#lent.delete(rule);
      else if (rule.cssText !== text) this.#changedRules.add(rule);
    }
    for (const rule of this.#changedRules) {
      const sheet = rule.parentStyleSheet;
      const index = sheet ? Array.prototype.indexOf.call(sheet.cssRules, rule) : -1;
      if (!sheet || index < 0) continue;
      this.#hooks.changed.add(sheet);
      this.#hooks.texts.delete(sheet);
      if (this.#lent.has(rule)) this.#lent.set(rule, rule.cssText);
      this.#pushEdit(sheet, [index, 1, [rule.cssText]], ops);
    }
    this.#changedRules = new Set();
    trim(this.#lent);
  }

  #flushStates(ops: Op[]): void {
    for (const [sheet, known] of this.#states) {
      const state = stateOf(sheet);
      const own = this.#ids.get(sheet);
      const id = own ?? (sheet.ownerNode ? this.#scope.ids.idOf(sheet.ownerNode) : null);
      if (state === known || id === null) continue;
      this.#states.set(sheet, state);
      this.#told.set(sheet, state);
      const code = own === undefined ? "E" : "e";
      ops.push([code, id, sheet.disabled ? 1 : 0, sheet.media.mediaText]);
    }
    trim(this.#states);
  }
}

/** Every rule's text. */
export const rulesOf = (sheet: CSSStyleSheet): string[] => readRules(sheet).map((rule) => rule.cssText);

/** None for a sheet that another host keeps to itself. */
function readRules(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return Array.from(sheet.cssRules);
  } catch {
    return []; // SecurityError: scripts of the shop cannot have changed it either
  }
}

function topOf(rule: CSSRule): CSSRule {
  let top = rule;
  while (top.parentRule) top = top.parentRule;
  return top;
}

/** With what its element says, since that undoes what a script said before. */
const stateOf = (sheet: CSSStyleSheet): string =>
  `${sheet.disabled ? 1 : 0}${sheet.media.mediaText}\n${mediaOf(sheet)}`;

/** What the mirror has by the element alone. */
const initialState = (sheet: CSSStyleSheet): string => `0${mediaOf(sheet)}\n${mediaOf(sheet)}`;

const mediaOf = ({ ownerNode }: CSSStyleSheet): string =>
  (ownerNode as Partial<Element> | null)?.getAttribute?.("media") ?? "";

function keepBounded<V>(set: Set<V>, value: V): void {
  set.delete(value);
  set.add(value);
  trim(set);
}

/** The last ones in line stay. */
function trim<K>(line: Set<K> | Map<K, unknown>): void {
  for (const oldest of line.keys()) {
    if (line.size <= WATCH_LIMIT) return;
    line.delete(oldest);
  }
}
