/** The pages seen in a session, to choose one, and a field for the link of another. */
import { h } from "./dom";
import type { Item } from "./items";
import type { TrayWords } from "./tray_words";

type SeenWords = Pick<TrayWords, "seen" | "nothingSeen" | "failed">;
type LinkWords = Pick<TrayWords, "link" | "linkHint" | "add" | "notOurs">;

let ids = 0;

/** `choose` is called with the item that was pressed. */
export function seenList(
  words: SeenWords,
  coming: Promise<Item[]>,
  choose: (item: Item) => void,
): HTMLElement {
  const list = h("ul", {});
  const box = h("div", { class: "seen" }, h("h3", {}, words.seen), list);
  const say = (text: string) => list.replaceWith(h("p", {}, text));
  coming.then(
    (items) => {
      if (!items.length) return say(words.nothingSeen);
      list.append(
        ...items.map((item) =>
          h(
            "li",
            {},
            entry(item, () => choose(item)),
          ),
        ),
      );
    },
    () => say(words.failed),
  );
  return box;
}

function entry(item: Item, choose: () => void): HTMLElement {
  const note = item.price ?? item.path;
  const words = h("span", {}, h("b", {}, item.title || item.path), h("small", {}, note));
  return h("button", { type: "button", onclick: choose }, pictureOf(item), words);
}

/** `take` says whether the link was one of the shop's. */
export function linkField(words: LinkWords, take: (typed: string) => boolean): HTMLElement {
  const id = `alongside-link-${++ids}`;
  const wrong = h("p", { class: "wrong", role: "alert", id: `${id}-wrong` });
  const field = h("input", {
    id,
    type: "text",
    inputMode: "url",
    placeholder: words.linkHint,
    autocomplete: "off",
  });
  field.setAttribute("aria-describedby", wrong.id);
  const tell = (isWrong: boolean) => {
    wrong.textContent = isWrong ? words.notOurs : "";
    field.setAttribute("aria-invalid", String(isWrong));
  };
  field.oninput = () => tell(false);
  const add = h("button", { type: "submit", class: "tray-add" }, words.add);
  const label = h("label", { for: id }, words.link);
  const form = h("form", { class: "link", noValidate: true }, label, field, add, wrong);
  form.onsubmit = (event) => {
    event.preventDefault();
    const isTaken = take(field.value);
    tell(!isTaken);
    if (isTaken) field.value = "";
  };
  return form;
}

/** Nothing but its ground where there is none, or where it may not be loaded. */
export function pictureOf({ picture }: Item): HTMLElement {
  const frame = h("span", { class: "tray-picture" });
  if (!picture) return frame;
  const image = h("img", { alt: "", src: picture, decoding: "async" });
  image.onerror = () => image.remove();
  frame.append(image);
  return frame;
}
