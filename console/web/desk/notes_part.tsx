/** Notes and tags of a session, for reps and supervisors alone. */
import { useEffect, useId, useState } from "preact/hooks";
import { serverNow } from "../viewer/api";
import type { Catalogue, Language } from "../viewer/boot";
import { formatMoment, Trouble, useDoing } from "./case_parts";
import { addNote, changeTag, fetchTags, removeNote } from "./records";
import type { Details, Note } from "./records";
import type { KnownOf } from "./use_details";

const MOST_NOTE = 4000;
const MOST_TAG = 40;

interface Texts {
  tags: string;
  addTag: string;
  removeTag: (tag: string) => string;
  earlier: string;
  notes: string;
  forStaff: string;
  note: string;
  keep: string;
  none: string;
  remove: (at: string) => string;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    tags: "Tags",
    addTag: "Add a tag",
    removeTag: (tag) => `Take off the tag “${tag}”`,
    earlier: "From an earlier session",
    notes: "Notes",
    forStaff: "Only reps and supervisors read these.",
    note: "Write a note",
    keep: "Save note",
    none: "No notes yet.",
    remove: (at) => `Take back the note of ${at}`,
  },
  ja: {
    tags: "タグ",
    addTag: "タグを追加",
    removeTag: (tag) => `タグ「${tag}」を外す`,
    earlier: "以前のセッションのタグ",
    notes: "メモ",
    forStaff: "担当者と責任者だけが読めます。",
    note: "メモを書く",
    keep: "メモを保存",
    none: "メモはまだありません。",
    remove: (at) => `${at}のメモを取り消す`,
  },
};

interface NotesProps {
  session: string;
  known: KnownOf;
  lang: Language;
}

export function Notes({ session, known, lang }: NotesProps) {
  if (!known.details) return null;
  return (
    <div class="notes">
      <Tags session={session} details={known.details} known={known} lang={lang} />
      <NoteList session={session} details={known.details} known={known} lang={lang} />
    </div>
  );
}

function Tags({ session, details: { tags, earlier }, known, lang }: NotesProps & { details: Details }) {
  const texts = TEXTS[lang];
  const doing = useDoing(lang);
  const [text, setText] = useState("");
  const [used, setUsed] = useState<string[]>([]);
  const id = useId();
  const change = (way: "add" | "remove", tag: string) =>
    doing.run(async () => {
      await changeTag(session, way, tag);
      if (way === "add") setText("");
      await known.again();
    });
  useEffect(() => void fetchTags().then(setUsed, () => undefined), [tags]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim()) change("add", text);
  };
  return (
    <section aria-label={texts.tags}>
      <h3>{texts.tags}</h3>
      <ul class="tags" aria-live="polite">
        {tags.map((tag) => (
          <OneTag key={tag} tag={tag} lang={lang} busy={doing.busy} remove={() => change("remove", tag)} />
        ))}
        {earlier.map((tag) => (
          <OneTag
            key={`${tag} earlier`}
            isEarlier
            tag={tag}
            lang={lang}
            busy={doing.busy}
            remove={() => change("remove", tag)}
          />
        ))}
      </ul>
      <form class="tag-form" onSubmit={submit}>
        <input
          aria-label={texts.addTag}
          placeholder={texts.addTag}
          list={id}
          maxLength={MOST_TAG}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <datalist id={id}>
          {used
            .filter((tag) => !tags.includes(tag))
            .map((tag) => (
              <option key={tag} value={tag} />
            ))}
        </datalist>
        <button type="submit" class="button" disabled={doing.busy || !text.trim()} aria-label={texts.addTag}>
          +
        </button>
      </form>
      <Trouble doing={doing} />
    </section>
  );
}

interface TagProps {
  tag: string;
  lang: Language;
  busy: boolean;
  isEarlier?: boolean;
  remove: () => void;
}

function OneTag({ tag, lang, busy, isEarlier = false, remove }: TagProps) {
  const texts = TEXTS[lang];
  return (
    <li class={isEarlier ? "tag earlier" : "tag"} title={isEarlier ? texts.earlier : undefined}>
      <span>
        {tag}
        {isEarlier && <span class="visually-hidden"> ({texts.earlier})</span>}
      </span>
      <button
        type="button"
        aria-label={texts.removeTag(tag)}
        title={texts.removeTag(tag)}
        disabled={busy}
        onClick={remove}
      >
        ×
      </button>
    </li>
  );
}

function NoteList({ session, details, known, lang }: NotesProps & { details: Details }) {
  const texts = TEXTS[lang];
  const doing = useDoing(lang);
  const [text, setText] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    doing.run(async () => {
      await addNote(session, text);
      setText("");
      await known.again();
    });
  };
  return (
    <section aria-label={texts.notes}>
      <h3>{texts.notes}</h3>
      <p class="notes-hint">{texts.forStaff}</p>
      <form class="note-form" onSubmit={submit}>
        <textarea
          rows={3}
          aria-label={texts.note}
          placeholder={texts.note}
          maxLength={MOST_NOTE}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={doing.busy || !text.trim()}>
          {texts.keep}
        </button>
      </form>
      <Trouble doing={doing} />
      <ul class="note-list" aria-live="polite">
        {details.notes.length === 0 && <li class="queue-none">{texts.none}</li>}
        {details.notes.toReversed().map((note) => (
          <OneNote
            key={note.id}
            note={note}
            lang={lang}
            remove={() =>
              doing.run(async () => {
                await removeNote(session, note.id);
                await known.again();
              })
            }
          />
        ))}
      </ul>
    </section>
  );
}

function OneNote({ note, lang, remove }: { note: Note; lang: Language; remove: () => void }) {
  const words = TEXTS[lang].remove(formatMoment(note.at, lang, serverNow() / 1000));
  return (
    <li class="note">
      <p class="note-head">
        <strong>{note.by}</strong>
        <time dateTime={new Date(note.at * 1000).toISOString()}>
          {formatMoment(note.at, lang, serverNow() / 1000)}
        </time>
        {note.mine && (
          <button type="button" class="quiet" aria-label={words} title={words} onClick={remove}>
            ×
          </button>
        )}
      </p>
      <p class="note-text">{note.text}</p>
    </li>
  );
}
