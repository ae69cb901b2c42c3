/** What a rep wants to know of the shopper at a glance, and the pages of this session and of the visit before it. */
import type { ComponentChildren } from "preact";
import { serverNow } from "../viewer/api";
import type { Catalogue, Language } from "../viewer/boot";
import { phaseOf } from "../viewer/model";
import type { ViewerModel } from "../viewer/model";
import { People } from "../viewer/stage";
import { VIEWER_TEXTS } from "../viewer/texts";
import { useSeen } from "../viewer/use_seen";
import { formatElapsed } from "./elapsed";
import { pathOf } from "./queue_list";
import type { Details, Money, Product, Seen } from "./records";
import type { PartProps } from "./side_panel";
import { useTick } from "./use_tick";

interface Texts {
  here: string;
  facts: string;
  language: string;
  device: string;
  devices: Record<"desktop" | "phone" | "tablet", string>;
  country: string;
  visits: string;
  visit: (count: number) => string;
  from: string;
  looking: string;
  basket: string;
  waited: string;
  running: string;
  pages: string;
  before: string;
  bring: (title: string) => string;
  now: string;
  untitled: string;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    here: "Here now",
    facts: "At a glance",
    language: "Language",
    device: "Device",
    devices: { desktop: "Desktop", phone: "Phone", tablet: "Tablet" },
    country: "Country",
    visits: "Visits",
    visit: (count) => (count > 1 ? `Returning, visit ${count}` : "First visit"),
    from: "Came from",
    looking: "Looks at",
    basket: "Basket",
    waited: "Waited",
    running: "Running for",
    pages: "Pages of this session",
    before: "Pages before",
    bring: (title) => `Bring the shopper to “${title}”`,
    now: "now",
    untitled: "Untitled page",
  },
  ja: {
    here: "参加者",
    facts: "概要",
    language: "言語",
    device: "端末",
    devices: { desktop: "パソコン", phone: "スマートフォン", tablet: "タブレット" },
    country: "国・地域",
    visits: "来店",
    visit: (count) => (count > 1 ? `再訪（${count}回目）` : "初めての来店"),
    from: "流入元",
    looking: "閲覧中の商品",
    basket: "かごの合計",
    waited: "お待ちの時間",
    running: "経過時間",
    pages: "このセッションのページ",
    before: "その前に見たページ",
    bring: (title) => `お客様を「${title}」へ案内`,
    now: "表示中",
    untitled: "無題のページ",
  },
};

export function ShopperPart({ current, model, lang, known }: PartProps) {
  const texts = TEXTS[lang];
  const { details } = known;
  const seen = useSeen(current.viewer, model);
  const go = (url: string) => current.viewer.act(["go", url]);
  return (
    <div class="shopper">
      {details && <Facts details={details} lang={lang} />}
      <section>
        <h3>{texts.here}</h3>
        <People model={model} texts={VIEWER_TEXTS[lang]} />
      </section>
      <Trail title={texts.pages} pages={seen} model={model} lang={lang} go={go} />
      {details?.visit && (
        <Trail
          title={texts.before}
          pages={details.visit.trail.toReversed()}
          model={model}
          lang={lang}
          go={go}
        />
      )}
    </div>
  );
}

function Facts({ details, lang }: { details: Details; lang: Language }) {
  const texts = TEXTS[lang];
  useTick();
  const { shopper, device, country, visit, started, answered } = details;
  const now = serverNow() / 1000;
  return (
    <section>
      <h3>{texts.facts}</h3>
      <dl class="glance">
        <Fact name={texts.language}>{nameOf("language", shopper.lang, lang)}</Fact>
        <Fact name={texts.device}>{device && texts.devices[device]}</Fact>
        <Fact name={texts.country}>{country && nameOf("region", country, lang)}</Fact>
        <Fact name={texts.visits}>{visit && texts.visit(visit.visits)}</Fact>
        <Fact name={texts.from}>{visit && (visit.campaign || visit.referrer)}</Fact>
        <Fact name={texts.looking}>{visit?.product && productWords(visit.product, lang)}</Fact>
        <Fact name={texts.basket}>{visit?.basket && moneyWords(visit.basket, lang)}</Fact>
        <Fact name={texts.waited}>{formatElapsed(((answered ?? now) - started) * 1000)}</Fact>
        <Fact name={texts.running}>{answered !== null && formatElapsed((now - answered) * 1000)}</Fact>
      </dl>
    </section>
  );
}

/** Left out where nothing is known. */
function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (!children) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface TrailProps {
  title: string;
  /** The latest first. */
  pages: Seen[];
  model: ViewerModel;
  lang: Language;
  go: (url: string) => void;
}

/** Pressed, a page of the trail is where the shopper goes. */
function Trail({ title, pages, model, lang, go }: TrailProps) {
  const texts = TEXTS[lang];
  const may = model.may.includes("go") && phaseOf(model) !== "again";
  if (pages.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ol class="trail">
        {pages.map(({ url, title: name, at }) => {
          const isNow = url === model.url;
          const shown = name || texts.untitled;
          return (
            <li key={`${url} ${at}`}>
              <button
                type="button"
                class="trail-page"
                aria-current={isNow ? "page" : undefined}
                disabled={!may && !isNow}
                title={isNow ? undefined : texts.bring(shown)}
                onClick={() => !isNow && go(url)}
              >
                <span class="trail-title">{shown}</span>
                <span class="trail-when">{isNow ? texts.now : clockWords(at, lang)}</span>
                <span class="trail-path">{pathOf(url)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const clockWords = (at: number, lang: Language): string =>
  new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" }).format(at * 1000);

/** A code as a name in the rep's language; as it stands when it is none. */
function nameOf(type: "language" | "region", code: string, lang: Language): string {
  try {
    return new Intl.DisplayNames([lang], { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

function productWords({ name, price, currency }: Product, lang: Language): string {
  return price === undefined ? name : `${name} · ${moneyWords({ value: price, currency }, lang)}`;
}

/** The shop's own currency, where a page has told it. */
export function moneyWords({ value, currency }: Money, lang: Language): string {
  if (!currency) return new Intl.NumberFormat(lang).format(value);
  try {
    return new Intl.NumberFormat(lang, { style: "currency", currency }).format(value);
  } catch {
    return `${value} ${currency}`;
  }
}
