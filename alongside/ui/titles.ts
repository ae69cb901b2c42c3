/** What pages of one shop are called, without what all of them are called: its name at the end. Pure. */

const END = /\s*(?:[|｜–—·•«»:：]|\s-)\s*[^|｜–—·•«»:：]+$/;

/** Of fewer than two different titles nobody can say what the shop's part is. */
export function shortTitles(titles: readonly string[]): string[] {
  const [first = "", ...rest] = [...new Set(titles.filter(Boolean))];
  const end = END.exec(first)?.[0];
  if (!end || !rest.length || !rest.every((title) => title.endsWith(end))) return [...titles];
  return titles.map((title) => title.slice(0, title.length - end.length) || title);
}
