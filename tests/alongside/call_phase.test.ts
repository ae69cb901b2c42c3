/** What a person is told of a call, from how it stands. */
import { expect, it } from "vitest";
import { endedRing, howItEnds, phaseOf, type Known } from "../../alongside/ui/call/phase";
import { callWordsFor, clockOf, sayCall } from "../../alongside/ui/call/words";
import type { CallView } from "../../alongside/ui/call/voice_call";
import type { CallStanding } from "../../alongside/wire/call";

const nobody: CallStanding = { people: [], rings: [], seconds: 0 };
const asks: CallStanding = { ...nobody, rings: [{ by: "p2", to: "p1" }] };
const one = (id: string, key: string) => ({ id, key, muted: false, away: false });
const both: CallStanding = { people: [one("p1", "k1"), one("p2", "k2")], rings: [], seconds: 3 };

const known = (rest: Partial<Known>): Known => ({
  you: "p1",
  standing: nobody,
  key: "k1",
  isAsking: false,
  trouble: null,
  outcome: null,
  lines: "none",
  isSilenced: false,
  ...rest,
});
const missed = { what: "missed", who: "p2", why: "", seconds: 0 } as const;

it.each<[string, Partial<Known>]>([
  ["none", {}],
  ["none", { standing: null }],
  ["ringing", { standing: asks }],
  ["calling", { standing: asks, you: "p2" }],
  ["none", { standing: asks, you: "p3" }],
  ["asking", { standing: asks, isAsking: true }],
  ["connecting", { standing: both }],
  ["talking", { standing: both, lines: "some" }],
  ["talking", { standing: both, lines: "some", trouble: "no-microphone" }],
  ["silent", { standing: both, lines: "some", isSilenced: true }],
  ["reconnecting", { standing: both, lines: "lost" }],
  ["elsewhere", { standing: both, key: "" }],
  ["ringing", { standing: { ...both, rings: [{ by: "p3", to: "p1" }] }, lines: "some" }],
  ["none", { standing: both, you: "p3" }],
  ["trouble", { trouble: "blocked", outcome: missed }],
  ["over", { outcome: missed }],
])("is %s", (phase, rest) => expect(phaseOf(known(rest))).toBe(phase));

it.each([
  ["p1", asks, nobody, missed],
  ["p2", asks, nobody, { ...missed, what: "unanswered", who: "p1" }],
  ["p3", asks, nobody, null],
  ["p1", asks, both, null],
  ["p1", asks, asks, null],
  ["p1", null, asks, null],
])("tells %s what came of asking", (you, before, now, outcome) =>
  expect(endedRing(before, now, you)).toEqual(outcome),
);

it.each([
  ["talking", false, "ended"],
  ["connecting", false, "ended"],
  ["connecting", true, "no-way"],
  ["reconnecting", false, "lost"],
] as const)("after %s (stuck: %s) a call that others end is %s", (phase, isStuck, what) =>
  expect(howItEnds(phase, isStuck)).toBe(what),
);

it("says to whom alone the line is lost, and of a lost call that it was", () => {
  const others = [one("p2", "k2"), one("p3", "k3")];
  const talking = { phase: "talking", lost: ["p3"], others } as unknown as CallView;
  const nameOf = (id: string) => ({ p2: "Mika", p3: "Ken" })[id] ?? "";
  expect(sayCall(callWordsFor("en"), talking, nameOf)).toEqual([
    "Talking with Mika and Ken",
    "Reconnecting with Ken…",
  ]);
  const outcome = { what: "lost", who: "p2", why: "", seconds: 83 };
  const over = { phase: "over", lost: [], others: [], outcome } as unknown as CallView;
  expect(sayCall(callWordsFor("en"), over, nameOf)[0]).toContain(
    "did not come back. The call has ended, after 1:23",
  );
});

it("calls nobody by two honorifics", () => {
  const view = { phase: "ringing", asks: "p1", others: [] } as unknown as CallView;
  expect(sayCall(callWordsFor("ja"), view, () => "お客様")[0]).toBe("お客様が通話を希望しています");
  expect(sayCall(callWordsFor("ja-JP"), view, () => "智恵")[0]).toBe("智恵さんが通話を希望しています");
  expect(sayCall(callWordsFor("fr"), view, () => "Mika")[0]).toBe("Mika would like to talk");
});

it.each([
  [0, "0:00"],
  [62, "1:02"],
  [3600, "60:00"],
])("says %d seconds as %s", (seconds, words) => expect(clockOf(seconds)).toBe(words));
