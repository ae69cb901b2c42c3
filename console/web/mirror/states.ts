/**
 * Shows the states that the host's elements are in. A rule is changed only while the host and this browser differ about an
 * element that it may match, and an element is marked only while a changed rule needs it: otherwise tree and sheets are the shop's.
 */
import { changeSelector, keepText } from "./host_texts";
import { browserRules, DRAWN } from "./browser_rules";
import type { MirrorSheets } from "./sheets";
import { MARK, stateRulesOf, type StateRule } from "./state_rules";

type Root = Document | ShadowRoot;

/** In these states are the elements around, too. */
const SPREADS = new Set(["hover", "active", "focus-within"]);
/** States of this browser itself that are not to show when the host does not have them. */
const OWN = ["hover", "active", "focus", "focus-visible", "focus-within", "modal", "popover-open"];

export class MirrorStates {
  private readonly told = new Map<string, readonly Element[]>();
  private readonly read = new WeakMap<CSSStyleSheet, StateRule[]>();
  private marked = new Map<Element, string>();
  private changed = new Set<StateRule>();
  private frame = 0;

  constructor(
    private readonly document: Document,
    private readonly roots: () => Iterable<Root>,
    private readonly rootOf: (element: Element) => ShadowRoot | null,
    private readonly sheets: MirrorSheets,
  ) {
    for (const type of ["pointerover", "pointerout", "pointerdown", "pointerup", "focusin", "focusout"])
      document.addEventListener(type, () => this.refresh(), { capture: true, passive: true });
  }

  set(state: string, elements: readonly Element[]): void {
    this.told.set(state, elements);
    this.soon();
  }

  /** The elements that are in this state on the host. */
  private shown(state: string): readonly Element[] {
    const elements = (this.told.get(state) ?? []).filter((each) => each.isConnected);
    if (SPREADS.has(state)) return elements.flatMap((each) => [...around(each)]);
    return state.startsWith("focus") ? elements.flatMap((each) => [...withHosts(each)]) : elements;
  }

  /** The sheet has other rules now. */
  redefined(sheet: CSSStyleSheet): void {
    this.restore(sheet);
    this.read.delete(sheet);
    this.soon();
  }

  edited(sheet: CSSStyleSheet): void {
    this.redefined(sheet);
  }

  /** Tree or sheets changed; looked into once a frame, while there is something to show. */
  soon(): void {
    if (
      this.frame ||
      !(this.changed.size || this.marked.size || [...this.told.values()].some((each) => each.length))
    )
      return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.refresh();
    });
  }

  refresh(): void {
    const differing = this.differences();
    const needed = new Set<StateRule>();
    for (const rule of differing.size ? this.rules() : [])
      if (rule.mentions.some(([state, compound]) => differing.get(state)?.some((e) => fits(e, compound))))
        needed.add(rule);
    for (const rule of this.changed) if (!needed.has(rule)) put(rule, rule.plain);
    for (const rule of needed) if (!this.changed.has(rule)) put(rule, rule.marked);
    this.changed = needed;
    this.mark();
  }

  private mark(): void {
    const marks = new Map<Element, Set<string>>();
    const add = (element: Element, state: string) =>
      marks.set(element, (marks.get(element) ?? new Set()).add(state));
    for (const { mentions } of this.changed)
      for (const [state, compound] of mentions)
        for (const element of this.shown(state)) if (fits(element, compound)) add(element, state);
    const drawn = DRAWN.flatMap((state) => this.drawn(state).map((element) => [state, element] as const));
    for (const [state, element] of drawn) add(element, state);
    this.sheets.patch("states", browserRules(drawn));
    for (const element of this.marked.keys()) if (!marks.has(element)) element.removeAttribute(MARK);
    const now = new Map<Element, string>();
    for (const [element, states] of marks) {
      const text = [...states].join(" ");
      now.set(element, text);
      if (this.marked.get(element) !== text) element.setAttribute(MARK, text);
    }
    this.marked = now;
  }

  /** The elements for which this browser does not draw a state that it draws by itself where it comes into it. */
  private drawn(state: string): Element[] {
    const elements = (this.told.get(state) ?? []).filter((each) => each.isConnected);
    return elements.filter((each) => state !== "focus-visible" || !each.matches(":focus-visible"));
  }

  /** By state, the elements that are in it on one side only. */
  private differences(): Map<string, Element[]> {
    const differing = new Map<string, Element[]>();
    for (const state of new Set([...OWN, ...this.told.keys()])) {
      const theirs = new Set(this.shown(state));
      const mine = new Set(OWN.includes(state) ? this.inState(state) : []);
      const apart = [...theirs].filter((e) => !mine.has(e)).concat([...mine].filter((e) => !theirs.has(e)));
      if (apart.length) differing.set(state, apart);
    }
    return differing;
  }

  /** The elements here that really are in this state. */
  private inState(state: string, root: Root = this.document): Element[] {
    const found = [...root.querySelectorAll(`:${state}`)];
    for (const element of found) {
      const inner = this.rootOf(element);
      if (inner) found.push(...this.inState(state, inner));
    }
    return found;
  }

  private rules(): StateRule[] {
    const sheets = new Set<CSSStyleSheet>();
    for (const root of this.roots())
      for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) sheets.add(sheet);
    return [...sheets].flatMap((sheet) => this.rulesOf(sheet));
  }

  private rulesOf(sheet: CSSStyleSheet): StateRule[] {
    let rules = this.read.get(sheet);
    if (!rules) {
      rules = stateRulesOf(sheet);
      this.read.set(sheet, rules);
    }
    return rules;
  }

  private restore(sheet: CSSStyleSheet): void {
    for (const rule of this.read.get(sheet) ?? []) if (this.changed.delete(rule)) put(rule, rule.plain);
  }
}

/** The element and those around it, by the tree that is drawn; with a label goes its control. */
function* around(element: Element): Iterable<Element> {
  for (let at: Element | null = element; at; at = flatParent(at)) {
    yield at;
    const { control } = at as Partial<HTMLLabelElement>;
    if (at.localName === "label" && control) yield control;
  }
}

/** A shadow host has the focus of what is in it. */
function* withHosts(element: Element): Iterable<Element> {
  yield element;
  const root = element.getRootNode();
  if (root instanceof ShadowRoot) yield* withHosts(root.host);
}

function flatParent(element: Element): Element | null {
  const root = element.parentNode;
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function put({ rule }: StateRule, selector: string): void {
  if (changeSelector(rule, () => selector)) keepText(rule);
}

function fits(element: Element, compound: string): boolean {
  try {
    return element.matches(compound);
  } catch {
    return true; // what stands alone only in its place, such as `:host`
  }
}
