/** The field to write in. Enter sends, Shift+Enter begins another line; a rep may write for staff alone. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Line } from "../../../alongside/wire/talk";
import type { TalkTexts } from "./texts";

const MOST = 4000;

interface ComposerProps {
  texts: TalkTexts;
  /** May write for staff alone. */
  insider: boolean;
  /** All that this person writes is for staff alone. */
  whispers: boolean;
  say: (line: Line) => void;
  write: (isEmpty: boolean) => void;
}

export function Composer({ texts, insider, whispers, say, write }: ComposerProps) {
  const [text, setText] = useState("");
  const [aside, setAside] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "0";
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
  const send = () => {
    const said = text.trim();
    if (said) say(aside || whispers ? { text: said, aside: true } : { text: said });
    setText("");
    field.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    // Enter that ends the choice of a Japanese word is not meant for us.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    send();
  };
  return (
    <form class="talk-compose" data-aside={aside || whispers || undefined} onSubmit={submit}>
      {insider && !whispers && (
        <label class="talk-switch" title={texts.asideHint}>
          <input type="checkbox" checked={aside} onChange={() => setAside(!aside)} />
          {texts.aside}
        </label>
      )}
      {whispers && <p class="talk-whispers">{texts.supervisor}</p>}
      <div class="talk-field">
        <textarea
          ref={field}
          rows={1}
          maxLength={MOST}
          value={text}
          placeholder={aside || whispers ? texts.asideHint : texts.hint}
          aria-label={texts.label}
          onInput={(event) => {
            setText(event.currentTarget.value);
            write(!event.currentTarget.value);
          }}
          onKeyDown={keys}
        />
        <button type="submit" class="button primary" disabled={!text.trim()} aria-label={texts.send}>
          ➤
        </button>
      </div>
    </form>
  );
}
