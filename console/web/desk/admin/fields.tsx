/** The fields of the settings' forms, each with its name, and below it what is wrong with it. */
import { createContext } from "preact";
import type { ComponentChildren } from "preact";
import { useContext, useId, useLayoutEffect, useRef } from "preact/hooks";
import type { Language } from "../../viewer/boot";
import { withAt, withoutAt } from "./lists";
import { SETTINGS_TEXTS } from "./texts";
import type { Problem } from "./types";

export const ProblemContext = createContext<{ problem: Problem | null; lang: Language }>({
  problem: null,
  lang: "en",
});

export function wordsOf({ why, detail }: Problem, lang: Language): string {
  const texts = SETTINGS_TEXTS[lang];
  const words = texts.problems[why] ?? texts.problem;
  return detail ? `${words} (${detail})` : words;
}

/** What is wrong with this field, "" when nothing is. */
export function useProblem(field: string): string {
  const { problem, lang } = useContext(ProblemContext);
  return problem && field && problem.field === field ? wordsOf(problem, lang) : "";
}

interface FieldProps {
  label: string;
  /** As the server names it: `ask[0].name`. */
  field?: string;
  hint?: string;
  /** What this browser has found wrong by itself. */
  wrong?: string;
  children: (input: {
    id: string;
    "aria-invalid"?: boolean;
    "aria-describedby"?: string;
  }) => ComponentChildren;
}

export function Field({ label, field = "", hint = "", wrong = "", children }: FieldProps) {
  const id = useId();
  const refused = useProblem(field);
  const problem = wrong || refused;
  const described = problem || hint ? { "aria-describedby": `${id}-more` } : {};
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, ...(problem ? { "aria-invalid": true } : {}), ...described })}
      {(problem || hint) && (
        <p id={`${id}-more`} class={problem ? "field-problem" : "field-hint"}>
          {problem || hint}
        </p>
      )}
    </div>
  );
}

interface TextProps {
  label: string;
  value: string;
  set: (value: string) => void;
  field?: string;
  hint?: string;
  wrong?: string;
  max?: number;
  lang?: string;
  placeholder?: string;
  type?: string;
  list?: string;
  required?: boolean;
}

export function TextField({ label, value, set, field, hint, wrong, max, ...more }: TextProps) {
  return (
    <Field label={label} {...given({ field, hint, wrong })}>
      {(input) => (
        <input
          {...input}
          {...(more as object)}
          autocomplete="off"
          value={value}
          {...given({ maxLength: max })}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export function TextArea({ label, value, set, field, hint, wrong, max, lang, placeholder }: TextProps) {
  return (
    <Field label={label} {...given({ field, hint, wrong })}>
      {(input) => (
        <textarea
          {...input}
          rows={2}
          {...given({ maxLength: max, lang, placeholder })}
          value={value}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface NumberProps {
  label: string;
  value: number;
  set: (value: number) => void;
  min?: number;
  max?: number;
  step?: number | "any";
  unit?: string;
  hint?: string;
  wrong?: string;
  field?: string;
}

/** A number and its unit. What is no number yet changes nothing. */
export function NumberField({ label, value, set, min = 0, max, step, unit, ...more }: NumberProps) {
  return (
    <Field label={label} {...given(more)}>
      {(input) => (
        <span class="with-unit">
          <input
            {...input}
            type="number"
            inputMode="numeric"
            min={min}
            {...given({ max, step })}
            value={value}
            onInput={({ currentTarget }) => {
              if (currentTarget.value !== "" && currentTarget.validity.valid)
                set(currentTarget.valueAsNumber);
            }}
            onBlur={({ currentTarget }) => (currentTarget.value = String(value))}
          />
          {unit}
        </span>
      )}
    </Field>
  );
}

interface ChoiceProps<V extends string> {
  label: string;
  value: V;
  set: (value: V) => void;
  options: [V, string][];
  field?: string;
  hint?: string;
}

export function Choice<V extends string>({ label, value, set, options, ...more }: ChoiceProps<V>) {
  return (
    <Field label={label} {...given(more)}>
      {(input) => (
        <select {...input} value={value} onChange={(event) => set(event.currentTarget.value as V)}>
          {options.map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Check({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

/** Several of a few. */
export function Checks<V extends string>({
  label,
  chosen,
  set,
  options,
}: {
  label: string;
  chosen: V[];
  set: (chosen: V[]) => void;
  options: [V, string][];
}) {
  return (
    <fieldset class="checks">
      <legend>{label}</legend>
      {options.map(([key, words]) => (
        <Check
          key={key}
          label={words}
          on={chosen.includes(key)}
          set={(on) => set(on ? [...chosen, key] : chosen.filter((one) => one !== key))}
        />
      ))}
    </fieldset>
  );
}

interface LinesProps {
  label: string;
  lines: string[];
  set: (lines: string[], at?: string) => void;
  field: string;
  lang: Language;
  placeholder?: string;
  hint?: string;
  /** What is wrong with a line, "" when nothing is. */
  check?: (line: string) => string;
}

/** A list of short texts, one field each; several lines that are pasted become several fields. */
export function Lines({ label, lines, set, field, lang, placeholder, hint, check }: LinesProps) {
  const texts = SETTINGS_TEXTS[lang];
  const { root, focus } = useFocus();
  const type = (at: number, value: string) => set(withAt(lines, at, value), `${field}[${at}]`);
  const put = (next: string[], at: number) => {
    focus(at);
    set(next);
  };
  const insert = (at: number) => put([...lines.slice(0, at), "", ...lines.slice(at)], at);
  const paste = (at: number, event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text") ?? "";
    const pasted = text.split(/\r?\n/).map((line) => line.trim());
    if (pasted.length < 2) return;
    event.preventDefault();
    set([...lines.slice(0, at), ...pasted.filter(Boolean), ...lines.slice(at + 1)]);
  };
  return (
    <div class="lines" role="group" aria-label={label} ref={root}>
      <p class="lines-label">{label}</p>
      {hint && <p class="field-hint">{hint}</p>}
      <ul>
        {lines.map((line, at) => (
          <Line
            key={at}
            label={`${label} ${at + 1}`}
            value={line}
            field={`${field}[${at}]`}
            wrong={line && check ? check(line) : ""}
            {...given({ placeholder })}
            set={(value) => type(at, value)}
            paste={(event) => paste(at, event)}
            next={() => insert(at + 1)}
            remove={() => put(withoutAt(lines, at), Math.max(0, at - 1))}
            removeLabel={texts.remove(line || label)}
          />
        ))}
      </ul>
      <button type="button" class="button add" onClick={() => insert(lines.length)}>
        + {texts.add}
      </button>
    </div>
  );
}

/** Puts the focus on a line, or on the button below when there is none: when drawn, since what waits for the paint may run before. */
function useFocus() {
  const root = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const inputs = root.current?.querySelectorAll("input") ?? [];
    const found = inputs[wanted.current] ?? root.current?.querySelector<HTMLElement>(".add");
    found?.focus();
    wanted.current = null;
  });
  return { root, focus: (at: number) => void (wanted.current = at) };
}

interface LineProps {
  label: string;
  value: string;
  field: string;
  wrong: string;
  placeholder?: string;
  set: (value: string) => void;
  paste: (event: ClipboardEvent) => void;
  /** Another line below this one. */
  next: () => void;
  remove: () => void;
  removeLabel: string;
}

function Line(props: LineProps) {
  const id = useId();
  const refused = useProblem(props.field);
  const problem = props.wrong || refused;
  return (
    <li>
      <input
        aria-label={props.label}
        aria-invalid={problem !== ""}
        aria-describedby={id}
        spellcheck={false}
        autocomplete="off"
        {...given({ placeholder: props.placeholder })}
        value={props.value}
        onInput={(event) => props.set(event.currentTarget.value)}
        onPaste={props.paste}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          props.next();
        }}
      />
      <button
        type="button"
        class="quiet"
        aria-label={props.removeLabel}
        title={props.removeLabel}
        onClick={props.remove}
      >
        ×
      </button>
      <p id={id} class="field-problem" hidden={!problem}>
        {problem}
      </p>
    </li>
  );
}

/** Without what is undefined. */
export function given<T extends object>(props: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as never;
}
