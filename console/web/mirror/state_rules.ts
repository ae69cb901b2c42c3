/**
 * Selectors with states (`:hover`, `:active`…) taken apart, and the same ones that ask for the state of the host instead: the
 * attribute `alongside-state` holds the names of the states an element is in there. It counts in specificity as the state does.
 */
export const MARK = "alongside-state";

/** States that a mirror cannot come into by itself, or should not when the host does not. */
const STATES =
  "hover|active|focus|focus-visible|focus-within|target|user-invalid|user-valid|autofill|-webkit-autofill|fullscreen|-webkit-full-screen|modal|popover-open";
const PLAIN_NAMES: Partial<Record<string, string>> = {
  "-webkit-autofill": "autofill",
  "-webkit-full-screen": "fullscreen",
};
/** What has to be skipped as a whole, then what a selector is made of. */
const TOKEN = new RegExp(
  `\\\\.|"(?:\\\\.|[^"])*"|\\[(?:\\\\.|"(?:\\\\.|[^"])*"|[^\\]])*\\]|:(${STATES})(?![-\\w(\\\\])|::[-\\w]+|:[-\\w]+|\\(|\\)|\\s*[>+~,\\s]\\s*`,
  "g",
);

/** A state in a selector, and which elements of that state it is about. */
export type Mention = readonly [state: string, compound: string];

export interface StateRule {
  readonly rule: CSSStyleRule;
  readonly plain: string;
  readonly marked: string;
  readonly mentions: readonly Mention[];
}

/** Null when there is no state in it. */
export function readSelector(selector: string): { marked: string; mentions: Mention[] } | null {
  const mentions: Mention[] = [];
  const states: string[] = [];
  let depth = 0;
  let isDeep = false;
  let compound = "";
  const close = () => {
    for (const state of states)
      mentions.push([state, isDeep || /&/.test(compound) || !compound ? "*" : compound]);
    states.length = 0;
    compound = "";
    isDeep = false;
  };
  let at = 0;
  let marked = "";
  const keep = (text: string) => {
    if (!depth) compound += text;
    marked += text;
  };
  for (const match of selector.matchAll(TOKEN)) {
    keep(selector.slice(at, match.index));
    at = match.index + match[0].length;
    const [token, state] = match;
    if (state) {
      const name = PLAIN_NAMES[state] ?? state;
      states.push(name);
      if (depth) isDeep = true;
      marked += `[${MARK}~="${name}"]`;
    } else if (token === "(" || token === ")") {
      depth += token === "(" ? 1 : -1;
      marked += token;
    } else if (token.startsWith(":")) {
      marked += token; // what else is asked of the element may only be more than what is asked here
    } else if (depth || /^[\\"[]/.test(token)) {
      keep(token);
    } else {
      close();
      marked += token;
    }
  }
  keep(selector.slice(at));
  close();
  return mentions.length ? { marked, mentions } : null;
}

/** Every rule of a sheet, and of those in it, that mentions a state. */
export function stateRulesOf(sheet: CSSStyleSheet | CSSRule, into: StateRule[] = []): StateRule[] {
  for (const rule of rulesIn(sheet)) {
    if (rule instanceof CSSStyleRule) {
      const read = readSelector(rule.selectorText);
      if (read) into.push({ rule, plain: rule.selectorText, ...read });
    }
    stateRulesOf(rule, into);
    const { styleSheet } = rule as Partial<CSSImportRule>;
    if (styleSheet) stateRulesOf(styleSheet, into);
  }
  return into;
}

export function rulesIn(sheet: CSSStyleSheet | CSSRule): Iterable<CSSRule> {
  try {
    return (sheet as Partial<CSSStyleSheet>).cssRules ?? [];
  } catch {
    return []; // kept to itself by another host
  }
}
