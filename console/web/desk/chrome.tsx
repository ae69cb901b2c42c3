/** What frames every view of the desk. */
import type { Language } from "../viewer/boot";
import type { Surroundings } from "./app";
import { DESK_TEXTS } from "./texts";
import type { DeskTexts } from "./texts";

export function Brand({ texts }: { texts: DeskTexts }) {
  return (
    <span class="brand">
      <span class="brand-mark" aria-hidden="true" />
      {texts.product} <span class="brand-desk">{texts.desk}</span>
    </span>
  );
}

const NAMES: Record<Language, string> = { en: "EN", ja: "日本語" };

export function LanguageSwitch({ lang, setLang }: Surroundings) {
  const languages = Object.keys(NAMES) as Language[];
  return (
    <div class="language" role="group" aria-label={DESK_TEXTS[lang].language}>
      {languages.map((language) => (
        <button
          type="button"
          lang={language}
          aria-pressed={language === lang}
          onClick={() => setLang(language)}
        >
          {NAMES[language]}
        </button>
      ))}
    </div>
  );
}
