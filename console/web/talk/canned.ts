/** Canned replies: which fit what was typed behind a slash, and what they say to this shopper. Pure. */

export interface CannedReply {
  shortcut: string;
  /** By language. */
  text: Record<string, string>;
}

/** What the placeholders stand for; "" where it is not known. */
export type Filling = Record<"shopper" | "rep" | "page" | "product", string>;

/** What was typed behind a slash that begins a word: where the slash stands, and the rest up to the caret. */
export interface Asked {
  from: number;
  word: string;
}

export function askedAt(text: string, caret: number): Asked | null {
  const found = /(?:^|\s)[/／]([^\s/／]*)$/.exec(text.slice(0, caret));
  if (!found) return null;
  const word = found[1] ?? "";
  return { from: caret - word.length - 1, word };
}

/** Those whose shortcut begins so, then those in which the word stands anywhere, in the order in which they are arranged. */
export function fitting(replies: readonly CannedReply[], word: string, lang: string): CannedReply[] {
  const wanted = word.normalize("NFKC").toLowerCase();
  const begins = (reply: CannedReply) => reply.shortcut.toLowerCase().startsWith(wanted);
  const holds = (reply: CannedReply) =>
    reply.shortcut.toLowerCase().includes(wanted) || textFor(reply, lang).toLowerCase().includes(wanted);
  return [...replies.filter(begins), ...replies.filter((reply) => !begins(reply) && holds(reply))];
}

/** In the shopper's language, else in English, else in the first that there is. */
export function textFor({ text }: CannedReply, lang: string): string {
  const base = lang.split("-")[0] ?? lang;
  return text[lang] || text[base] || text["en"] || Object.values(text).find(Boolean) || "";
}

/** A placeholder of which nothing is known stays as it is, for the rep to see. */
export function fill(text: string, filling: Filling): string {
  return text.replace(
    /\{(shopper|rep|page|product)\}/g,
    (whole, name: keyof Filling) => filling[name] || whole,
  );
}

export interface Filled {
  text: string;
  /** What is to be selected: the first placeholder that is not filled, else the end. */
  selected: [number, number];
}

/** The text of the field with the reply in the place of what asked for it. */
export function put(before: string, { from, word }: Asked, said: string): Filled {
  const text = before.slice(0, from) + said + before.slice(from + 1 + word.length);
  const open = /\{(?:shopper|rep|page|product)\}/.exec(said);
  const start = from + (open ? open.index : said.length);
  return { text, selected: [start, start + (open?.[0].length ?? 0)] };
}
