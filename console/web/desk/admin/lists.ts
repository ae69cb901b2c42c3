/** Lists that are edited: a copy with one thing changed. */

export const withAt = <T>(list: T[], at: number, item: T): T[] =>
  list.map((one, i) => (i === at ? item : one));

export const withoutAt = <T>(list: T[], at: number): T[] => list.filter((_, i) => i !== at);

/** The item at `from` stands at `to` now. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const rest = withoutAt(list, from);
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)];
}

/** A name that is not there yet: `cart`, `cart 2`, `cart 3`. */
export function freshName(names: string[], name: string): string {
  const known = new Set(names.map((one) => one.toLowerCase()));
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name} ${number}`;
    if (!known.has(tried.toLowerCase())) return tried;
  }
}
