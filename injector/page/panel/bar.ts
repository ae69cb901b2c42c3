/** The border around the page and the bar on it: who is here, and the way out. Shown as long as a session runs. */
import type { Talk } from "../link/talking";
import type { VisitModel } from "../link/visit";
import type { Text } from "../text";
import { formatClock } from "./clock";
import { h } from "./dom";
import { face, others, setText } from "./people";

export interface BarActions {
  open(): void;
  stop(): void;
}

/** Dragged further than this, the bar goes to the other edge of the page. */
const FAR = 80;

export class Bar {
  readonly element: HTMLElement;
  readonly edge = h("div", { class: "edge", hidden: true });
  readonly opener: HTMLElement;
  readonly tools = h("span", { class: "tools" });
  readonly #text: Text;
  readonly #words = h("span", {});
  readonly #faces = h("span", { class: "faces" });
  readonly #unread = h("b", { class: "unread", hidden: true });
  #shown: unknown = null;

  constructor(text: Text, actions: BarActions) {
    this.#text = text;
    this.opener = h(
      "button",
      { class: "who", type: "button", onclick: () => actions.open() },
      this.#faces,
      this.#words,
      this.#unread,
    );
    const stop = h("button", { class: "stop", type: "button", onclick: () => actions.stop() }, text.bar.stop);
    const props = { class: "bar", role: "region", "aria-label": text.title, hidden: true };
    this.element = h("div", props, this.opener, this.tools, stop);
    // On a phone the head of a shop is narrow and busy.
    this.element.classList.toggle("low", matchMedia("(max-width:560px)").matches);
    this.#letDrag();
  }

  update(model: VisitModel, talk?: Talk): void {
    this.#unread.hidden = !talk?.unread;
    setText(this.#unread, `${talk?.unread}`);
    this.#unread.title = talk?.news ?? "";
    const running = model.state === "waiting" || model.state === "active";
    const there = others(model).filter((one) => one.here);
    this.element.hidden = !running;
    this.edge.hidden = !running || !there.length;
    this.element.classList.toggle("lost", !model.connected && model.you !== "");
    setText(this.#words, this.#say(model));
    if (this.#shown === model.participants) return;
    this.#shown = model.participants;
    this.#faces.replaceChildren(...(there.length ? there.slice(0, 3).map(face) : [h("i", { class: "dot" })]));
  }

  #say(model: VisitModel): string {
    const { bar } = this.#text;
    const [first, ...rest] = others(model).filter((one) => one.here);
    if (!model.connected && model.you) return bar.lost;
    if (model.frozen) return bar.paused;
    if (first) return bar.sees(first, rest);
    return bar.waiting(formatClock((Date.now() - model.since) / 1000));
  }

  /** Where it covers what the shopper needs, it is drawn to the other edge. */
  #letDrag(): void {
    let from = 0;
    this.element.onpointerdown = (event) => (from = event.clientY);
    this.element.onpointermove = (event) => {
      // Captured only once it is a drag: a captured pointer presses no button.
      if (event.buttons && Math.abs(event.clientY - from) > FAR / 8)
        this.element.setPointerCapture(event.pointerId);
      const low = this.element.classList.contains("low");
      const way = event.buttons ? event.clientY - from : 0;
      if (low ? way < -FAR : way > FAR) this.element.classList.toggle("low");
    };
  }
}
