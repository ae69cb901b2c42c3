/** Who is on the shop now, each with the page looked at and for how long, and a button that asks whether help is wanted. */
import { serverNow } from "../viewer/api";
import type { Catalogue, Language } from "../viewer/boot";
import { formatElapsed } from "./elapsed";
import { useTick } from "./use_tick";
import { useVisitors } from "./use_visitors";
import type { Visitor } from "./use_visitors";

/** More are counted; a person cannot read them anyway. */
const SHOWN = 50;

interface Texts {
  title: string;
  nobody: string;
  untitled: string;
  ask: string;
  askHint: (page: string) => string;
  asked: string;
  returning: string;
  pages: (count: number) => string;
  devices: Record<Visitor["device"], string>;
  more: (count: number) => string;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    title: "On the shop now",
    nobody: "No visitor just now",
    untitled: "Untitled page",
    ask: "Offer help",
    askHint: (page) => `Offer help to the visitor on “${page}”`,
    asked: "asked",
    returning: "returning",
    pages: (count) => (count === 1 ? "1 page" : `${count} pages`),
    devices: { desktop: "desktop", phone: "phone", tablet: "tablet" },
    more: (count) => `and ${count} more`,
  },
  ja: {
    title: "ご来店中のお客様",
    nobody: "現在ご来店中のお客様はいません",
    untitled: "無題のページ",
    ask: "声をかける",
    askHint: (page) => `「${page}」をご覧のお客様に声をかける`,
    asked: "案内済み",
    returning: "再訪",
    pages: (count) => `${count}ページ目`,
    devices: { desktop: "パソコン", phone: "スマホ", tablet: "タブレット" },
    more: (count) => `ほか${count}人`,
  },
};

export function VisitorList({ lang }: { lang: Language }) {
  const texts = TEXTS[lang];
  const { list, ask } = useVisitors();
  useTick();
  return (
    <section class="visitors queue" aria-label={texts.title}>
      <h2>
        {texts.title} <span class="count">{list.length}</span>
      </h2>
      {list.length === 0 && <p class="queue-none">{texts.nobody}</p>}
      <ul class="entries">
        {list.slice(0, SHOWN).map((visitor) => (
          <Row key={visitor.id} visitor={visitor} texts={texts} ask={ask} />
        ))}
      </ul>
      {list.length > SHOWN && <p class="queue-none">{texts.more(list.length - SHOWN)}</p>}
    </section>
  );
}

interface RowProps {
  visitor: Visitor;
  texts: Texts;
  ask: (id: string) => Promise<void>;
}

function Row({ visitor, texts, ask }: RowProps) {
  const title = visitor.title || texts.untitled;
  const facts = [
    visitor.visits > 1 && texts.returning,
    texts.pages(visitor.pages),
    texts.devices[visitor.device],
    visitor.country,
    visitor.campaign || visitor.referrer,
  ].filter(Boolean);
  return (
    <li class="visitor">
      <span class="visitor-title" title={visitor.url}>
        {title}
      </span>
      <span class="entry-lang">{visitor.lang.slice(0, 2).toUpperCase()}</span>
      <span class="visitor-time">{formatElapsed(serverNow() - visitor.since * 1000)}</span>
      <span class="visitor-facts">{facts.join(" · ")}</span>
      {visitor.mayAsk ? (
        <button
          type="button"
          class="button"
          aria-label={texts.askHint(title)}
          onClick={() => void ask(visitor.id)}
        >
          {texts.ask}
        </button>
      ) : (
        <span class="visitor-asked">{texts.asked}</span>
      )}
    </li>
  );
}
