/** How shoppers found the latest sessions. */
import { serverNow } from "../viewer/api";
import type { Language } from "../viewer/boot";
import { formatMoment, Section, Where } from "./case_parts";
import { CASE_TEXTS } from "./case_texts";
import type { Rating } from "./cases";

const MOST = 5;

export function Ratings({ ratings, lang }: { ratings: Rating[]; lang: Language }) {
  const texts = CASE_TEXTS[lang];
  return (
    <Section title={texts.ratings} count={ratings.length} none={texts.noRatings}>
      {ratings.map((one) => (
        <li key={one.session} class="case" data-rated={one.session}>
          <p class="case-line">
            <span class="case-stars" role="img" aria-label={texts.stars(one.stars)}>
              {"★".repeat(one.stars) + "☆".repeat(MOST - one.stars)}
            </span>
            <span class="entry-time">{formatMoment(one.at, lang, serverNow() / 1000)}</span>
          </p>
          {one.comment && <p class="case-text">{one.comment}</p>}
          <p class="case-where">{one.reps.join(", ")}</p>
          <Where one={one} lang={lang} />
        </li>
      ))}
    </Section>
  );
}
