/** Who is in the session, as the panel shows them. */
import type { Participant } from "../../../alongside/wire/messages";
import type { VisitModel } from "../link/visit";
import { h } from "./dom";

/** Everyone but the shopper. */
export function others({ participants, you }: VisitModel): Participant[] {
  return participants.filter((one) => one.id !== you);
}

export function face({ name, color }: Participant): HTMLElement {
  const mark = h("span", { class: "face", "aria-hidden": "true" }, [...name][0]?.toUpperCase() ?? "");
  mark.style.background = color;
  return mark;
}

/** Only a change touches the page: a screen reader would read it again. */
export function setText(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}
