/**
 * The popups of a mirror, drawn above all it shows. The element is ours and its shadow root closed, so the mirrored tree and its styles know
 * nothing of it. As a modal dialog it is in reach though the shop has one open itself; suggestions leave the focus in their field.
 */
import { TopLayer } from "../../../alongside/ui/top_layer";
import css from "./picker.css";
import { make } from "./picker_dom";
import { fieldView } from "./picker_field";
import { placeBy } from "../../../alongside/ui/place";
import { selectView } from "./picker_select";
import { suggestView } from "./picker_suggest";
import { localeFor, textsFor } from "./picker_texts";
import type { Answered, Ask, View } from "./picker_types";

export class PickerLayer {
  lang = "en";
  /** How large the mirror is shown: popups keep a size that can be read and pressed. */
  scale = 1;
  #close: (() => void) | null = null;
  #answered: Answered | null = null;
  #kind: Ask["kind"] | null = null;

  /** One at a time: what is open is left for the new one. */
  show(ask: Ask, answered: Answered): void {
    const isSame = ask.kind === "suggest" && this.#kind === "suggest" && this.#answered === answered;
    if (isSame) this.#remove();
    else this.hide();
    this.#answered = answered;
    this.#kind = ask.kind;
    if (ask.kind === "suggest") this.#showBeside(ask);
    else this.#showModal(ask);
  }

  /** Leaves what is open. */
  hide(): void {
    this.#finish(["left"]);
  }

  #finish(answer: Parameters<Answered>[0]): void {
    const answered = this.#answered;
    if (answer[0] !== "live") {
      this.#answered = this.#kind = null;
      this.#remove();
    }
    answered?.(answer);
  }

  #remove(): void {
    const close = this.#close;
    this.#close = null;
    close?.();
  }

  #viewOf(ask: Ask): View {
    const texts = textsFor(this.lang);
    const answered: Answered = (answer) => this.#finish(answer);
    if (ask.kind === "select") return selectView(ask, texts.choose.select, answered);
    if (ask.kind === "suggest") return suggestView(ask, texts, answered);
    return fieldView(ask, texts, localeFor(this.lang, navigator.languages), answered);
  }

  #panelFor(ask: Ask, view: View): HTMLElement {
    const panel = make("div", { class: `panel ${ask.kind}`, lang: this.lang }, view.element);
    panel.style.colorScheme = ask.anchor.dark ? "dark" : "light";
    panel.dir = ask.anchor.rtl ? "rtl" : "ltr";
    return panel;
  }

  #showModal(ask: Exclude<Ask, { kind: "suggest" }>): void {
    const view = this.#viewOf(ask);
    const panel = this.#panelFor(ask, view);
    const texts = textsFor(this.lang);
    const label = ask.label || texts.choose[ask.kind === "select" ? "select" : ask.type];
    const dialog = make("dialog", { "aria-label": label }, panel) as HTMLDialogElement;
    const host = hostFor(dialog);
    document.documentElement.append(host);
    this.#close = () => {
      dialog.close();
      host.remove();
    };
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (view.cancel) view.cancel();
      else this.hide();
    });
    dialog.addEventListener("pointerdown", (event) => {
      if (event.target === dialog) this.#pressedBeside(event, view);
    });
    dialog.showModal();
    this.#place(ask, panel);
    view.focus();
  }

  #pressedBeside(event: Event, view: View): void {
    event.preventDefault();
    if (view.settle) view.settle();
    else this.hide();
  }

  #showBeside(ask: Ask): void {
    const view = this.#viewOf(ask);
    const panel = this.#panelFor(ask, view);
    const layer = make("div", { class: "beside" }, panel);
    const host = hostFor(layer);
    const top = new TopLayer(host, layer, { reachable: true });
    this.#close = () => top.destroy();
    this.#place(ask, panel);
    view.focus();
  }

  #place({ anchor }: Ask, panel: HTMLElement): void {
    const grown = 1 / this.scale;
    panel.style.minWidth = `${Math.min(anchor.width * this.scale, 480)}px`;
    panel.style.transform = `scale(${grown})`;
    const room = { width: document.documentElement.clientWidth || innerWidth, height: innerHeight };
    panel.style.maxWidth = `${(room.width - 16) * this.scale}px`;
    const size = { width: panel.offsetWidth * grown, height: panel.offsetHeight * grown };
    const { x, y, height } = placeBy(anchor, size, room);
    panel.style.left = `${x}px`;
    panel.style.top = `${y}px`;
    panel.style.maxHeight = `${Math.ceil(height * this.scale)}px`;
  }
}

function hostFor(content: HTMLElement): HTMLElement {
  const host = document.createElement("alongside-ui");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.append(content);
  return host;
}
