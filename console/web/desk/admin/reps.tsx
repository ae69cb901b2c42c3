/** The reps: a list, and a form for the one that is edited. Each is saved by itself. */
import { useEffect, useState } from "preact/hooks";
import { ApiError, call } from "../../viewer/api";
import type { Language } from "../../viewer/boot";
import { languageName } from "./conditions";
import { wordsOf } from "./fields";
import { RepForm } from "./rep_form";
import { REP_TEXTS } from "./rep_texts";
import type { SettingsProps } from "./settings";
import type { Problem, RepRow, Skill } from "./types";

export interface RepsProps extends SettingsProps {
  skills: Skill[];
}

const FRESH: RepRow = {
  email: "",
  name: "",
  role: "rep",
  skills: [],
  langs: [],
  capacity: null,
  version: 0,
  here: false,
};

export function Reps(props: RepsProps) {
  const { lang, mayEdit } = props;
  const texts = REP_TEXTS[lang];
  const [rows, setRows] = useState<RepRow[] | null>(null);
  const [open, setOpen] = useState<RepRow | null>(props.store.rep?.base ?? null);
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = async () => {
    try {
      setRows(await call<RepRow[]>("GET", "/api/v1/reps"));
      setProblem(null);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return props.signedOut();
      setProblem(problemOf(error));
    }
  };
  useEffect(() => void read(), []);
  const done = (words: string) => {
    setOpen(null);
    setTold(words);
    void read();
  };
  const form = (opened: RepRow, row: RepRow | null) => (
    <RepForm
      key={opened.email}
      {...props}
      row={row}
      opened={opened}
      emails={rows?.map((one) => one.email) ?? []}
      done={done}
      reread={read}
      close={() => setOpen(null)}
    />
  );
  const isListed = rows?.some((row) => row.email === open?.email) ?? true;
  return (
    <div class="reps">
      <p class="save-problem" role="alert">
        {problem && wordsOf(problem, lang)}
      </p>
      <p class="reps-told" role="status">
        {told}
      </p>
      <ul class="rep-list">
        {rows?.map((row) => (
          <li key={row.email} class="settings-card rep" aria-label={row.name}>
            <Head row={row} lang={lang} own={props.own} usual={props.sessionsPerRep}>
              {mayEdit && (
                <button
                  type="button"
                  class="button"
                  aria-expanded={open?.email === row.email}
                  aria-label={texts.editOf(row.name)}
                  disabled={open !== null && open.email !== row.email}
                  onClick={() => setOpen(row)}
                >
                  {texts.edit}
                </button>
              )}
            </Head>
            {open?.email === row.email && form(open, row)}
          </li>
        ))}
        {open && !isListed && (
          <li class="settings-card rep" aria-label={open.name || texts.add}>
            {form(open, open.email ? null : FRESH)}
          </li>
        )}
      </ul>
      {mayEdit && (
        <button type="button" class="button add" disabled={open !== null} onClick={() => setOpen(FRESH)}>
          + {texts.add}
        </button>
      )}
    </div>
  );
}

export function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) return { field: "", why: "unreachable", detail: "" };
  const { field = "", why = error.code, detail = "" } = error.details as Partial<Problem>;
  // The sentences of passwords and addresses say all.
  return { field, why, detail: why === "form" ? detail : "" };
}

interface HeadProps {
  row: RepRow;
  lang: Language;
  own: string;
  usual: number;
  children: preact.ComponentChildren;
}

function Head({ row, lang, own, usual, children }: HeadProps) {
  const texts = REP_TEXTS[lang];
  const langs = row.langs.map((tag) => languageName(tag, lang));
  const facts = [
    texts.roles[row.role].split(/[:：]/)[0],
    ...row.skills,
    langs.length ? langs.join(", ") : texts.anyLang,
    `${row.capacity ?? usual} ${texts.capacityUnit}`,
  ];
  return (
    <div class="rep-head">
      <span class={row.here ? "rep-here here" : "rep-here"} aria-hidden="true" />
      <div class="rep-who">
        <h2>
          {row.name}
          {row.email === own && <span class="rep-note">{texts.you}</span>}
          {row.here && <span class="rep-note">{texts.here}</span>}
        </h2>
        <p>{row.email}</p>
      </div>
      <p class="rep-facts">{facts.join(" · ")}</p>
      {children}
    </div>
  );
}
