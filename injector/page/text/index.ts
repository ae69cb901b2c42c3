/** Which catalogue a page gets. English is in the page script; every other language is a bundle of its own. */
import { bring } from "../bring";
import { hooksOf } from "../capture/hooks";
import { en, type Text } from "./en";
import { chooseLanguage } from "./launcher";

export type { Text };

/** Calls `begin` with the page's catalogue: at once where it is there already, with the English one where it does not come. */
export function withText(document: Document, begin: (text: Text) => void): void {
  const language = chooseLanguage(document.documentElement.lang, navigator.language);
  const hooks = hooksOf(window);
  if (language === "en" || hooks?.text) return begin(hooks?.text ?? en);
  const come = () => begin(hooks?.text ?? en);
  bring("ja.js").then(come, come);
}
