/** One rep's form: what they may and can do, their way in, and their removal. */
import { useState } from "preact/hooks";
import { ApiError, call } from "../../viewer/api";
import type { Language } from "../../viewer/boot";
import { ProblemContext, wordsOf } from "./fields";
import { RepFields } from "./rep_fields";
import { REP_TEXTS } from "./rep_texts";
import type { RepsProps } from "./reps";
import { problemOf } from "./reps";
import { SETTINGS_TEXTS } from "./texts";
import type { Problem, RepRow } from "./types";
import { useRepDraft } from "./use_rep_draft";

/** The version of an account that is yet to be made. */
const NO_ACCOUNT = 0;
const EXISTS: Problem = { field: "email", why: "exists", detail: "" };

interface FormProps extends RepsProps {
  /** As the server has it now; null: it was removed. */
  row: RepRow | null;
  /** As it was when the form was opened. */
  opened: RepRow;
  emails: string[];
  done: (words: string) => void;
  reread: () => Promise<void>;
  close: () => void;
}

type Asking = "" | "remove" | "drop";

export function RepForm(props: FormProps) {
  const { opened, lang, done, close } = props;
  const texts = REP_TEXTS[lang];
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asking, setAsking] = useState<Asking>("");
  const draft = useRepDraft(props);
  const { rep, password, base, isChanged, isClash } = draft;
  const isNew = opened.email === "";
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    await work().catch(async (error: unknown) => {
      if (!(error instanceof ApiError) || error.code !== "changed-meanwhile") setProblem(problemOf(error));
      else if (isNew) setProblem(EXISTS);
      else await props.reread();
    });
    setBusy(false);
  };
  const saveOver = (version: number) =>
    run(async () => {
      const { name, role, skills, langs, capacity } = rep;
      const known = skills.filter((skill) => props.skills.some((one) => one.name === skill));
      const profile = { name, role, skills: known, langs, capacity, version };
      const path = pathOf(rep.email.trim().toLowerCase());
      const saved = await call<RepRow>("PUT", path, { ...profile, ...(password && { password }) });
      props.store.keepRep(null);
      done(texts.saved(saved.name));
    });
  const save = (event: Event) => {
    event.preventDefault();
    if (isClash) return;
    if (isNew && props.emails.includes(rep.email.trim().toLowerCase())) return setProblem(EXISTS);
    void saveOver(base.version);
  };
  const drop = () => {
    props.store.keepRep(null);
    close();
  };
  const remove = () =>
    run(async () => {
      await call("DELETE", pathOf(opened.email));
      props.store.keepRep(null);
      done(texts.removed(opened.name));
    });
  return (
    <ProblemContext.Provider value={{ problem, lang }}>
      <form class="rep-form" onSubmit={save}>
        <RepFields {...props} isNew={isNew} {...draft} />
        <p class="save-problem" role="alert">
          {problem && (problem.why === EXISTS.why ? texts.exists : wordsOf(problem, lang))}
        </p>
        {isClash && <RepClash {...props} busy={busy} drop={drop} take={draft.takeTheirs} keep={saveOver} />}
        {asking === "" && !isClash && (
          <div class="rep-acts">
            <button type="submit" class="button primary" disabled={busy || (!isChanged && !isNew)}>
              {texts.save}
            </button>
            <button type="button" class="button" onClick={() => (isChanged ? setAsking("drop") : close())}>
              {texts.cancel}
            </button>
            {draft.backToMine && (
              <button type="button" class="quiet" onClick={draft.backToMine}>
                {SETTINGS_TEXTS[lang].undo}
              </button>
            )}
            {!isNew && (
              <>
                <SignInLink row={opened} lang={lang} fail={(error) => setProblem(problemOf(error))} />
                <button type="button" class="button danger rep-remove" onClick={() => setAsking("remove")}>
                  {texts.remove}
                </button>
              </>
            )}
          </div>
        )}
        {asking === "remove" && !isClash && (
          <Sure
            words={texts.removeSure(opened.name)}
            yes={texts.removeYes}
            no={texts.keep}
            busy={busy}
            agree={() => void remove()}
            decline={() => setAsking("")}
          />
        )}
        {asking === "drop" && !isClash && (
          <Sure
            words={texts.unsavedSure}
            yes={texts.dropYes}
            no={texts.keep}
            busy={busy}
            agree={drop}
            decline={() => setAsking("")}
          />
        )}
      </form>
    </ProblemContext.Provider>
  );
}

interface ClashProps extends FormProps {
  busy: boolean;
  drop: () => void;
  take: () => void;
  keep: (version: number) => void;
}

/** Somebody else has saved or removed this rep since it was read. */
function RepClash({ row, opened, lang, busy, drop, take, keep }: ClashProps) {
  const { clash, takeTheirs, keepMine } = SETTINGS_TEXTS[lang];
  const texts = REP_TEXTS[lang];
  return (
    <div class="rep-clash">
      <p role="alert">{row ? clash : texts.gone(opened.name)}</p>
      <button type="button" class="button" onClick={row ? take : drop}>
        {row ? takeTheirs : texts.dropYes}
      </button>
      <button
        type="button"
        class="button primary"
        disabled={busy}
        onClick={() => keep(row?.version ?? NO_ACCOUNT)}
      >
        {row ? keepMine : texts.addAgain}
      </button>
    </div>
  );
}

function SignInLink({ row, lang, fail }: { row: RepRow; lang: Language; fail: (error: unknown) => void }) {
  const texts = REP_TEXTS[lang];
  const [link, setLink] = useState("");
  const [copied, setCopied] = useState(false);
  const make = () =>
    call<{ link: string }>("POST", `${pathOf(row.email)}/link`).then((made) => setLink(made.link), fail);
  if (!link)
    return (
      <button type="button" class="button" onClick={() => void make()}>
        {texts.link}
      </button>
    );
  return (
    <div class="rep-link" role="status">
      <p class="field-hint">{texts.linkMade(row.name)}</p>
      <input
        readOnly
        aria-label={texts.link}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button
        type="button"
        class="button"
        onClick={() =>
          void navigator.clipboard.writeText(link).then(
            () => setCopied(true),
            () => undefined,
          )
        }
      >
        {copied ? texts.copied : texts.copy}
      </button>
    </div>
  );
}

interface SureProps {
  words: string;
  yes: string;
  no: string;
  busy: boolean;
  agree: () => void;
  decline: () => void;
}

function Sure({ words, yes, no, busy, agree, decline }: SureProps) {
  return (
    <div class="rep-sure" role="alertdialog" aria-label={words}>
      <p>{words}</p>
      <button type="button" class="button" autofocus onClick={decline}>
        {no}
      </button>
      <button type="button" class="button danger" disabled={busy} onClick={agree}>
        {yes}
      </button>
    </div>
  );
}

const pathOf = (email: string): string => `/api/v1/reps/${encodeURIComponent(email)}`;
