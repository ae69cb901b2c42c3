/** What a rule asks for, and how that is said in one line. Pure. */
import type { Language } from "../../viewer/boot";
import { CONDITIONS, RULE_TEXTS } from "./rule_texts";
import type { Condition } from "./rule_texts";
import { SETTINGS_TEXTS } from "./texts";
import type { AskRule } from "./types";

/** As alongside/asking.py has it. */
const USUAL_SECONDS = 150;

export const EMPTY_RULE: AskRule = {
  name: "",
  path: [],
  seconds: null,
  pages: 0,
  returning: null,
  referrer: "",
  campaign: "",
  lang: "",
  device: null,
  basket: 0,
  idle: 0,
  leaving: false,
  trouble: [],
  in_hours: true,
  rep_free: true,
  text: {},
};

/** What a condition begins with when it is added. */
const FIRST: Record<Condition, Partial<AskRule>> = {
  path: { path: [""] },
  seconds: { seconds: USUAL_SECONDS },
  pages: { pages: 3 },
  basket: { basket: 50 },
  trouble: { trouble: ["no-results"] },
  leaving: { leaving: true },
  idle: { idle: 60 },
  returning: { returning: true },
  lang: { lang: "ja" },
  device: { device: "phone" },
  referrer: {},
  campaign: {},
};

export const withCondition = (rule: AskRule, condition: Condition): AskRule => ({
  ...rule,
  ...FIRST[condition],
});

export const withoutCondition = (rule: AskRule, condition: Condition): AskRule => ({
  ...rule,
  [condition]: EMPTY_RULE[condition],
});

/** The conditions that a rule has. */
export const conditionsOf = (rule: AskRule): Condition[] =>
  CONDITIONS.filter((one) => JSON.stringify(rule[one]) !== JSON.stringify(EMPTY_RULE[one]));

/** Seconds on the page before it asks: where none are given, none for a rule that waits for a sign. */
export function waitOf(rule: AskRule): number {
  if (rule.seconds !== null) return rule.seconds;
  return rule.idle || rule.leaving || rule.trouble.length ? 0 : USUAL_SECONDS;
}

/** When a rule asks: "On /cart, after 2 min 30 s, on a phone". */
export function sayRule(rule: AskRule, lang: Language): string {
  const { say, devices, troubles } = RULE_TEXTS[lang];
  const paths = rule.path.filter(Boolean);
  const wait = waitOf(rule);
  return say.join(
    [
      paths.length ? say.on(paths.join(", ")) : say.anywhere,
      (wait > 0 || rule.seconds !== null) && say.after(wait),
      rule.pages > 0 && say.pages(rule.pages),
      rule.basket > 0 && say.basket(rule.basket),
      rule.trouble.length > 0 && say.trouble(rule.trouble.map((one) => troubles[one]).join(" / ")),
      rule.leaving && say.leaving,
      rule.idle > 0 && say.idle(rule.idle),
      rule.returning !== null && (rule.returning ? say.returning : say.isNew),
      rule.lang && say.lang(languageName(rule.lang, lang)),
      rule.device && say.device(devices[rule.device]),
      rule.referrer && say.referrer(rule.referrer),
      rule.campaign && say.campaign(rule.campaign),
    ].filter((part) => typeof part === "string" && part !== "") as string[],
  );
}

export const languageName = (tag: string, lang: Language): string =>
  (SETTINGS_TEXTS[lang].languages as Partial<Record<string, string>>)[tag] ?? tag;
