/**
 * Beside the mirror: the conversation, the shopper, the notes, each behind a tab. On a phone it lies over the mirror.
 * A further part is one more line of PARTS; all of them stay as they are while another one is shown.
 */
import type { ComponentChildren, FunctionComponent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { GuidePart } from "../guide/guide_part";
import type { CannedReply } from "../talk/canned";
import type { Replies } from "../talk/reply_list";
import { Talk, useConversation } from "../talk/talk_panel";
import { TALK_TEXTS } from "../talk/texts";
import type { Catalogue, Language } from "../viewer/boot";
import { selfOf, shopperOf } from "../viewer/model";
import type { ViewerModel } from "../viewer/model";
import { givenName } from "../viewer/texts";
import type { Viewer } from "../viewer/viewer";
import { Notes } from "./notes_part";
import { fetchReplies } from "./records";
import { ShopperPart } from "./shopper_part";
import { useDetails } from "./use_details";
import type { KnownOf } from "./use_details";
import type { Current } from "./use_session";

export type PartName = "talk" | "pages" | "shopper" | "notes";

/** What every part is drawn with. */
export interface PartProps {
  current: Current;
  model: ViewerModel;
  lang: Language;
  known: KnownOf;
}

interface Part {
  name: PartName;
  View: FunctionComponent<PartProps>;
}

const PARTS: readonly Part[] = [
  { name: "talk", View: TalkPart },
  {
    name: "pages",
    View: ({ current, model, lang }) => <GuidePart viewer={current.viewer} model={model} lang={lang} />,
  },
  { name: "shopper", View: ShopperPart },
  {
    name: "notes",
    View: ({ current, known, lang }) => <Notes session={current.session} known={known} lang={lang} />,
  },
];

interface Texts {
  title: string;
  close: string;
  parts: Record<PartName, string>;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    title: "Beside the page",
    close: "Hide this panel",
    parts: { talk: "Conversation", pages: "Pages", shopper: "Shopper", notes: "Notes" },
  },
  ja: {
    title: "ページの横",
    close: "パネルを隠す",
    parts: { talk: "会話", pages: "ページ", shopper: "お客様", notes: "メモ" },
  },
};

interface SidePanelProps extends Omit<PartProps, "known"> {
  changes: number;
  /** null: none, but what is begun in them is kept. */
  shown: PartName | null;
  show: (part: PartName | null) => void;
}

export function SidePanel({ shown, show, changes, ...props }: SidePanelProps) {
  const texts = TEXTS[props.lang];
  const { session } = props.current;
  const { url, state } = props.model;
  const known = useDetails(session, changes, url, state);
  const notes = known.details?.notes.length ?? 0;
  return (
    <aside class="talk" aria-label={texts.title} hidden={shown === null}>
      <header class="panel-top">
        <Tabs session={session} shown={shown} show={show} texts={texts}>
          {(name) => (
            <>
              {name === "talk" && shown !== "talk" && <Unread lang={props.lang} {...props.current} />}
              {name === "notes" && notes > 0 && <span class="panel-count">{notes}</span>}
            </>
          )}
        </Tabs>
        <button
          type="button"
          class="quiet"
          aria-label={texts.close}
          title={texts.close}
          onClick={() => show(null)}
        >
          ×
        </button>
      </header>
      {PARTS.map(({ name, View }) => (
        <div
          key={name}
          class="panel-part"
          role="tabpanel"
          id={`${name}-${session}`}
          aria-labelledby={`${name}-tab-${session}`}
          hidden={name !== shown}
        >
          <h2 class="visually-hidden">{texts.parts[name]}</h2>
          <View {...props} known={known} />
        </div>
      ))}
    </aside>
  );
}

/** With the canned replies, filled with what is known just now. */
function TalkPart({ current, model, lang, known }: PartProps) {
  const [all, setAll] = useState<CannedReply[]>([]);
  useEffect(() => void fetchReplies().then(setAll, () => undefined), []);
  const shopper = shopperOf(model);
  const replies: Replies = {
    all,
    lang: known.details?.shopper.lang ?? lang,
    filling: {
      shopper: givenName(shopper?.name ?? "") ?? "",
      rep: selfOf(model)?.name ?? "",
      page: model.title,
      product: known.details?.product?.name ?? "",
    },
  };
  return <Talk viewer={current.viewer} model={model} lang={lang} replies={replies} />;
}

interface TabsProps {
  session: string;
  shown: PartName | null;
  show: (part: PartName) => void;
  texts: Texts;
  children: (name: PartName) => ComponentChildren;
}

/** One stop of the Tab key; the arrows go from tab to tab, as in the ARIA Authoring Practices. */
function Tabs({ session, shown, show, texts, children }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const go = (event: KeyboardEvent) => {
    const place = PARTS.findIndex(({ name }) => name === shown);
    const next = nextPlace(event.key, place, PARTS.length);
    const part = PARTS[next ?? -1];
    if (!part) return;
    event.preventDefault();
    show(part.name);
    list.current?.querySelectorAll("button")[next ?? 0]?.focus();
  };
  return (
    <div class="panel-tabs" role="tablist" aria-label={texts.title} ref={list} onKeyDown={go}>
      {PARTS.map(({ name }) => (
        <button
          key={name}
          type="button"
          role="tab"
          class="panel-tab"
          id={`${name}-tab-${session}`}
          aria-controls={`${name}-${session}`}
          aria-selected={name === shown}
          tabIndex={name === shown ? 0 : -1}
          onClick={() => show(name)}
        >
          {texts.parts[name]}
          {children(name)}
        </button>
      ))}
    </div>
  );
}

/** Where a key leads among `count` places in a row; null for every other key. */
export function nextPlace(key: string, place: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (place + 1) % count;
    case "ArrowLeft":
      return (place + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

function Unread({ viewer, lang }: { viewer: Viewer; lang: Language }) {
  const { unread } = useConversation(viewer);
  if (unread === 0) return null;
  return (
    <span class="talk-unread">
      <b aria-hidden="true">{unread}</b>
      <span class="visually-hidden">{TALK_TEXTS[lang].unread(unread)}</span>
    </span>
  );
}
