/** Finds a page of the shop: among those seen in the session, by words, or by link. What can be done with the chosen one is its owner's. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Language } from "../viewer/boot";
import { readable } from "../../../alongside/ui/links";
import { Sign } from "../viewer/sign";
import { keepMatching, readWanted, seenFirst, withoutDoubles } from "./finding";
import type { FoundPage, Wanted } from "./finding";
import { GUIDE_TEXTS } from "./texts";
import type { GuideTexts } from "./texts";

/** Milliseconds after the last key. */
const SEARCH_AFTER = 200;

interface ChooserProps {
  lang: Language;
  /** The address of the shop's page at hand. */
  shop: string;
  /** The public addresses of the shop's hosts. */
  shops: readonly string[];
  /** The pages seen in the session, the latest first. */
  seen: readonly FoundPage[];
  /** Null for who may not search. */
  search: ((words: string) => Promise<FoundPage[]>) | null;
  /** What can be done with a page, drawn below it once it is chosen. */
  children: (page: FoundPage) => ComponentChildren;
}

export function PageChooser({ lang, shop, shops, seen, search, children }: ChooserProps) {
  const texts = GUIDE_TEXTS[lang];
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState("");
  const wanted = readWanted(typed, shop, shops);
  const { pages, said, isTrouble } = useFound(wanted, seen, search, texts, shop);
  const only = wanted.by === "link" ? wanted.page.url : chosen;
  return (
    <div class="chooser">
      <input
        type="search"
        class="chooser-field"
        value={typed}
        maxLength={2000}
        placeholder={search ? texts.search : texts.filter}
        aria-label={texts.label}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <p class={isTrouble ? "chooser-said trouble" : "chooser-said"} role="status">
        {said}
      </p>
      <ul class="chooser-pages">
        {pages.map((page) => (
          <Row
            key={page.url}
            page={page}
            isNow={page.url === shop}
            isChosen={page.url === only}
            choose={() => setChosen(page.url === only ? "" : page.url)}
            texts={texts}
          >
            {children(page)}
          </Row>
        ))}
      </ul>
    </div>
  );
}

interface Found {
  pages: FoundPage[];
  said: string;
  isTrouble: boolean;
}

function useFound(
  wanted: Wanted,
  seen: readonly FoundPage[],
  search: ChooserProps["search"],
  texts: GuideTexts,
  shop: string,
): Found {
  const words = wanted.by === "words" ? wanted.words : "";
  const found = useSearch(words, search);
  const calm = (pages: FoundPage[], said: string): Found => ({ pages, said, isTrouble: false });
  switch (wanted.by) {
    case "elsewhere":
      return { pages: [], said: texts.elsewhere(URL.parse(shop)?.host ?? shop), isTrouble: true };
    case "link": {
      const known = seen.find(({ url }) => url === wanted.page.url);
      return calm([known ?? wanted.page], texts.byLink);
    }
    case "nothing":
      return calm(withoutDoubles(seen), seen.length ? texts.seen : texts.nothingSeen);
    case "words": {
      const pages = seenFirst(keepMatching(seen, words), found.pages ?? []);
      if (found.failed) return { pages, said: texts.failed, isTrouble: true };
      if (pages.length) return calm(pages, texts.found(pages.length));
      return calm([], search && found.pages === null ? "" : texts.none);
    }
  }
}

/** `pages` is null while nothing is known; an answer that comes late counts for nothing. */
function useSearch(words: string, search: ChooserProps["search"]) {
  const [found, setFound] = useState<{ pages: FoundPage[] | null; failed: boolean }>(NOTHING);
  const asked = useRef(0);
  useEffect(() => {
    const turn = (asked.current += 1);
    const put = (next: typeof found) => asked.current === turn && setFound(next);
    if (!words || !search) return void put(NOTHING);
    const timer = setTimeout(() => {
      search(words).then(
        (pages) => put({ pages, failed: false }),
        () => put({ pages: null, failed: true }),
      );
    }, SEARCH_AFTER);
    return () => clearTimeout(timer);
  }, [words, search]);
  return found;
}

const NOTHING = { pages: null, failed: false };

interface RowProps {
  page: FoundPage;
  isNow: boolean;
  isChosen: boolean;
  choose: () => void;
  texts: GuideTexts;
  children: ComponentChildren;
}

function Row({ page, isNow, isChosen, choose, texts, children }: RowProps) {
  const id = useId();
  const title = page.title || texts.untitled;
  return (
    <li class="chooser-page" data-chosen={isChosen || undefined}>
      <button type="button" class="chooser-pick" aria-expanded={isChosen} aria-controls={id} onClick={choose}>
        <Picture page={page} />
        <span class="chooser-words">
          <strong>{title}</strong>
          <span class="chooser-more">
            {page.price && <b>{page.price}</b>}
            <span class="chooser-path">{readable(page.url)}</span>
            {isNow && <em>{texts.now}</em>}
          </span>
        </span>
      </button>
      <div id={id} class="chooser-ways" role="group" aria-label={texts.ways(title)} hidden={!isChosen}>
        {isChosen && children}
      </div>
    </li>
  );
}

/** From the shop's own host, which hears where it is shown; a page without one has a sign. */
function Picture({ page: { picture } }: { page: FoundPage }) {
  const [isGone, setGone] = useState(false);
  if (picture && !isGone)
    return <img src={picture} alt="" loading="lazy" referrerpolicy="origin" onError={() => setGone(true)} />;
  return <Sign path="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />;
}
