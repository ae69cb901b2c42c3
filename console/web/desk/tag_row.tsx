/** The tags of somebody in a list: a few, and how many more; those of earlier sessions are drawn otherwise. */
import type { Catalogue, Language } from "../viewer/boot";

/** As many fit a row of the side. */
const SHOWN = 3;

const TEXTS: Catalogue<{ tags: string; earlier: string; more: (tags: string[]) => string }> = {
  en: {
    tags: "Tags:",
    earlier: "From an earlier session",
    more: (tags) => `and ${tags.length} more: ${tags.join(", ")}`,
  },
  ja: {
    tags: "タグ：",
    earlier: "以前のセッションのタグ",
    more: (tags) => `ほか${tags.length}件：${tags.join("、")}`,
  },
};

interface TagRowProps {
  lang: Language;
  tags?: string[];
  earlier: string[];
}

export function TagRow({ lang, tags = [], earlier }: TagRowProps) {
  const texts = TEXTS[lang];
  const all = [...tags, ...earlier];
  const rest = all.slice(SHOWN);
  if (all.length === 0) return null;
  return (
    <span class="tag-row">
      <span class="visually-hidden">{texts.tags}</span>
      {all.slice(0, SHOWN).map((tag, at) =>
        at < tags.length ? (
          <span key={tag} class="tag-sign">
            {tag}
          </span>
        ) : (
          <span key={`${tag} earlier`} class="tag-sign earlier" title={texts.earlier}>
            {tag}
            <span class="visually-hidden"> ({texts.earlier})</span>
          </span>
        ),
      )}
      {rest.length > 0 && (
        <span class="tag-sign rest" title={rest.join(", ")}>
          <span aria-hidden="true">+{rest.length}</span>
          <span class="visually-hidden">{texts.more(rest)}</span>
        </span>
      )}
    </span>
  );
}
