import { expect, test } from "vitest";
import { Conversation, type Heard, type Why } from "../../alongside/ui/conversation";
import { openSuggestion, standingOf } from "../../alongside/ui/suggestions";
import type { Answer, Line } from "../../alongside/wire/talk";

const card = { url: "https://shop.example/p/bowl", title: "Tea bowl" };
const suggestion: Line = { card, suggest: true };
const reply = (to: number, answer: Answer): Line => ({ reply: { to, answer } });

const heard = (...lines: Line[]): Heard[] =>
  lines.map((line, index) => ({
    number: index + 1,
    spoken: { ...line, at: index, who: "p2", role: "rep", name: "Mika", key: `${index}` },
  }));

test("a suggestion waits until the shopper has answered it", () => {
  const lines = heard(suggestion, { text: "it is the last one" });
  expect([standingOf(lines, 1), openSuggestion(lines)?.number]).toEqual(["open", 1]);
  const answered = heard(suggestion, { text: "it is the last one" }, reply(1, "no"));
  expect([standingOf(answered, 1), openSuggestion(answered)]).toEqual(["no", null]);
});

test("another suggestion takes its place, and the last answer counts", () => {
  const lines = heard(suggestion, suggestion);
  expect([standingOf(lines, 1), openSuggestion(lines)?.number]).toEqual(["over", 2]);
  const answered = heard(suggestion, suggestion, reply(1, "late"), reply(1, "yes"));
  expect([standingOf(answered, 1), standingOf(answered, 2)]).toEqual(["yes", "open"]);
});

test("an answer that is on its way counts as given", () => {
  const lines = heard(suggestion);
  const unsent = [{ key: "k1", line: reply(1, "no"), refused: false }];
  expect([standingOf(lines, 1, unsent), openSuggestion(lines, unsent)]).toEqual(["no", null]);
});

test("a page that is shown without a question waits for nothing", () => {
  expect(openSuggestion(heard({ card }))).toBeNull();
});

test("a suggestion that is not taken leaves nothing behind but the reason, any other line stays", () => {
  const reasons: Why[] = [];
  const mine = new Conversation(
    {
      send: () => true,
      keep: () => undefined,
      changed: () => undefined,
      heard: () => undefined,
      refused: (_, why) => void reasons.push(why),
    },
    "",
    () => `k${mine.unsent.length}`,
  );
  mine.say({ card });
  mine.say(suggestion);
  mine.receive(["unsaid", "k0", "elsewhere"], 0);
  mine.receive(["unsaid", "k1", "rests"], 0);
  expect([mine.unsent, reasons]).toEqual([
    [{ key: "k0", line: { card }, refused: true }],
    ["elsewhere", "rests"],
  ]);
});
