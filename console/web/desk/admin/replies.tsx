/** Canned replies: a shortcut, and what stands for it in each language. */
import { useState } from "preact/hooks";
import type { Catalogue, Language } from "../../viewer/boot";
import { TextArea, TextField } from "./fields";
import { freshName, withAt, withoutAt } from "./lists";
import type { PageProps } from "./settings";
import { Movers, useSorting } from "./sorting";
import { SETTINGS_TEXTS } from "./texts";
import type { CannedReply } from "./types";

const PLACEHOLDERS = ["{shopper}", "{rep}", "{page}", "{product}"] as const;

interface Texts {
  shortcut: string;
  fresh: string;
  add: string;
  none: string;
  search: string;
  stand: string;
  means: Record<(typeof PLACEHOLDERS)[number], string>;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    shortcut: "Shortcut",
    fresh: "new",
    add: "Add a reply",
    none: "There are no replies yet. “/hi” for a greeting is a good first one.",
    search: "Find a reply",
    stand: "In the text these stand for",
    means: {
      "{shopper}": "the shopper’s name",
      "{rep}": "the rep’s name",
      "{page}": "the page’s title",
      "{product}": "the product on the page",
    },
  },
  ja: {
    shortcut: "短縮名",
    fresh: "new",
    add: "定型文を追加",
    none: "定型文はまだありません。まずは挨拶の「/hi」がおすすめです。",
    search: "定型文を検索",
    stand: "文中で使える差し込み",
    means: {
      "{shopper}": "お客様の名前",
      "{rep}": "担当者の名前",
      "{page}": "ページのタイトル",
      "{product}": "表示中の商品",
    },
  },
};

export function Replies({ lang, value, edit }: PageProps<"replies">) {
  const texts = TEXTS[lang];
  const { replies } = value;
  const [sought, setSought] = useState("");
  const set = (next: CannedReply[], at = "") => edit({ ...value, replies: next }, at);
  const sorting = useSorting({ list: replies, nameOf: (reply) => `/${reply.shortcut}`, set, lang });
  const add = () => {
    setSought("");
    const names = replies.map((reply) => reply.shortcut);
    set([...replies, { shortcut: freshName(names, texts.fresh).replace(" ", ""), text: {} }]);
  };
  return (
    <>
      <div class="replies-top">
        <dl class="placeholders" aria-label={texts.stand}>
          <dt class="field-hint">{texts.stand}</dt>
          {PLACEHOLDERS.map((one) => (
            <dd key={one}>
              <code>{one}</code> {texts.means[one]}
            </dd>
          ))}
        </dl>
        {replies.length > 5 && (
          <input
            type="search"
            aria-label={texts.search}
            placeholder={texts.search}
            value={sought}
            onInput={(event) => setSought(event.currentTarget.value)}
          />
        )}
      </div>
      {replies.length === 0 && <p class="settings-none">{texts.none}</p>}
      <ol class="replies" ref={sorting.root}>
        {replies.map((reply, at) => (
          <li key={at} class="settings-card" aria-label={`/${reply.shortcut}`} hidden={!fits(reply, sought)}>
            <Reply
              {...{ reply, at, lang, texts }}
              set={(next, field) => set(withAt(replies, at, next), `${at}.${field}`)}
            />
            <div class="card-acts">
              <Movers
                at={at}
                of={replies.length}
                name={`/${reply.shortcut}`}
                move={sorting.move}
                lang={lang}
              />
              <Remove reply={reply} lang={lang} remove={() => set(withoutAt(replies, at))} />
            </div>
          </li>
        ))}
      </ol>
      <p class="visually-hidden" role="status">
        {sorting.told}
      </p>
      <button type="button" class="button add" onClick={add}>
        + {texts.add}
      </button>
    </>
  );
}

function Remove({ reply, lang, remove }: { reply: CannedReply; lang: Language; remove: () => void }) {
  const words = SETTINGS_TEXTS[lang].remove(`/${reply.shortcut}`);
  return (
    <button type="button" class="quiet" aria-label={words} title={words} onClick={remove}>
      ×
    </button>
  );
}

interface ReplyProps {
  reply: CannedReply;
  at: number;
  lang: Language;
  texts: Texts;
  set: (reply: CannedReply, field: string) => void;
}

function Reply({ reply, at, lang, texts, set }: ReplyProps) {
  const { languages } = SETTINGS_TEXTS[lang];
  const tags = [...new Set(["en", "ja", ...Object.keys(reply.text)])];
  return (
    <div class="reply-fields">
      <TextField
        label={texts.shortcut}
        value={reply.shortcut}
        max={30}
        field={`replies[${at}].shortcut`}
        set={(shortcut) => set({ ...reply, shortcut: shortcut.replace(/^\//, "") }, "shortcut")}
      />
      {tags.map((tag) => (
        <TextArea
          key={tag}
          label={languages[tag as "en"] ?? tag}
          lang={tag}
          max={2000}
          field={tag === "en" ? `replies[${at}].text` : ""}
          value={reply.text[tag] ?? ""}
          set={(words) => set({ ...reply, text: withText(reply.text, tag, words) }, tag)}
        />
      ))}
    </div>
  );
}

function withText(text: CannedReply["text"], tag: string, words: string): CannedReply["text"] {
  const { [tag]: _, ...rest } = text;
  return words === "" ? rest : { ...rest, [tag]: words };
}

function fits(reply: CannedReply, sought: string): boolean {
  const all = [reply.shortcut, ...Object.values(reply.text)].join("\n").toLowerCase();
  return all.includes(sought.trim().toLowerCase());
}
