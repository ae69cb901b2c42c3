/** One rep's form: what they may and can do, their way in, and their removal. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../viewer/api";
import type { Language } from "../../viewer/boot";
import { languageName } from "./conditions";
import { Checks, Choice, ProblemContext, TextField, wordsOf } from "./fields";
import { REP_TEXTS } from "./rep_texts";
import type { RepsProps } from "./reps";
import { problemOf } from "./reps";
import type { Problem, RepRow } from "./types";

/** As many sessions as a desk can hold. */
const MOST = 16;

interface FormProps extends RepsProps {
  row: RepRow;
  isNew: boolean;
  emails: string[];
  done: (words: string) => void;
  close: () => void;
}

type Asking = "" | "remove" | "drop";

export function RepForm(props: FormProps) {
  const { row, isNew, lang, done, close } = props;
  const texts = REP_TEXTS[lang];
  const kept = props.store.rep?.email === row.email ? props.store.rep : null;
  const [rep, setRep] = useState(kept?.rep ?? row);
  const [password, setPassword] = useState(kept?.password ?? "");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asking, setAsking] = useState<Asking>("");
  const isChanged = password !== "" || JSON.stringify(rep) !== JSON.stringify(row);
  useEffect(
    () => props.store.keepRep(isChanged ? { email: row.email, rep, password } : null),
    [rep, password],
  );
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    await work().catch((error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const email = rep.email.trim().toLowerCase();
    if (isNew && props.emails.includes(email))
      return setProblem({ field: "email", why: "exists", detail: "" });
    await run(async () => {
      const { name, role, skills, langs, capacity } = rep;
      const known = skills.filter((skill) => props.skills.some((one) => one.name === skill));
      const profile = { name, role, skills: known, langs, capacity, ...(password && { password }) };
      const saved = await call<RepRow>("PUT", pathOf(email), profile);
      props.store.keepRep(null);
      done(texts.saved(saved.name));
    });
  };
  const drop = () => {
    props.store.keepRep(null);
    close();
  };
  const remove = () =>
    run(async () => {
      await call("DELETE", pathOf(row.email));
      props.store.keepRep(null);
      done(texts.removed(row.name));
    });
  return (
    <ProblemContext.Provider value={{ problem, lang }}>
      <form class="rep-form" onSubmit={(event) => void save(event)}>
        <Fields
          {...props}
          rep={rep}
          set={setRep}
          password={password}
          setPassword={setPassword}
          problem={problem}
        />
        <p class="save-problem" role="alert">
          {problem && (problem.why === "exists" ? texts.exists : wordsOf(problem, lang))}
        </p>
        {asking === "" && (
          <div class="rep-acts">
            <button type="submit" class="button primary" disabled={busy || (!isChanged && !isNew)}>
              {texts.save}
            </button>
            <button type="button" class="button" onClick={() => (isChanged ? setAsking("drop") : close())}>
              {texts.cancel}
            </button>
            {!isNew && (
              <>
                <SignInLink row={row} lang={lang} fail={(error) => setProblem(problemOf(error))} />
                <button type="button" class="button danger rep-remove" onClick={() => setAsking("remove")}>
                  {texts.remove}
                </button>
              </>
            )}
          </div>
        )}
        {asking === "remove" && (
          <Sure
            words={texts.removeSure(row.name)}
            yes={texts.removeYes}
            no={texts.keep}
            busy={busy}
            agree={() => void remove()}
            decline={() => setAsking("")}
          />
        )}
        {asking === "drop" && (
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

interface FieldsProps extends FormProps {
  rep: RepRow;
  set: (rep: RepRow) => void;
  password: string;
  setPassword: (password: string) => void;
  problem: Problem | null;
}

function Fields({ rep, set, isNew, lang, password, setPassword, skills, sessionsPerRep }: FieldsProps) {
  const texts = REP_TEXTS[lang];
  const tags = [...new Set(["en", "ja", ...rep.langs])];
  const counts = Array.from({ length: MOST }, (_, i): [string, string] => [String(i + 1), String(i + 1)]);
  return (
    <>
      <div class="field-row">
        {isNew && (
          <TextField
            label={texts.email}
            type="email"
            required
            field="email"
            value={rep.email}
            set={(email) => set({ ...rep, email })}
          />
        )}
        <TextField
          label={texts.name}
          hint={texts.nameHint}
          max={40}
          field="name"
          value={rep.name}
          set={(name) => set({ ...rep, name })}
        />
        <Choice<RepRow["role"]>
          label={texts.role}
          value={rep.role}
          options={Object.entries(texts.roles) as [RepRow["role"], string][]}
          set={(role) => set({ ...rep, role })}
        />
      </div>
      <div class="field-row">
        <Checks
          label={texts.langs}
          chosen={rep.langs}
          options={tags.map((tag): [string, string] => [tag, languageName(tag, lang)])}
          set={(langs) => set({ ...rep, langs })}
        />
        {skills.length > 0 ? (
          <Checks
            label={texts.skills}
            chosen={rep.skills}
            options={skills.map(({ name }): [string, string] => [name, name])}
            set={(chosen) => set({ ...rep, skills: chosen })}
          />
        ) : (
          <p class="field-hint">{texts.noSkills}</p>
        )}
      </div>
      <div class="field-row">
        <Choice
          label={texts.capacity}
          value={String(rep.capacity ?? "")}
          options={[["", texts.capacityUsual(sessionsPerRep)], ...counts]}
          set={(value) => set({ ...rep, capacity: value ? Number(value) : null })}
        />
        <TextField
          label={isNew ? texts.password : texts.newPassword}
          hint={isNew ? texts.passwordHint : texts.newPasswordHint}
          type="password"
          field="password"
          value={password}
          set={setPassword}
        />
      </div>
    </>
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
