/** One rule: folded up, a line that says when it asks; open, each condition as a part of a sentence. */
import { useState } from "preact/hooks";
import type { Language } from "../../viewer/boot";
import { conditionsOf, languageName, sayRule, withCondition, withoutCondition } from "./conditions";
import { Check, Checks, Choice, Lines, NumberField, TextArea, TextField } from "./fields";
import { CONDITIONS, RULE_TEXTS } from "./rule_texts";
import type { Condition } from "./rule_texts";
import { Movers } from "./sorting";
import type { useSorting } from "./sorting";
import { SETTINGS_TEXTS } from "./texts";
import type { AskRule, Device, Trouble } from "./types";

/** Known to work worst. */
const WORST = [10, 30] as const;

interface RuleProps {
  rule: AskRule;
  at: number;
  of: number;
  lang: Language;
  sorting: ReturnType<typeof useSorting<AskRule>>;
  count: { asked: number; maybe: number } | undefined;
  isOpen: boolean;
  turn: (isOpen: boolean) => void;
  set: (rule: AskRule, field: string) => void;
  remove: () => void;
}

export function Rule(props: RuleProps) {
  const { rule, at, of, lang, sorting, count, isOpen, turn } = props;
  const texts = RULE_TEXTS[lang];
  const { class: dragged, ...drop } = sorting.item(at);
  const words = rule.text[lang] ?? rule.text["en"] ?? "";
  return (
    <li class={`rule ${isOpen ? "open" : ""} ${dragged}`} aria-label={texts.rule(rule.name)} {...drop}>
      <div class="rule-head">
        <span class="rule-handle" aria-hidden="true" {...sorting.handle(at)}>
          ⠿
        </span>
        <span class="rule-place">{at + 1}</span>
        <div class="rule-says">
          <h2>{rule.name}</h2>
          <p>{sayRule(rule, lang)}</p>
          {!isOpen && words && <p class="rule-words">“{words}”</p>}
        </div>
        {count && (
          <span class="rule-count">
            {count.maybe > 0 ? texts.unsureShort(count.maybe) : texts.timesAsked(count.asked)}
          </span>
        )}
        <Movers at={at} of={of} name={rule.name} move={sorting.move} lang={lang} />
        <button type="button" class="button" aria-expanded={isOpen} onClick={() => turn(!isOpen)}>
          {isOpen ? texts.fold : texts.edit}
        </button>
      </div>
      {isOpen && <Form {...props} />}
    </li>
  );
}

function Form({ rule, at, lang, set, remove }: RuleProps) {
  const texts = RULE_TEXTS[lang];
  const languages = SETTINGS_TEXTS[lang].languages;
  const [added, setAdded] = useState<Condition[]>([]);
  const has = conditionsOf(rule);
  const shown = CONDITIONS.filter((one) => has.includes(one) || added.includes(one));
  const drop = (condition: Condition) => {
    setAdded(added.filter((one) => one !== condition));
    set(withoutCondition(rule, condition), "");
  };
  const add = (condition: Condition) => {
    setAdded([...added, condition]);
    set(withCondition(rule, condition), "");
  };
  const tags = [...new Set(["en", "ja", ...Object.keys(rule.text)])];
  return (
    <div class="rule-form">
      <TextField
        label={texts.name}
        value={rule.name}
        max={60}
        field={`ask[${at}].name`}
        set={(name) => set({ ...rule, name }, "name")}
      />
      <section class="conditions" aria-label={texts.when}>
        <h3>{texts.when}</h3>
        <ul>
          {shown.map((condition) => (
            <li key={condition} class="condition">
              <ConditionField {...{ condition, rule, at, lang, set }} />
              <button
                type="button"
                class="quiet"
                aria-label={SETTINGS_TEXTS[lang].remove(texts.condition[condition])}
                title={SETTINGS_TEXTS[lang].remove(texts.condition[condition])}
                onClick={() => drop(condition)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        {shown.length < CONDITIONS.length && (
          <select
            class="add-condition"
            aria-label={texts.addCondition}
            value=""
            onChange={(event) => add(event.currentTarget.value as Condition)}
          >
            <option value="">{texts.addCondition}</option>
            {CONDITIONS.filter((one) => !shown.includes(one)).map((condition) => (
              <option key={condition} value={condition}>
                {texts.condition[condition]}
              </option>
            ))}
          </select>
        )}
        <div class="checks-row">
          <Check label={texts.inHours} on={rule.in_hours} set={(on) => set({ ...rule, in_hours: on }, "")} />
          <Check label={texts.repFree} on={rule.rep_free} set={(on) => set({ ...rule, rep_free: on }, "")} />
        </div>
      </section>
      <section aria-label={texts.words}>
        <h3>{texts.words}</h3>
        <div class="field-row">
          {tags.map((tag) => (
            <TextArea
              key={tag}
              label={texts.wordsIn(languages[tag as "en"] ?? tag)}
              lang={tag}
              max={300}
              placeholder={texts.usualWords}
              field={`ask[${at}].text`}
              value={rule.text[tag] ?? ""}
              set={(words) => set({ ...rule, text: withText(rule.text, tag, words) }, `text.${tag}`)}
            />
          ))}
        </div>
      </section>
      <button type="button" class="button danger rule-remove" onClick={remove}>
        {texts.remove}
      </button>
    </div>
  );
}

interface ConditionProps {
  condition: Condition;
  rule: AskRule;
  at: number;
  lang: Language;
  set: (rule: AskRule, field: string) => void;
}

function ConditionField({ condition, rule, at, lang, set }: ConditionProps) {
  const texts = RULE_TEXTS[lang];
  const label = texts.condition[condition];
  const field = `ask[${at}].${condition}`;
  const put = (change: Partial<AskRule>, name: string = condition) => set({ ...rule, ...change }, name);
  switch (condition) {
    case "path":
      return (
        <Lines
          {...{ label, field, lang }}
          lines={rule.path}
          hint={texts.pathHint}
          placeholder="/cart"
          check={(line) => (isPattern(line) ? "" : SETTINGS_TEXTS[lang].problems["pattern"]!)}
          set={(path, name) => put({ path }, name)}
        />
      );
    case "seconds": {
      const seconds = rule.seconds ?? 0;
      const isWorst = seconds >= WORST[0] && seconds <= WORST[1];
      return (
        <NumberField
          {...{ label, field }}
          unit={texts.unit.seconds}
          max={3600}
          value={seconds}
          hint={isWorst ? texts.secondsWorst : texts.secondsHint}
          set={(value) => put({ seconds: value })}
        />
      );
    }
    case "pages":
      return (
        <NumberField
          {...{ label, field }}
          unit={texts.unit.pages}
          max={1000}
          value={rule.pages}
          set={(pages) => put({ pages })}
        />
      );
    case "basket":
      return (
        <NumberField
          {...{ label, field }}
          step="any"
          hint={texts.basketHint}
          value={rule.basket}
          set={(basket) => put({ basket })}
        />
      );
    case "idle":
      return (
        <NumberField
          {...{ label, field }}
          unit={texts.unit.seconds}
          max={3600}
          value={rule.idle}
          set={(idle) => put({ idle })}
        />
      );
    case "trouble":
      return (
        <Checks<Trouble>
          label={label}
          chosen={rule.trouble}
          options={Object.entries(texts.troubles) as [Trouble, string][]}
          set={(trouble) => put({ trouble })}
        />
      );
    case "leaving":
      return <p class="condition-plain">{label}</p>;
    case "returning":
      return (
        <Choice<"yes" | "no">
          label={label}
          value={rule.returning === false ? "no" : "yes"}
          options={[
            ["yes", texts.returning.yes],
            ["no", texts.returning.no],
          ]}
          set={(value) => put({ returning: value === "yes" })}
        />
      );
    case "lang":
      return <LanguageField {...{ label, lang }} value={rule.lang} set={(value) => put({ lang: value })} />;
    case "device":
      return (
        <Choice<Device>
          label={label}
          value={rule.device ?? "phone"}
          options={Object.entries(texts.devices) as [Device, string][]}
          set={(device) => put({ device })}
        />
      );
    case "referrer":
    case "campaign":
      return (
        <TextField
          {...{ label, field }}
          value={rule[condition]}
          set={(value) => put({ [condition]: value })}
        />
      );
  }
}

interface LanguageProps {
  label: string;
  lang: Language;
  value: string;
  set: (value: string) => void;
}

/** English, Japanese, and whatever a rule of the file names. */
function LanguageField({ label, lang, value, set }: LanguageProps) {
  const tags = [...new Set(["en", "ja", ...(value ? [value] : [])])];
  const options = tags.map((tag): [string, string] => [tag, languageName(tag, lang)]);
  return <Choice label={label} value={value} options={options} set={set} />;
}

const isPattern = (line: string): boolean => /^[/*]/.test(line) && !/[\s?#]/.test(line);

function withText(text: AskRule["text"], tag: string, words: string): AskRule["text"] {
  const { [tag]: _, ...rest } = text;
  return words === "" ? rest : { ...rest, [tag]: words };
}
