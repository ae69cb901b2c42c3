/** What an admin says of a rep. */
import type { Language } from "../../viewer/boot";
import { languageName } from "./conditions";
import { Checks, Choice, TextField } from "./fields";
import { REP_TEXTS } from "./rep_texts";
import type { RepRow, Skill } from "./types";

/** As many sessions as a desk can hold. */
const MOST = 16;

interface FieldsProps {
  isNew: boolean;
  lang: Language;
  skills: Skill[];
  sessionsPerRep: number;
  rep: RepRow;
  set: (rep: RepRow) => void;
  password: string;
  setPassword: (password: string) => void;
}

export function RepFields({
  rep,
  set,
  isNew,
  lang,
  password,
  setPassword,
  skills,
  sessionsPerRep,
}: FieldsProps) {
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
