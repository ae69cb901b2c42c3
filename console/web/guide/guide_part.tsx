/** Where a rep or friend looks for a page and shows it: suggested by their name, opened at once, or as a card of the conversation. */
import { useMemo, useState } from "preact/hooks";
import { priceOf } from "../../../alongside/ui/goods";
import type { SeenPage } from "../../../alongside/ui/goods";
import { standingOf } from "../../../alongside/ui/suggestions";
import { useConversation } from "../talk/talk_panel";
import { TALK_TEXTS } from "../talk/texts";
import { call } from "../viewer/api";
import { readBoot } from "../viewer/boot";
import type { Language } from "../viewer/boot";
import { mayGuide, maySuggest, selfOf } from "../viewer/model";
import type { ViewerModel } from "../viewer/model";
import { VIEWER_TEXTS } from "../viewer/texts";
import { useSeen } from "../viewer/use_seen";
import type { Viewer } from "../viewer/viewer";
import type { FoundPage } from "./finding";
import { PageChooser } from "./page_chooser";
import { GUIDE_TEXTS } from "./texts";

interface GuideProps {
  viewer: Viewer;
  model: ViewerModel;
  lang: Language;
}

export function GuidePart({ viewer, model, lang }: GuideProps) {
  const texts = GUIDE_TEXTS[lang];
  const seen = useSeen(viewer, model).map((page) => asFound(page, lang));
  const mayShow = maySuggest(model);
  const { shops } = useMemo(() => readBoot<{ shops: string[] }>(), []);
  const isFriend = selfOf(model)?.role === "friend";
  const search = useMemo(() => (isFriend ? null : searchPages), [isFriend]);
  if (model.you && !mayShow) return <p class="guide-note">{texts.mayNot}</p>;
  return (
    <div class="guide">
      {model.asks && <p class="guide-note">{texts.asksFirst}</p>}
      <PageChooser lang={lang} shop={model.url} shops={shops} seen={seen} search={search}>
        {(page) => <Ways page={page} viewer={viewer} model={model} lang={lang} />}
      </PageChooser>
    </div>
  );
}

/** With picture and price where the road has read of goods on it. */
function asFound({ url, title, product }: SeenPage, lang: Language): FoundPage {
  const price = product ? priceOf(product, lang) : "";
  return {
    url,
    title,
    ...(product?.picture ? { picture: product.picture } : {}),
    ...(price ? { price } : {}),
  };
}

const searchPages = (words: string): Promise<FoundPage[]> =>
  call<FoundPage[]>("GET", `/api/v1/pages?q=${encodeURIComponent(words)}`);

function Ways({ page, viewer, model, lang }: GuideProps & { page: FoundPage }) {
  const texts = GUIDE_TEXTS[lang];
  const [isSent, setSent] = useState(false);
  const card = { url: page.url, title: page.title };
  const send = () => {
    viewer.talk.say({ card });
    setSent(true);
  };
  const suggest = () => {
    viewer.suggest(card);
    setSent(false);
  };
  return (
    <>
      <button type="button" class="button primary" title={texts.suggestHint} onClick={suggest}>
        {texts.suggest}
      </button>
      <button
        type="button"
        class="button"
        title={model.asks ? texts.asksFirst : texts.goHint}
        disabled={!mayGuide(model)}
        onClick={() => viewer.act(["go", page.url])}
      >
        {texts.go}
      </button>
      <button type="button" class="button" title={texts.cardHint} onClick={send}>
        {texts.card}
      </button>
      <p class="guide-fate" role="status">
        {isSent ? texts.sent : <Fate page={page} viewer={viewer} lang={lang} />}
      </p>
    </>
  );
}

/** What became of my last suggestion of this page. */
function Fate({ page, viewer, lang }: { page: FoundPage; viewer: Viewer; lang: Language }) {
  const { lines, unsent, you } = useConversation(viewer);
  const { refused } = viewer;
  if (refused?.url === page.url)
    return <>{refused.why ? VIEWER_TEXTS[lang].fates[refused.why] : GUIDE_TEXTS[lang].mayNot}</>;
  const { standing } = TALK_TEXTS[lang];
  if (unsent.some(({ line }) => line.suggest && line.card?.url === page.url)) return <>{standing.open}</>;
  const last = lines.findLast(
    ({ spoken }) => spoken.suggest && spoken.who === you && spoken.card?.url === page.url,
  );
  return <>{last ? standing[standingOf(lines, last.number)] : ""}</>;
}
