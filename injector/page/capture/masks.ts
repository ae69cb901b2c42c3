/**
 * What never leaves the page (DESIGN 8). Passwords are sticky: once a field was one, it and what repeats it stay masked, also
 * behind "show password" buttons. When in doubt, nothing is sent.
 */
import { bullets, hideCards } from "./cards";
import { attributeOf, containerOf, doesMatch, htmlNameOf, isElement } from "./dom";

export interface MaskOptions {
  mask: string[];
  block: string[];
}

const MARK = "data-alongside";
/** Attributes that a person reads, or that often repeat a value. */
const SPOKEN = new Set(["value", "placeholder", "title", "alt", "label", "content", "summary"]);
/** Attributes of marked elements that show text. */
const SHOWN = new Set([...SPOKEN, "aria-label", "aria-description", "aria-valuetext", "aria-placeholder"]);
const SECRET_AUTOCOMPLETE = /(?:^|\s)(?:cc-[a-z-]+|one-time-code|(?:new|current)-password)(?:\s|$)/i;
const HIDDEN_VALUE = bullets("hidden");
/** A password this long is remembered by value: a field that repeats it is one too. Shorter ones match by chance. */
const TELLING = 4;

/** `mask`: shown as blocks of the same size; `block`: a grey box, without content. */
export type Mark = "mask" | "block";

export class Masks {
  readonly #passwords = new Set<HTMLInputElement>();
  readonly #sticky = new WeakSet<Element>();
  readonly #names = new Set<string>();

  readonly #options: MaskOptions;

  constructor(options: MaskOptions) {
    this.#options = options;
  }

  /** How the element itself is marked, by its attribute or by a configured selector. */
  markOf(element: Element): Mark | null {
    const mark = attributeOf(element, MARK);
    if (mark === "block" || this.#options.block.some((s) => doesMatch(element, s))) return "block";
    return mark === "mask" || this.#options.mask.some((s) => doesMatch(element, s)) ? "mask" : null;
  }

  isBlocked(element: Element): boolean {
    return this.markOf(element) === "block";
  }

  /** Whether a change of this attribute can change a mark. */
  mayDependOn(attribute: string): boolean {
    return attribute === MARK || this.#options.mask.length + this.#options.block.length > 0;
  }

  /** In or under a marked element. */
  isWithin(node: Node): boolean {
    for (let at: Node | null = node; at; at = containerOf(at))
      if (isElement(at) && this.markOf(at)) return true;
    return false;
  }

  /** A control whose value is a secret; learns of passwords by the way. */
  isSecret(control: Element): boolean {
    const name = htmlNameOf(control);
    if (name !== "input" && name !== "textarea" && name !== "select") return false;
    if (this.#sticky.has(control) || this.#isPassword(control)) return true;
    if (name === "input" && (control as HTMLInputElement).type === "hidden") return true;
    return SECRET_AUTOCOMPLETE.test(attributeOf(control, "autocomplete") ?? "") || this.isWithin(control);
  }

  /** This field is or was a password: it stays masked. */
  rememberPassword(field: Element): void {
    if (this.#sticky.has(field)) return;
    this.#sticky.add(field);
    if (htmlNameOf(field) === "input") this.#passwords.add(field as HTMLInputElement);
    const name = attributeOf(field, "name");
    if (name) this.#names.add(name);
  }

  #isPassword(control: Element): boolean {
    const { type, value, name } = control as HTMLInputElement;
    const isTyped = type === "text" || type === "textarea" || type === "tel" || type === "number";
    if (type === "password" || (isTyped && this.#names.has(name))) {
      this.rememberPassword(control);
      return true;
    }
    if (!isTyped || !value) return false;
    for (const field of this.#passwords) {
      if (!field.isConnected || field.value !== value) continue;
      if (value.length >= TELLING) this.rememberPassword(control);
      return true;
    }
    return false;
  }

  /** What may be shown of a control's value. */
  value(control: Element, value: string): string {
    if (!this.isSecret(control)) return hideCards(value);
    return (control as HTMLInputElement).type === "hidden" ? value && HIDDEN_VALUE : bullets(value);
  }

  /** What may be shown of an attribute. `within` says that the element is in a marked one. */
  attribute(element: Element, name: string, value: string, within: boolean): string {
    if (!value) return value;
    if (within && SHOWN.has(name)) return bullets(value);
    const control = htmlNameOf(element);
    if ((control === "input" || control === "textarea") && this.isSecret(element)) {
      if (name === "value") return this.value(element, value);
      if (this.#repeats(element as HTMLInputElement, value)) return bullets(value);
    }
    return isSpoken(name, control) ? hideCards(value) : value;
  }

  #repeats(control: HTMLInputElement, value: string): boolean {
    return control.value.length >= TELLING && value.includes(control.value);
  }
}

function isSpoken(name: string, element: string): boolean {
  if (SPOKEN.has(name) || name.startsWith("data-") || name.startsWith("aria-")) return true;
  return (name === "href" && element === "a") || name === "action";
}
