/** Whom to ask first: the rules in their order, the limits, and beside them who would have been asked today. */
import { useState } from "preact/hooks";
import type { Language } from "../../viewer/boot";
import { EMPTY_RULE } from "./conditions";
import { NumberField } from "./fields";
import { freshName, withAt, withoutAt } from "./lists";
import { Preview, usePreview } from "./preview";
import { Rule } from "./rule";
import { RULE_TEXTS } from "./rule_texts";
import type { PageProps } from "./settings";
import { useSorting } from "./sorting";
import type { AskLimits, AskRule } from "./types";

export function Asking({ lang, value, edit }: PageProps<"asking">) {
  const texts = RULE_TEXTS[lang];
  const preview = usePreview(value.ask, value.ask_limits);
  const set = (ask: AskRule[], at = "") => edit({ ...value, ask }, at);
  return (
    <div class="asking">
      <div class="asking-rules">
        <Rules lang={lang} rules={value.ask} set={set} counts={preview.shown?.rules ?? []} />
        <Limits
          lang={lang}
          limits={value.ask_limits}
          set={(ask_limits, at) => edit({ ...value, ask_limits }, at)}
        />
      </div>
      <aside class="asking-preview" aria-label={texts.preview}>
        <Preview lang={lang} state={preview} />
      </aside>
    </div>
  );
}

interface RulesProps {
  lang: Language;
  rules: AskRule[];
  set: (rules: AskRule[], at?: string) => void;
  counts: { name: string; asked: number; maybe: number }[];
}

function Rules({ lang, rules, set, counts }: RulesProps) {
  const texts = RULE_TEXTS[lang];
  const [open, setOpen] = useState<string | null>(null);
  const [gone, setGone] = useState("");
  const sorting = useSorting({ list: rules, nameOf: (rule) => rule.name, set, lang });
  const add = () => {
    const name = freshName(
      rules.map((rule) => rule.name),
      texts.newRule,
    );
    setGone("");
    set([...rules, { ...EMPTY_RULE, name }]);
    setOpen(name);
  };
  const remove = (at: number) => {
    setGone(texts.removed(rules[at]!.name));
    set(withoutAt(rules, at));
  };
  return (
    <section aria-label={texts.rules}>
      {rules.length === 0 && <p class="settings-none">{texts.noRules}</p>}
      <ol class="rules" ref={sorting.root}>
        {rules.map((rule, at) => (
          <Rule
            key={at}
            {...{ rule, at, lang, sorting }}
            of={rules.length}
            count={counts.find((one) => one.name === rule.name)}
            isOpen={open === rule.name}
            turn={(isOpen) => setOpen(isOpen ? rule.name : null)}
            set={(next, field) => {
              if (open === rule.name) setOpen(next.name);
              setGone("");
              set(withAt(rules, at, next), `ask[${at}].${field}`);
            }}
            remove={() => remove(at)}
          />
        ))}
      </ol>
      <p class="rules-told" role="status">
        {gone}
      </p>
      <p class="visually-hidden" role="status">
        {sorting.told}
      </p>
      <button type="button" class="button add" onClick={add}>
        + {texts.addRule}
      </button>
    </section>
  );
}

interface LimitsProps {
  lang: Language;
  limits: AskLimits;
  set: (limits: AskLimits, at: string) => void;
}

function Limits({ lang, limits, set }: LimitsProps) {
  const texts = RULE_TEXTS[lang];
  return (
    <section class="limits" aria-label={texts.limits}>
      <h2>{texts.limits}</h2>
      <div class="field-row">
        <NumberField
          label={texts.againDays}
          unit={texts.unit.days}
          max={3650}
          value={limits.again_days}
          field="ask_limits.again_days"
          set={(again_days) => set({ ...limits, again_days }, "again_days")}
        />
        <NumberField
          label={texts.perVisit}
          unit={texts.unit.times}
          max={20}
          value={limits.per_visit}
          field="ask_limits.per_visit"
          set={(per_visit) => set({ ...limits, per_visit }, "per_visit")}
        />
        <NumberField
          label={texts.holdOut}
          unit={texts.unit.percent}
          max={100}
          value={Math.round(limits.hold_out * 100)}
          field="ask_limits.hold_out"
          hint={texts.holdOutHint}
          set={(percent) => set({ ...limits, hold_out: percent / 100 }, "hold_out")}
        />
      </div>
    </section>
  );
}
