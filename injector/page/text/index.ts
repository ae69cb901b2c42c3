/** Which catalogue a page gets. */
import { en, type Text } from "./en";
import { ja } from "./ja";
import { chooseLanguage } from "./launcher";

export type { Text };

export function textFor(document: Document): Text {
  const language = chooseLanguage(document.documentElement.lang, navigator.language);
  return language === "ja" ? ja : en;
}
