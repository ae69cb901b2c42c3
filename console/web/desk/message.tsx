/** One line above the work: what did not go as meant. */
import type { Language } from "../viewer/boot";
import { DESK_TEXTS } from "./texts";
import type { DeskTexts } from "./texts";
import type { Trouble } from "./use_session";

interface MessageProps {
  trouble: Trouble | null;
  lang: Language;
  close: () => void;
}

export function Message({ trouble, lang, close }: MessageProps) {
  const texts = DESK_TEXTS[lang];
  if (!trouble) return null;
  return (
    <div class="message" role="alert">
      <span class="message-words">{wordsOf(trouble, texts)}</span>
      <button type="button" class="quiet" aria-label={texts.dismiss} title={texts.dismiss} onClick={close}>
        ×
      </button>
    </div>
  );
}

function wordsOf(trouble: Trouble, texts: DeskTexts): string {
  if (trouble.code === "unreachable") return texts.unreachable;
  if (trouble.code === "taken") return trouble.by ? texts.taken(trouble.by) : texts.takenBySomeone;
  return texts.problems[trouble.code] ?? texts.failed;
}
