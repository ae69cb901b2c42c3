/** Changes of text, said briefly. */
import type { Op } from "../../../alongside/wire/ops";

/** The whole text, or the part of it that changed when that is shorter. */
export function spliceOf(id: number, old: string, now: string): Op {
  const limit = Math.min(old.length, now.length);
  let start = 0;
  while (start < limit && old[start] === now[start]) start++;
  if (isLow(now, start) || isLow(old, start)) start--; // never cut a surrogate pair
  let end = 0;
  while (end < limit - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  if (isLow(now, now.length - end)) end--;
  const inserted = now.slice(start, now.length - end);
  if (inserted.length + 12 >= now.length) return ["t", id, now];
  return ["y", id, start, old.length - end - start, inserted];
}

const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
