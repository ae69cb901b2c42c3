/**
 * What never leaves the page (DESIGN 8). A field that was a secret once stays one, also behind "show password" buttons, and
 * what it held is looked for wherever else the page may repeat it. When in doubt, nothing is sent.
 */
import { bullets } from "./cards";
import { clueOf, isCommonClue, isSecretClue, isShortClue } from "./clues";
import {
  attributeOf,
  containerOf,
  doesMatch,
  htmlNameOf,
  isElement,
  localNameOf,
  parentOf,
  rootOf,
} from "./dom";
import { Secrets } from "./secrets";

export interface MaskOptions {
  mask: string[];
  block: string[];
}

const MARK = "data-alongside";
const CONTROL = /^(?:input|textarea|select)$/;
/** Types with text that a person types. */
const TYPED = /^(?:text|password|textarea|tel|number|search|email|url)$/;
/** Types whose name and label are looked at; an address for mail is asked for "to reset your password", too. */
const NAMED = /^(?:text|password|textarea|tel|number|month|select-one)$/;
/** Attributes that a person reads, or that often repeat a value. */
const SPOKEN = /^(?:value|placeholder|title|alt|label|content|summary$|data-|aria-)/;
/** Attributes that say where a picture, a sound or a frame is from. */
const SOURCE = /^(?:src(?:set)?|poster|background|data)$|href$/;
/** Elements that have no size or no place without one. */
const PICTURE = /^(?:im|input|feI)/;
/** In a style, but for what is in the same document. */
const URLS = /url\((?!\s*["']?#)(?:"[^"]*"|'[^']*'|[^)]*)\)|(?<=-set\([^)]*)(?:"[^"]*"|'[^']*')/gi;
/** Of marked elements, these stay, since rules for their look hang on them. */
const STATE = /^(?:true|false|open|closed|active|inactive|checked|unchecked|\d)$/;
const HIDDEN_VALUE = bullets("hidden");
/** A value this long makes a field that repeats it a secret of its own. Shorter ones match by chance. */
const TELLING = 4;
/** One number in as many fields or more, of so many characters each at most. */
const PARTS = 4;
const PART_LENGTH = 6;
/** Fields whose values are known; more are not shown at a time. */
const FIELD_LIMIT = 200;

/** `mask`: shown as blocks of the same size; `block`: a grey box, without content. */
export type Mark = "mask" | "block";

export class Masks {
  readonly secrets = new Secrets();
  readonly #sticky = new WeakSet<Element>();
  readonly #passwords = new WeakSet<Element>();
  readonly #names = new Set<string>();
  /** Fields that others are compared with, and what each held last. */
  readonly #fields = new Map<HTMLInputElement, string>();
  #verdicts: WeakMap<Element, boolean> | null = null;
  /** What is in or under a marked element, as long as nothing can change. */
  #within: Map<Node, boolean> | null = null;
  #isStill = false;

  constructor(public options: MaskOptions) {}

  /** Before and after a flush: fields may have changed. `isStill`: until the next call no script of the page runs. */
  renew(isStill?: boolean): void {
    this.#verdicts = this.#within = null;
    this.#isStill = !!isStill;
  }

  /** How the element itself is marked, by its attribute or by a configured selector. */
  markOf(element: Element): Mark | null {
    const mark = attributeOf(element, MARK);
    if (mark === "block" || this.options.block.some((s) => doesMatch(element, s))) return "block";
    return mark === "mask" || this.options.mask.some((s) => doesMatch(element, s)) ? "mask" : null;
  }

  isBlocked(element: Element): boolean {
    return this.markOf(element) === "block";
  }

  /** Whether a change of this attribute can change a mark. */
  mayDependOn(attribute: string): boolean {
    return attribute === MARK || this.options.mask.length + this.options.block.length > 0;
  }

  /** In or under a marked element, in the page around a frame, too. */
  isWithin(node: Node): boolean {
    let is = this.#within?.get(node);
    if (is !== undefined) return is;
    const around = containerOf(node) ?? frameOf(node);
    is = !!(isElement(node) && this.markOf(node)) || (!!around && this.isWithin(around));
    if (this.#isStill) (this.#within ??= new Map()).set(node, is);
    return is;
  }

  /** A control whose value is a secret; learns of what it holds by the way. */
  isSecret(control: Element): boolean {
    if (!CONTROL.test(htmlNameOf(control))) return false;
    const known = this.#verdicts?.get(control);
    if (known !== undefined) return known;
    const verdict = this.#judge(control as HTMLInputElement);
    (this.#verdicts ??= new WeakMap()).set(control, verdict);
    return verdict;
  }

  /** An option of a list whose choice is a secret. */
  isInSecret(option: Element): boolean {
    let at: Node | null = option;
    while (at && /^opt/.test(htmlNameOf(at))) at = parentOf(at);
    return !!at && isElement(at) && this.isSecret(at);
  }

  /** This field is or was a password: it stays masked. */
  rememberPassword(field: Element): void {
    this.#sticky.add(field);
    if (this.#passwords.has(field)) return;
    this.#passwords.add(field);
    for (const key of ["name", "id"]) {
      const name = attributeOf(field, key);
      if (name) this.#names.add(`${key} ${name}`);
    }
  }

  #judge(control: HTMLInputElement): boolean {
    const { type } = control;
    if (type === "hidden") return true;
    const clue = NAMED.test(type) ? clueOf(control) : "";
    const parts = partsOf(control);
    if (this.#isPassword(control)) this.rememberPassword(control);
    else if (isSecretClue(clue) || parts) this.#sticky.add(control);
    const isSecret = this.#sticky.has(control) || this.isWithin(control);
    if (isSecret) this.#learn(control, clue, parts);
    return isSecret || this.#repeats(control);
  }

  #isPassword({ type, name, id }: HTMLInputElement): boolean {
    if (type === "password") return true;
    return TYPED.test(type) && (this.#names.has(`name ${name}`) || this.#names.has(`id ${id}`));
  }

  #learn(control: HTMLInputElement, clue: string, parts: HTMLInputElement[] | null): void {
    const { type, value, defaultValue } = control;
    if (!TYPED.test(type) || (isCommonClue(clue) && !this.#passwords.has(control))) return;
    const before = this.#fields.get(control);
    if (before === value) return;
    this.#fields.set(control, value);
    if (this.#fields.size > FIELD_LIMIT) this.#fields.delete(this.#fields.keys().next().value!);
    if (before === undefined) this.secrets.learn(defaultValue, "");
    if (value.length > TELLING || !isShortClue(clue)) this.secrets.learn(value, before ?? "");
    if (parts) this.secrets.learn(parts.map((part) => part.value).join(""), "");
  }

  /** Another field that shows what a secret one does, behind a button to show it, say. */
  #repeats(control: HTMLInputElement): boolean {
    const { type, value } = control;
    if (!value || !TYPED.test(type)) return false;
    for (const field of this.#fields.keys()) {
      if (field === control || !field.isConnected || field.value !== value) continue;
      if (value.length >= TELLING) this.#sticky.add(control);
      return true;
    }
    return false;
  }

  /** What may be shown of a control's value. */
  value(control: Element, value: string): string {
    if (!this.isSecret(control)) return this.secrets.hide(value);
    return (control as HTMLInputElement).type === "hidden" ? value && HIDDEN_VALUE : bullets(value);
  }

  /** What may be shown of an attribute. `within` says that the element is in a marked one. */
  attribute(element: Element, name: string, value: string, within: boolean): string {
    if (!value || name === MARK) return value;
    const tag = htmlNameOf(element);
    const isAddress = (name === "href" && /^a(?:rea)?$/.test(tag)) || /^(?:form)?action$/.test(name);
    const isSpoken = SPOKEN.test(name);
    if (within && (isSpoken || isAddress) && !STATE.test(value)) return bullets(value);
    if (within && name === "style") value = value.includes("\\") ? "" : value.replace(URLS, 'url("•")');
    if (within && SOURCE.test(name) && !/^(?:link|base)$/.test(tag) && value[0] !== "#")
      return PICTURE.test(localNameOf(element)) ? "•" : tag ? "" : "#";
    if (isSpoken && CONTROL.test(tag) && this.isSecret(element)) {
      if (name === "value") return this.value(element, value);
      if ((element as HTMLInputElement).value === value) return bullets(value);
    }
    if (isAddress) return this.secrets.hideIn(value);
    return isSpoken ? this.secrets.hide(value) : this.secrets.hideKnown(value);
  }
}

/** Learns what is secret in the fields of a page and of the frames in it, before anything of them is read. */
export function survey(window: Window, masks: Masks): void {
  try {
    surveyRoot(window.document, masks);
  } catch {
    return; // a foreign frame
  }
  for (let i = 0; i < window.length; i++) survey(window[i]!, masks);
}

/** In shadow trees, too: what is told first may repeat what stands in them. */
function surveyRoot(root: ParentNode, masks: Masks): void {
  for (const field of root.querySelectorAll("input,textarea")) masks.isSecret(field);
  for (const host of root.querySelectorAll("*")) {
    const inner = rootOf(host);
    if (inner) surveyRoot(inner, masks);
  }
}

/** The fields that hold one number together: four of four digits, or one for each digit of a code. */
function partsOf(control: HTMLInputElement): HTMLInputElement[] | null {
  const { maxLength, type } = control;
  if (!(maxLength > 0 && maxLength <= PART_LENGTH) || !/^(?:text|tel|password)$/.test(type)) return null;
  let holder = parentOf(control);
  for (let level = 0; level < 2 && holder; level++, holder = parentOf(holder)) {
    const fields = [...holder.querySelectorAll<HTMLInputElement>("input:not([type=hidden])")];
    const isOther = (field: HTMLInputElement) => field.maxLength !== maxLength || field.type !== type;
    const at = fields.indexOf(control);
    const end = fields.findIndex((field, i) => i > at && isOther(field));
    const parts = fields.slice(fields.slice(0, at).findLastIndex(isOther) + 1, end < 0 ? undefined : end);
    if (parts.length >= PARTS) return parts;
  }
  return null;
}

/** The element that shows a frame's document, where this page may see it. */
function frameOf(node: Node): Element | null {
  try {
    return (node as Partial<Document>).defaultView?.frameElement ?? null;
  } catch {
    return null; // a foreign page around the shop
  }
}
