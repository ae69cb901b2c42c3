/** Suggestions of a datalist. The field keeps the focus and the keys; this only shows, and hears presses. */
import { make } from "./picker_dom";
import type { PickerTexts } from "./picker_texts";
import type { Answered, SuggestAsk, View } from "./picker_types";

export function suggestView(ask: SuggestAsk, texts: PickerTexts, answered: Answered): View {
  const rows = ask.items.map(({ value, label }, at) =>
    make(
      "div",
      {
        class: at === ask.marked ? "option marked" : "option",
        role: "option",
        "aria-selected": String(at === ask.marked),
        // The field keeps the focus.
        onmousedown: (event: MouseEvent) => event.preventDefault(),
        onclick: () => answered(["chosen", value]),
      },
      make("span", {}, value),
      ...(label && label !== value ? [make("small", {}, label)] : []),
    ),
  );
  const list = make("div", { class: "list", role: "listbox" }, ...rows);
  const said = ask.items[ask.marked]?.value ?? texts.suggestions(ask.items.length);
  const news = make("div", { class: "news", role: "status" }, said);
  const element = make("div", { class: "suggestions" }, list, news);
  return { element, focus: () => rows[ask.marked]?.scrollIntoView({ block: "nearest" }) };
}
