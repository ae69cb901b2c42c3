/** Skills, each with the pages and languages whose sessions need it. */
import type { Catalogue } from "../../viewer/boot";
import { Checks, Lines, TextField } from "./fields";
import { freshName, withAt, withoutAt } from "./lists";
import type { PageProps } from "./settings";
import { SETTINGS_TEXTS } from "./texts";
import type { Skill } from "./types";

interface Texts {
  name: string;
  fresh: string;
  paths: string;
  pathsHint: string;
  langs: string;
  langsHint: string;
  add: string;
  none: string;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    name: "Name",
    fresh: "New skill",
    paths: "Pages",
    pathsHint: "Sessions that start here need it. None: anywhere.",
    langs: "Languages",
    langsHint: "None: any.",
    add: "Add a skill",
    none: "There are no skills: every rep gets every session.",
  },
  ja: {
    name: "名前",
    fresh: "新しいスキル",
    paths: "ページ",
    pathsHint: "ここで始まったセッションに必要です。空欄はすべてのページです。",
    langs: "言語",
    langsHint: "選ばない場合はすべての言語です。",
    add: "スキルを追加",
    none: "スキルはありません。どの担当者にもすべてのセッションがつながります。",
  },
};

export function Skills({ lang, value, edit }: PageProps<"skills">) {
  const texts = TEXTS[lang];
  const { skills } = value;
  const set = (next: Skill[], at = "") => edit({ ...value, skills: next }, at);
  const add = () => {
    const names = skills.map((skill) => skill.name);
    set([...skills, { name: freshName(names, texts.fresh), paths: [], langs: [] }]);
  };
  return (
    <>
      {skills.length === 0 && <p class="settings-none">{texts.none}</p>}
      {skills.map((skill, at) => (
        <OneSkill
          key={at}
          {...{ skill, at, lang, texts }}
          set={(next, field) => set(withAt(skills, at, next), `${at}.${field}`)}
          remove={() => set(withoutAt(skills, at))}
        />
      ))}
      <button type="button" class="button add" onClick={add}>
        + {texts.add}
      </button>
    </>
  );
}

interface SkillProps {
  skill: Skill;
  at: number;
  lang: "en" | "ja";
  texts: Texts;
  set: (skill: Skill, field: string) => void;
  remove: () => void;
}

function OneSkill({ skill, at, lang, texts, set, remove }: SkillProps) {
  const { languages, remove: removeWords } = SETTINGS_TEXTS[lang];
  const tags = [...new Set(["en", "ja", ...skill.langs])];
  return (
    <section class="settings-card" aria-label={skill.name}>
      <div class="card-head">
        <TextField
          label={texts.name}
          value={skill.name}
          max={40}
          field={`skills[${at}].name`}
          set={(name) => set({ ...skill, name }, "name")}
        />
        <button
          type="button"
          class="quiet"
          aria-label={removeWords(skill.name)}
          title={removeWords(skill.name)}
          onClick={remove}
        >
          ×
        </button>
      </div>
      <div class="field-row">
        <Lines
          label={texts.paths}
          hint={texts.pathsHint}
          lines={skill.paths}
          field={`skills[${at}].paths`}
          lang={lang}
          placeholder="/shoes/*"
          set={(paths, field) => set({ ...skill, paths }, field ?? "")}
        />
        <div>
          <Checks
            label={texts.langs}
            chosen={skill.langs}
            options={tags.map((tag): [string, string] => [tag, languages[tag as "en"] ?? tag])}
            set={(langs) => set({ ...skill, langs }, "")}
          />
          <p class="field-hint">{texts.langsHint}</p>
        </div>
      </div>
    </section>
  );
}
