/** Who is on the shop now: only the rows in sight are drawn, so that five hundred visitors cost no more than ten. */
import { memo } from "preact/compat";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { serverNow } from "../viewer/api";
import type { Language } from "../viewer/boot";
import { formatElapsed } from "./elapsed";
import { TagRow } from "./tag_row";
import { useTick } from "./use_tick";
import { useVisitors } from "./use_visitors";
import { VISITOR_TEXTS } from "./visitor_texts";
import type { VisitorTexts } from "./visitor_texts";
import { ORDERS, formatMoney, rowsInSight } from "./visitors";
import type { Order, Visitor } from "./visitors";

/** CSS pixels; visitors.css says the same. */
const ROW = 88;

interface ListProps {
  lang: Language;
  visitors: ReadonlyMap<string, Visitor>;
}

export function VisitorList({ lang, visitors }: ListProps) {
  const texts = VISITOR_TEXTS[lang];
  const [order, setOrder] = useState<Order>("need");
  const { list, ask } = useVisitors(visitors, order);
  const { box, first, last } = useSight(list.length);
  return (
    <section class="visitors queue" aria-label={texts.title}>
      <h2>
        {texts.title} <span class="count">{list.length}</span>
        {list.length > 1 && <OrderChoice order={order} choose={setOrder} texts={texts} />}
      </h2>
      {list.length === 0 && <p class="queue-none">{texts.nobody}</p>}
      <div
        class="visitor-scroll"
        role="group"
        ref={box}
        tabIndex={list.length > 0 ? 0 : -1}
        aria-label={texts.title}
      >
        <ul class="entries" style={{ height: `${list.length * ROW}px`, "--above": `${first * ROW}px` }}>
          {list.slice(first, last).map((visitor, index) => (
            <Row
              key={visitor.id}
              visitor={visitor}
              lang={lang}
              ask={ask}
              place={first + index + 1}
              count={list.length}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}

function OrderChoice(props: { order: Order; choose: (order: Order) => void; texts: VisitorTexts }) {
  const { order, choose, texts } = props;
  return (
    <select
      class="visitor-order"
      aria-label={texts.order}
      value={order}
      onChange={(event) => choose(event.currentTarget.value as Order)}
    >
      {ORDERS.map((name) => (
        <option key={name} value={name}>
          {texts.orders[name]}
        </option>
      ))}
    </select>
  );
}

/** The rows that are in sight of a list with its own scroll bar. */
function useSight(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const [{ top, height }, setSight] = useState({ top: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  const [first, last] = rowsInSight(top, height, ROW, count);
  return { box, first, last };
}

interface RowProps {
  visitor: Visitor;
  lang: Language;
  ask: (id: string) => Promise<void>;
  place: number;
  count: number;
}

const Row = memo(({ visitor, lang, ask, place, count }: RowProps) => {
  const texts = VISITOR_TEXTS[lang];
  const title = visitor.product?.name ?? (visitor.title || texts.untitled);
  return (
    <li class="visitor" aria-posinset={place} aria-setsize={count}>
      <Picture visitor={visitor} />
      <span class="visitor-title" title={visitor.url}>
        {title}
      </span>
      <Time since={visitor.since} />
      <span class="visitor-facts">{factsOf(visitor, lang).join(" · ")}</span>
      <span class="visitor-signs">
        <Basket visitor={visitor} lang={lang} />
        {visitor.troubles.map((trouble) => (
          <b key={trouble} class="visitor-trouble">
            {texts.troubles[trouble]}
          </b>
        ))}
        <TagRow lang={lang} earlier={visitor.tags} />
      </span>
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
});

function factsOf(visitor: Visitor, lang: Language): string[] {
  const texts = VISITOR_TEXTS[lang];
  const { product } = visitor;
  const facts = [
    product?.price !== undefined && formatMoney(product.price, product.currency, lang),
    visitor.visits > 1 ? texts.returning : texts.fresh,
    texts.pages(visitor.pages),
    placeOf(visitor),
    texts.devices[visitor.device],
    visitor.campaign || visitor.referrer,
  ];
  return facts.filter((fact) => typeof fact === "string" && fact !== "") as string[];
}

/** `JP/JA`: where the visitor is, as far as that is known, and the language of the page. */
const placeOf = ({ country, lang }: Visitor) =>
  [country, lang.slice(0, 2).toUpperCase()].filter(Boolean).join("/");

/** The desk loads pictures from the shop's own host alone; an empty frame stands for others. */
function Picture({ visitor }: { visitor: Visitor }) {
  const picture = visitor.product?.picture;
  return (
    <span class="visitor-picture" aria-hidden="true">
      {picture && <Shown key={picture} picture={picture} />}
    </span>
  );
}

function Shown({ picture }: { picture: string }) {
  const [gone, setGone] = useState(false);
  if (gone) return null;
  return <img src={picture} alt="" loading="lazy" referrerpolicy="origin" onError={() => setGone(true)} />;
}

function Basket({ visitor, lang }: { visitor: Visitor; lang: Language }) {
  const { basket } = visitor;
  if (!basket?.value) return null;
  const value = formatMoney(basket.value, basket.currency, lang);
  return (
    <span class="visitor-basket" aria-label={VISITOR_TEXTS[lang].basket(value)}>
      {value}
    </span>
  );
}

/** Ticks by itself, so that its row need not. */
function Time({ since }: { since: number }) {
  useTick();
  return <span class="visitor-time">{formatElapsed(serverNow() - since * 1000)}</span>;
}
