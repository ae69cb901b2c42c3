/** One person's highlights: a press on an element adds one, another press on it takes it away. */
import { MOST_HIGHLIGHTS, type Spot } from "../wire/marks";
import type { Positions } from "../wire/messages";

const PARTS_FROM = 3;

export function pressed(own: readonly Spot[], spot: Spot): Spot[] {
  const isSame = (one: Spot) => String(one.slice(0, PARTS_FROM)) === String(spot.slice(0, PARTS_FROM));
  const others = own.filter((one) => !isSame(one));
  return others.length < own.length ? others : [...others, spot].slice(-MOST_HIGHLIGHTS);
}

/** Those whose page is still there. */
export function standing(own: readonly Spot[], positions: Positions): Spot[] {
  return own.filter(([frame, epoch]) => positions[frame]?.[0] === epoch);
}
