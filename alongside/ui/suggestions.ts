/** How the suggestions of a conversation stand, for the shopper who answers and for whoever suggested. Pure. */
import type { Answer } from "../wire/talk";
import type { Heard, Unsent } from "./conversation";

/** `open`: waits for an answer; `over`: another one has come meanwhile. */
export type Standing = Answer | "open" | "over";

/** `unsent`: an answer of mine that is on its way counts as given. */
export function standingOf(
  lines: readonly Heard[],
  number: number,
  unsent: readonly Unsent[] = [],
): Standing {
  const given = unsent.findLast(({ line }) => line.reply?.to === number)?.line.reply;
  if (given) return given.answer;
  const last = lines.findLast(({ spoken: { suggest, reply } }) => suggest || reply?.to === number);
  const reply = lines.findLast(({ spoken }) => spoken.reply?.to === number)?.spoken.reply;
  if (reply) return reply.answer;
  return last?.number === number ? "open" : "over";
}

/** The suggestion that waits for the shopper's answer. */
export function openSuggestion(lines: readonly Heard[], unsent: readonly Unsent[] = []): Heard | null {
  const last = lines.findLast(({ spoken }) => spoken.suggest);
  return last && standingOf(lines, last.number, unsent) === "open" ? last : null;
}
