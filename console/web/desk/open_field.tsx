/** One field for what a shopper reads out or sends: code or link. */
import { useState } from "preact/hooks";
import type { Language } from "../viewer/boot";
import { parseWay } from "./opening";
import type { Way } from "./opening";
import { DESK_TEXTS } from "./texts";

export function OpenField({ lang, open, busy }: { lang: Language; open: (way: Way) => void; busy: boolean }) {
  const texts = DESK_TEXTS[lang];
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const way = parseWay(text);
    setWrong(way === null);
    if (!way) return;
    setText("");
    open(way);
  };
  const typed = (event: { currentTarget: HTMLInputElement }) => {
    setWrong(false);
    setText(event.currentTarget.value);
  };
  return (
    <form class="open-field" onSubmit={submit}>
      <input
        aria-label={texts.openBy}
        title={texts.openByHint}
        placeholder={texts.openByPlaceholder}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={wrong}
        aria-describedby="open-field-wrong"
        value={text}
        onInput={typed}
      />
      <button type="submit" class="button" disabled={busy || text.trim() === ""}>
        {texts.open}
      </button>
      <p id="open-field-wrong" class="open-field-wrong" role="alert" hidden={!wrong}>
        {texts.notACodeOrLink}
      </p>
    </form>
  );
}
