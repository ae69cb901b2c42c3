/** Suggestions of a datalist under a field of text, drawn by us while the person types in it; the browser's own are kept away. */
import { anchorOf } from "./picker_asks";
import { targetOf } from "./hands_places";
import type { HandsContext } from "./hands_types";
import type { Answer, Suggestion } from "./picker_types";

/** As many as are worth reading. */
const MOST = 100;

export class Suggestions {
  readonly #context: HandsContext;
  readonly #chosen: (field: HTMLInputElement) => void;
  #field: HTMLInputElement | null = null;
  #list: HTMLDataListElement | null = null;
  #decoy: HTMLElement | null = null;
  #items: Suggestion[] = [];
  #marked = -1;

  /** `chosen`: the field has the suggestion's value now. */
  constructor(context: HandsContext, signal: AbortSignal, chosen: (field: HTMLInputElement) => void) {
    this.#context = context;
    this.#chosen = chosen;
    const options = { capture: true, signal };
    const listen = (type: string, heard: (field: HTMLInputElement) => void) =>
      context.document.addEventListener(type, (event) => this.#heard(event, heard), options);
    listen("focusin", (field) => this.#enter(field));
    listen("focusout", () => this.#leave());
    listen("input", () => this.#show());
    listen("click", (field) => {
      this.#enter(field);
      this.#show();
    });
    signal.addEventListener("abort", () => this.#leave());
  }

  /** Whether the key was for the suggestions. */
  key(event: KeyboardEvent): boolean {
    if (!this.#field || event.isComposing || event.altKey) return false;
    const isOpen = this.#items.length > 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#walk(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && this.#marked >= 0) this.#choose(this.#items[this.#marked]!.value);
    else if (event.key === "Escape" && isOpen) this.#hide();
    else return false;
    event.preventDefault();
    return true;
  }

  #heard(event: Event, heard: (field: HTMLInputElement) => void): void {
    const field = targetOf(this.#context, event)?.element as HTMLInputElement | undefined;
    const isText = field?.localName === "input" && !/^(range|color|date|time|month|week)/.test(field.type);
    if (isText && this.#context.mayAct()) heard(field);
  }

  /** An element of ours with the list's id comes first in the tree, so the browser finds no list and shows none. */
  #enter(field: HTMLInputElement): void {
    const list = field.list as HTMLDataListElement | null;
    if (this.#field === field || !list) return;
    this.#leave();
    [this.#field, this.#list] = [field, list];
    const decoy = document.createElement("alongside-ui");
    decoy.id = list.id;
    decoy.style.setProperty("display", "none", "important");
    const root = list.getRootNode() as Document | ShadowRoot;
    (root.nodeType === 9 ? (root as Document).documentElement : root).prepend(decoy);
    this.#decoy = decoy;
  }

  #leave(): void {
    this.#hide();
    this.#decoy?.remove();
    this.#field = this.#list = this.#decoy = null;
  }

  #show(): void {
    const field = this.#field;
    if (!field || !this.#list) return;
    const found = matching(suggestionsOf(this.#list), field.value);
    // What stands in the field already is no suggestion.
    const isWhole = found.length === 1 && found[0]!.value === field.value;
    this.#items = isWhole ? [] : found.slice(0, MOST);
    this.#marked = -1;
    this.#draw();
  }

  #hide(): void {
    if (!this.#items.length) return;
    this.#items = [];
    this.#marked = -1;
    this.#context.pick(null);
  }

  #walk(along: number): void {
    if (!this.#items.length) return this.#show();
    const count = this.#items.length + 1;
    this.#marked = ((this.#marked + 1 + along + count) % count) - 1;
    this.#draw();
  }

  #draw(): void {
    const [items, marked] = [this.#items, this.#marked];
    if (!this.#field || !items.length) return this.#context.pick(null);
    this.#context.pick({ kind: "suggest", anchor: anchorOf(this.#field), items, marked }, this.#answered);
  }

  readonly #answered = (answer: Answer): void => {
    if (answer[0] === "chosen") this.#choose(answer[1] as string);
    else this.#items = [];
  };

  #choose(value: string): void {
    const field = this.#field;
    if (!field) return;
    field.value = value;
    this.#hide();
    this.#chosen(field);
  }
}

function suggestionsOf(list: HTMLDataListElement): Suggestion[] {
  return [...list.options]
    .filter((option) => !option.disabled && option.value)
    .map((option) => ({ value: option.value, label: option.label }));
}

/** Those that hold what is typed, in their value or their label. */
export function matching(all: readonly Suggestion[], typed: string): Suggestion[] {
  const wanted = typed.trim().toLowerCase();
  return all.filter(({ value, label }) => `${value}\n${label}`.toLowerCase().includes(wanted));
}
