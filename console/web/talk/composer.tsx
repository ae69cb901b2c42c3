/** The field to write in. Enter sends, Shift+Enter begins another line; a rep may write for staff alone. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { PICTURES, pictureIn } from "../../../alongside/ui/upload";
import type { Line, Picture } from "../../../alongside/wire/talk";
import { Sign } from "../viewer/sign";
import { ReplyList, optionId } from "./reply_list";
import type { Replies } from "./reply_list";
import type { TalkTexts } from "./texts";
import { useReplies } from "./use_replies";
import type { ReplyChoice } from "./use_replies";

const MOST = 4000;
const SIGNS = {
  send: "M4 12l16-8-6 16-3-7zM11 13l9-9",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
};

interface ComposerProps {
  texts: TalkTexts;
  /** May write for staff alone. */
  insider: boolean;
  /** All that this person writes is for staff alone. */
  whispers: boolean;
  say: (line: Line) => void;
  write: (isEmpty: boolean) => void;
  upload: (file: File) => Promise<Picture>;
  /** What is offered behind a slash. */
  replies: Replies | undefined;
}

export function Composer({ texts, insider, whispers, say, write, upload, replies }: ComposerProps) {
  const [text, setText] = useState("");
  const [aside, setAside] = useState(false);
  const [trouble, setTrouble] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const choice = useReplies({ field, replies, setText });
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
    choice.close();
    field.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (choice.key(event)) return;
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
      {replies && choice.isOpen && <ReplyList {...choice} replies={replies} texts={texts} />}
      <div class="talk-field">
        {replies && replies.all.length > 0 && (
          <button
            type="button"
            class="quiet"
            aria-label={texts.replies}
            title={texts.repliesHint}
            aria-expanded={choice.isOpen}
            onClick={choice.turn}
          >
            /
          </button>
        )}
        <PictureButton words={texts.showPicture} show={show} />
        <textarea
          ref={field}
          rows={1}
          maxLength={MOST}
          value={text}
          placeholder={aside || whispers ? texts.asideHint : texts.hint}
          aria-label={texts.label}
          {...listed(replies, choice)}
          onInput={(event) => {
            setText(event.currentTarget.value);
            write(!event.currentTarget.value);
            choice.typed();
          }}
          onBlur={choice.close}
          onKeyDown={keys}
          onPaste={(event) => void show(pictureIn(event.clipboardData))}
        />
        <button type="submit" class="button primary" disabled={!text.trim()} aria-label={texts.send}>
          <Sign path={SIGNS.send} />
        </button>
      </div>
    </form>
  );
}

/** How a screen reader knows of the list: the field keeps the focus. */
function listed(replies: Replies | undefined, { id, isOpen, found, at }: ReplyChoice) {
  if (!replies) return {};
  const isShown = isOpen && found.length > 0;
  return {
    "aria-autocomplete": "list" as const,
    "aria-haspopup": "listbox" as const,
    "aria-controls": isShown ? id : undefined,
    "aria-activedescendant": isShown ? optionId(id, at) : undefined,
  };
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
        <Sign path={SIGNS.picture} />
      </button>
      <input ref={chooser} type="file" accept={PICTURES} hidden onChange={chosen} />
    </>
  );
}
