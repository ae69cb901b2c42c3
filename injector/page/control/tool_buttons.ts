/** The shopper's tools on the bar: highlight, draw, and take the highlights away. What others point out is said here, politely. */
import type { Mark } from "../../../alongside/wire/marks";
import type { Tool } from "../../../alongside/wire/messages";
import { h, icon } from "../panel/dom";
import { setText } from "../panel/people";
import css from "./tool_buttons.css";

interface Words {
  tools: string;
  highlight: string;
  draw: string;
  clear: string;
  told: Record<Exclude<Mark[0], "again">, (name: string) => string>;
}

const en: Words = {
  tools: "Point something out",
  highlight: "Highlight: press what you mean",
  draw: "Draw on the page",
  clear: "Remove my highlights",
  told: {
    highlight: (name) => `${name} highlights something on this page`,
    draw: (name) => `${name} draws on this page`,
    look: (name) => `${name} shows you something on this page`,
  },
};

const ja: Words = {
  tools: "ページ上で示す",
  highlight: "目印を付ける（押したところに付きます）",
  draw: "ページに描く",
  clear: "自分の目印を消す",
  told: {
    highlight: (name) => `${name}さんがページに目印を付けました`,
    draw: (name) => `${name}さんがページに描いています`,
    look: (name) => `${name}さんがこのページの一部を示しています`,
  },
};

const SIGNS = {
  highlight: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 12h6M12 9v6",
  draw: "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
  clear: "M7 21h11M5 14l8-9 7 7-8 8H9z",
};

export interface ToolActions {
  choose(tool: Tool): void;
  clear(): void;
}

export class ToolButtons {
  readonly #words: Words;
  readonly #place: HTMLElement;
  readonly #actions: ToolActions;
  readonly #tools = new Map<Tool, HTMLElement>();
  readonly #clear: HTMLElement;
  readonly #news = h("span", { class: "news", role: "status" });
  #told = "";

  constructor(place: HTMLElement, actions: ToolActions) {
    this.#words = place.closest("[lang]")?.getAttribute("lang") === "ja" ? ja : en;
    this.#place = place;
    this.#actions = actions;
    for (const tool of ["highlight", "draw"] as const) this.#tools.set(tool, this.#make(tool));
    this.#clear = this.#button("clear", () => actions.clear());
    this.#clear.hidden = true;
    place.replaceChildren(...this.#tools.values(), this.#clear, this.#news);
    place.role = "group";
    place.ariaLabel = this.#words.tools;
    dress(place.getRootNode() as ShadowRoot);
  }

  show(isShown: boolean): void {
    this.#place.hidden = !isShown;
  }

  press(pressed: Tool): void {
    for (const [tool, button] of this.#tools) button.ariaPressed = `${tool === pressed}`;
  }

  /** Whether there is something to take away. */
  offer(isOffered: boolean): void {
    if (!isOffered && this.#place.contains(this.#clear) && this.#clear.matches(":focus"))
      this.#tools.get("highlight")?.focus();
    this.#clear.hidden = !isOffered;
  }

  /** Once for each stroke and each highlight. */
  tell(name: string | undefined, mark: Mark): void {
    if (mark[0] === "again") return;
    const what = `${name} ${mark[0] === "draw" ? mark[4] : mark[1]}`;
    if (!name || what === this.#told || (mark[0] === "highlight" && !mark[1].length)) return;
    this.#told = what;
    setText(this.#news, this.#words.told[mark[0]](name));
  }

  #make(tool: "highlight" | "draw"): HTMLElement {
    const button = this.#button(tool, () =>
      this.#actions.choose(button.ariaPressed === "true" ? "point" : tool),
    );
    button.ariaPressed = "false";
    return button;
  }

  #button(sign: keyof typeof SIGNS, onclick: () => void): HTMLElement {
    const words = this.#words[sign];
    return h("button", { type: "button", title: words, "aria-label": words, onclick }, icon(SIGNS[sign]));
  }
}

const dressed = new WeakSet<ShadowRoot>();

/** The bar outlives this: another tab may be captured, and this one again. */
function dress(root: ShadowRoot): void {
  if (dressed.has(root)) return;
  dressed.add(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}
