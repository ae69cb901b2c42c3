/** Fields that React controls: what they show is what its state says, and nothing else. `window.state` tells the state. */
import { createElement as el, useState, type ChangeEvent } from "react";
import { createRoot } from "react-dom/client";

type Fields = Record<string, string | boolean | string[]>;
declare global {
  interface Window {
    state: Fields;
  }
}

const first: Fields = { name: "", note: "", gift: false, size: "s", many: [], day: "", level: "1" };

const chosenIn = ({ currentTarget }: { currentTarget: EventTarget }): string[] =>
  [...(currentTarget as HTMLSelectElement).selectedOptions].map(({ value }) => value);

function Form() {
  const [state, setState] = useState(first);
  window.state = state;
  const set = (name: string, value: Fields[string]) => setState((before) => ({ ...before, [name]: value }));
  const text = (name: string) => ({
    id: name,
    value: state[name] as string,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
      set(name, event.target.value.toUpperCase()),
  });
  const options = ["s", "m", "l"].map((value) => el("option", { key: value, value }, value));
  return el(
    "form",
    {},
    el("input", text("name")),
    el("textarea", text("note")),
    el("input", {
      id: "gift",
      type: "checkbox",
      checked: state["gift"] as boolean,
      onChange: (event) => set("gift", event.target.checked),
    }),
    el("input", { type: "date", ...text("day") }),
    el("input", { type: "range", ...text("level") }),
    el(
      "select",
      {
        id: "size",
        value: state["size"] as string,
        onChange: (event) => set("size", chosenIn(event)[0] ?? ""),
      },
      options,
    ),
    el(
      "select",
      {
        id: "many",
        multiple: true,
        value: state["many"] as string[],
        onChange: (event) => set("many", chosenIn(event)),
      },
      options,
    ),
  );
}

const place = document.getElementById("form");
if (place) createRoot(place).render(el(Form));
