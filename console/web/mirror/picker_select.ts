/** The list of a select's options, worked like the browser's own: by pointer, by arrows, and by typing the first letters. */
import { make, sign, signs } from "./picker_dom";
import type { Answered, OptionRow, SelectAsk, View } from "./picker_types";

/** Letters typed within this many milliseconds of each other belong together. */
const TOGETHER = 1000;
const PAGE = 8;

export function selectView(ask: SelectAsk, label: string, answered: Answered): View {
  const list = new OptionList(ask, label, answered);
  return { element: list.element, focus: () => list.focus() };
}

class OptionList {
  readonly element: HTMLElement;
  readonly #ask: SelectAsk;
  readonly #answered: Answered;
  readonly #options: OptionRow[];
  readonly #elements = new Map<OptionRow, HTMLElement>();
  readonly #chosen: Set<number>;
  #marked: OptionRow | null = null;
  #typed = { text: "", at: -Infinity };

  constructor(ask: SelectAsk, label: string, answered: Answered) {
    this.#ask = ask;
    this.#answered = answered;
    const options = ask.rows.filter((row) => row.is === "option");
    this.#options = options.filter((row) => !row.isDisabled);
    this.#chosen = new Set(options.filter((row) => row.isChosen).map((row) => row.index));
    this.element = make("div", {
      class: "list",
      role: "listbox",
      tabIndex: 0,
      "aria-label": ask.label || label,
      "aria-multiselectable": ask.isMultiple ? "true" : false,
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
    this.#fill();
  }

  focus(): void {
    this.element.focus();
    this.#mark(this.#options.find((row) => row.isChosen) ?? this.#options[0] ?? null, "center");
  }

  #fill(): void {
    let holder: HTMLElement = this.element;
    for (const row of this.#ask.rows) {
      if (row.is === "line") this.element.append(make("div", { class: "line", role: "separator" }));
      else if (row.is === "group") this.element.append((holder = group(row.text)));
      else (row.isGrouped ? holder : (holder = this.element)).append(this.#option(row));
    }
  }

  #option(row: OptionRow): HTMLElement {
    const option = make(
      "div",
      {
        class: row.isGrouped ? "option grouped" : "option",
        role: "option",
        id: `o${row.index}`,
        "aria-selected": String(row.isChosen),
        "aria-disabled": row.isDisabled ? "true" : false,
        onpointermove: () => row.isDisabled || this.#mark(row),
        onclick: () => this.#choose(row),
      },
      sign(signs.tick),
      make("span", {}, row.text),
    );
    this.#elements.set(row, option);
    return option;
  }

  #mark(row: OptionRow | null, block: ScrollLogicalPosition | null = null): void {
    if (this.#marked) this.#elements.get(this.#marked)?.classList.remove("marked");
    this.#marked = row;
    const element = row && this.#elements.get(row);
    if (!element) return;
    element.classList.add("marked");
    this.element.setAttribute("aria-activedescendant", element.id);
    if (block) element.scrollIntoView({ block });
  }

  #choose(row: OptionRow | null): void {
    if (!row || row.isDisabled) return;
    if (!this.#ask.isMultiple) return this.#answered(["chosen", [row.index]]);
    if (!this.#chosen.delete(row.index)) this.#chosen.add(row.index);
    this.#elements.get(row)?.setAttribute("aria-selected", String(this.#chosen.has(row.index)));
    this.#answered(["live", [...this.#chosen].sort((one, other) => one - other)]);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const at = this.#marked ? this.#options.indexOf(this.#marked) : -1;
    const to = this.#wayOf(event, at);
    const isTyping = event.key.length === 1 && (event.key !== " " || this.#isTyping(event));
    if (to !== null) this.#mark(this.#options.at(to) ?? null, "nearest");
    else if (isTyping) this.#type(event);
    else if (event.key === "Enter" || event.key === " ") this.#choose(this.#marked);
    else if (event.key === "Tab") this.#leaveBy();
    else return;
    event.preventDefault();
  }

  /** Tab takes what is marked along, as it does with the browser's own list. */
  #leaveBy(): void {
    if (this.#ask.isMultiple) this.#answered(["left"]);
    else this.#choose(this.#marked);
  }

  #wayOf({ key, altKey }: KeyboardEvent, at: number): number | null {
    const last = this.#options.length - 1;
    const within = (to: number) => Math.max(0, Math.min(last, to));
    if (altKey) return null;
    if (key === "ArrowDown" || key === "ArrowRight") return within(at + 1);
    if (key === "ArrowUp" || key === "ArrowLeft") return within(at - 1);
    if (key === "PageDown") return within(at + PAGE);
    if (key === "PageUp") return within(at - PAGE);
    if (key === "Home") return 0;
    return key === "End" ? last : null;
  }

  #isTyping(event: KeyboardEvent): boolean {
    return this.#typed.text !== "" && event.timeStamp - this.#typed.at < TOGETHER;
  }

  /** One letter again and again walks through all that begin with it. */
  #type(event: KeyboardEvent): void {
    const text = (this.#isTyping(event) ? this.#typed.text : "") + event.key;
    this.#typed = { text, at: event.timeStamp };
    const found = findTyped(this.#options, this.#marked, text);
    if (found) this.#mark(found, "nearest");
  }
}

const same = new Intl.Collator(undefined, { usage: "search", sensitivity: "base" });

/** The option that typing `text` leads to from `marked`, or null. */
export function findTyped<Named extends { text: string }>(
  options: readonly Named[],
  marked: Named | null,
  text: string,
): Named | null {
  const isOneLetter = [...text].every((letter) => letter === text[0]);
  const wanted = isOneLetter ? text[0]! : text;
  const at = marked ? options.indexOf(marked) : -1;
  const from = isOneLetter ? at + 1 : Math.max(0, at);
  const order = [...options.slice(from), ...options.slice(0, from)];
  const begins = (option: Named) => same.compare(option.text.trim().slice(0, wanted.length), wanted) === 0;
  return order.find(begins) ?? null;
}

function group(label: string): HTMLElement {
  return make("div", { role: "group", "aria-label": label }, make("div", { class: "group" }, label));
}
