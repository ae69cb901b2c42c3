/** What a rep wants to know of the shopper at a glance. */
import { People } from "../viewer/stage";
import type { Catalogue } from "../viewer/boot";
import { VIEWER_TEXTS } from "../viewer/texts";
import type { PartProps } from "./side_panel";

interface Texts {
  here: string;
}

const TEXTS: Catalogue<Texts> = {
  en: { here: "Here now" },
  ja: { here: "参加者" },
};

export function ShopperPart({ model, lang }: PartProps) {
  const texts = TEXTS[lang];
  return (
    <div class="shopper">
      <section>
        <h3>{texts.here}</h3>
        <People model={model} texts={VIEWER_TEXTS[lang]} />
      </section>
    </div>
  );
}
