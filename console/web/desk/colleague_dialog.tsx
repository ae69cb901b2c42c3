/** Bringing in a colleague: whom, what they should know, and whether they take over or come in as well. */
import { useState } from "preact/hooks";
import { ApiError } from "../viewer/api";
import { askColleague, isAble, useEntry, useStaff, whoCanBeAsked } from "./colleagues";
import type { Colleague, RequestKind } from "./colleagues";
import { COLLEAGUE_TEXTS } from "./colleague_texts";
import type { ColleagueTexts } from "./colleague_texts";
import { Dialog } from "./dialog";
import type { Shut } from "./dialog";
import { ColleagueFacts } from "./duty";

const MOST_NOTE = 1000;
const KINDS: readonly RequestKind[] = ["hand-over", "invite"];
export const COLLEAGUE_BUTTON = "colleague-button";

export function ColleagueButton({ session }: { session: string }) {
  const { lang } = useStaff();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class={`button ${COLLEAGUE_BUTTON}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {COLLEAGUE_TEXTS[lang].colleague}
      </button>
      {open && <ColleagueDialog session={session} close={() => setOpen(false)} />}
    </>
  );
}

function ColleagueDialog({ session, close }: { session: string; close: () => void }) {
  const { lang, colleagues } = useStaff();
  const texts = COLLEAGUE_TEXTS[lang];
  const entry = useEntry(session);
  const offered = whoCanBeAsked(colleagues, entry);
  const [to, setTo] = useState(offered[0]?.email ?? "");
  const [note, setNote] = useState("");
  const [trouble, setTrouble] = useState("");
  const ask = async (kind: RequestKind, shut: Shut) => {
    try {
      await askColleague(session, kind, to, note.trim());
      shut();
    } catch (error) {
      const code = error instanceof ApiError ? error.code : "unreachable";
      setTrouble(texts.problems[code] ?? texts.failed);
    }
  };
  return (
    <Dialog class="dialog colleague-dialog" labelledBy="colleague-title" close={close}>
      {(shut) => (
        <form method="dialog" onSubmit={(event) => event.preventDefault()}>
          <h2 id="colleague-title">{texts.askTitle}</h2>
          <fieldset>
            <legend>{texts.askWhom}</legend>
            {offered.length === 0 && <p class="queue-none">{texts.nobodyToAsk}</p>}
            {offered.map((one) => (
              <Choice
                key={one.email}
                one={one}
                texts={texts}
                able={isAble(one, entry)}
                chosen={one.email === to}
                choose={() => setTo(one.email)}
              />
            ))}
          </fieldset>
          <label class="colleague-note">
            {texts.note}
            <textarea
              rows={3}
              maxLength={MOST_NOTE}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
            <small>{texts.noteHint}</small>
          </label>
          <p class="dialog-trouble" role="alert">
            {trouble}
          </p>
          <p class="dialog-actions">
            {KINDS.map((kind, index) => (
              <button
                key={kind}
                type="button"
                class={index === 0 ? "button primary" : "button"}
                disabled={!offered.some((one) => one.email === to)}
                onClick={() => void ask(kind, shut)}
              >
                {texts.send[kind]}
              </button>
            ))}
            <button type="button" class="quiet" onClick={shut}>
              {texts.cancel}
            </button>
          </p>
        </form>
      )}
    </Dialog>
  );
}

function Choice({
  one,
  texts,
  able,
  chosen,
  choose,
}: {
  one: Colleague;
  texts: ColleagueTexts;
  able: boolean;
  chosen: boolean;
  choose: () => void;
}) {
  return (
    <label class="colleague colleague-choice">
      <input type="radio" name="colleague" value={one.email} checked={chosen} onChange={choose} />
      <ColleagueFacts one={one} texts={texts} />
      {!able && <span class="colleague-unable">{texts.otherLangOrSkill}</span>}
    </label>
  );
}
