/**
 * Two people in one text: an edit made to what its author saw is carried out on what the text has become since. Nothing that either of
 * them typed is lost; where both changed the same piece, both their words stand, one after the other.
 */

/** In the text, from `at`, `gone` characters gave way to `put`. */
export interface Edit {
  at: number;
  gone: number;
  put: string;
}

/** The smallest single edit that leads from one text to the other. */
export function editOf(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at++;
  let tail = 0;
  while (tail < most - at && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { at, gone: before.length - at - tail, put: after.slice(at, after.length - tail) };
}

/** Where a place in the text lies after the edit. What is put in exactly there comes after it. */
export function moved(place: number, { at, gone, put }: Edit): number {
  if (place <= at) return place;
  return at + put.length + Math.max(0, place - at - gone);
}

/** `mine` as it has to be after `theirs`; both were made to the same text. */
export function rebase(mine: Edit, theirs: Edit): Edit {
  const end = mine.at + mine.gone;
  const theirEnd = theirs.at + theirs.gone;
  const growth = theirs.put.length - theirs.gone;
  if (mine.at >= theirEnd) return { ...mine, at: mine.at + growth };
  if (end <= theirs.at) return mine;
  const at = Math.min(mine.at, theirs.at);
  const [first, second] = mine.at <= theirs.at ? [mine, theirs] : [theirs, mine];
  return { at, gone: Math.max(end, theirEnd) - at + growth, put: first.put + second.put };
}

export const applied = (text: string, { at, gone, put }: Edit): string =>
  text.slice(0, at) + put + text.slice(at + gone);
