/** The field to write in. Enter sends, Shift+Enter begins another line; a rep may write for staff alone. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { PICTURES, pictureIn } from "../../../alongside/ui/upload";
import type { Line, Picture } from "../../../alongside/wire/talk";
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
  upload: (file: File) => Promise<Picture>;
}

export function Composer({ texts, insider, whispers, say, write, upload }: ComposerProps) {
  const [text, setText] = useState("");
  const [aside, setAside] = useState(false);
  const [trouble, setTrouble] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const put = (line: Line) => say(aside || whispers ? { ...line, aside: true } : line);
  const show = async (file: File | undefined) => {
    if (!file) return;
    setTrouble(texts.pictureComes);
    try {
      put({ picture: await upload(file) });
      setTrouble("");
    } catch {
      setTrouble(texts.pictureFailed);
    }
  };
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "0";
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
  const send = () => {
    const said = text.trim();
    if (said) put({ text: said });
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
      <p class="talk-trouble" role="alert">
        {trouble}
      </p>
      <div class="talk-field">
        <PictureButton words={texts.showPicture} show={show} />
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
          onPaste={(event) => void show(pictureIn(event.clipboardData))}
        />
        <button type="submit" class="button primary" disabled={!text.trim()} aria-label={texts.send}>
          ➤
        </button>
      </div>
    </form>
  );
}

function PictureButton({ words, show }: { words: string; show: (file: File | undefined) => Promise<void> }) {
  const chooser = useRef<HTMLInputElement>(null);
  const chosen = (event: { currentTarget: HTMLInputElement }) => {
    const input = event.currentTarget;
    void show(input.files?.[0]);
    input.value = "";
  };
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label={words}
        title={words}
        onClick={() => chooser.current?.click()}
      >
        ▣
      </button>
      <input ref={chooser} type="file" accept={PICTURES} hidden onChange={chosen} />
    </>
  );
}
