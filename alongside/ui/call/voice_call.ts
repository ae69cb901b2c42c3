/**
 * One person's part in the call of a session, alike on the shop's page and on the live host: asks and answers, and goes on after a
 * page load. The lines to the others are lines.ts's. What is shown of it, and in which words, is others' business.
 */
import type { CallNews, CallStanding, Ringing, Speaking, Step, Why } from "../../wire/call";
import { Lines } from "./lines";
import { forbidden, openMicrophone, tryMicrophone, type Trouble } from "./microphone";
import { endedRing, howItEnds, phaseOf, type Outcome, type Phase } from "./phase";

export interface CallHost {
  /** False when there is no connection to the hub. */
  send(message: ["call", Step]): boolean;
  changed(): void;
  /** By which this tab speaks, kept over page loads. */
  kept: { get(): string; set(key: string | null): void };
}

export interface CallView {
  phase: Phase;
  /** The hub has said that people may talk here. */
  isOffered: boolean;
  /** This page is in the call. */
  isIn: boolean;
  /** In the call besides me. */
  others: Speaking[];
  /** Who asks me, and whom I ask; "" for nobody. */
  asks: string;
  asked: string;
  /** Of the others those to whom the line is lost. */
  lost: string[];
  seconds: number;
  muted: boolean;
  theirs: number;
  mine: number;
  trouble: Trouble | null;
  outcome: Outcome | null;
  /** No way has been found for long. */
  isStuck: boolean;
}

const LOOK_EVERY = 250;
const STUCK_AFTER = 15_000;
const OUTCOME_SHOWN = 8_000;
/** Another tab of the same person in sight takes the call up first. */
const HIDDEN_WAITS = 1_000;
/** Milliseconds; the credentials of a TURN server last for an hour. */
const SERVERS_LAST = 30 * 60_000;
const WHY: Record<Trouble, Why> = {
  blocked: "blocked",
  refused: "no-microphone",
  "no-microphone": "no-microphone",
};

export class VoiceCall {
  readonly #host: CallHost;
  readonly #lines: Lines;
  #you = "";
  #standing: CallStanding | null = null;
  #key = "";
  #came = "";
  #served = 0;
  #track: MediaStreamTrack | null = null;
  #isOpening = false;
  #isAsking = false;
  #isSilenced = false;
  #muted = false;
  #hangsUp = false;
  /** What ends by it is no news to this person. */
  #isOwnDoing = false;
  #givesUp: "lost" | "no-way" | "" = "";
  #joining: Ringing | null = null;
  #trouble: Trouble | null = null;
  #outcome: Outcome | null = null;
  #declined: Why | "" = "";
  #looking = 0;
  /** Another network: the ways found so far may be gone. */
  readonly #reroute = () => this.#lines.restart();
  #forgetting = 0;
  #since = 0;
  #began = 0;

  constructor(host: CallHost) {
    this.#host = host;
    this.#lines = new Lines({
      send: (signal) => this.#say(signal),
      changed: () => this.#linesChanged(),
      silenced: () => this.#silenced(),
      isAway: (id) => this.#isAway(id),
    });
  }

  get view(): CallView {
    const { people = [], rings = [] } = this.#standing ?? {};
    const you = this.#you;
    const { levels, lost } = this.#lines;
    const isIn = this.#isIn;
    const phase = this.#phase();
    return {
      phase,
      isOffered: this.#standing !== null,
      isIn,
      others: people.filter((one) => one.id !== you),
      asks: rings.find((ring) => ring.to === you)?.by ?? "",
      asked: rings.find((ring) => ring.by === you)?.to ?? "",
      lost,
      seconds: people.length ? Math.floor((performance.now() - this.#began) / 1000) : 0,
      muted: this.#muted,
      theirs: levels.theirs,
      mine: this.#muted ? 0 : levels.mine,
      trouble: this.#trouble,
      outcome: this.#outcome,
      isStuck: phase === "connecting" && performance.now() - this.#since > STUCK_AFTER,
    };
  }

  /** The connection to the hub stands, for the first time or again. */
  connected(you: string): void {
    this.#you = you;
    this.#came = "";
    if (this.#hangsUp) this.#hangsUp = !this.#say(["hang-up"]);
    this.#say(["again"]);
  }

  receive(news: CallNews): void {
    switch (news[0]) {
      case "stands":
        return this.#stand(news[1]);
      case "servers":
        return this.#serve({ iceServers: news[1], iceTransportPolicy: news[2] ? "relay" : "all" });
      case "declined":
        return this.#refused(news[1], news[2]);
      default:
        return this.#lines.hear(news);
    }
  }

  /** By a press: asks this person to talk. The microphone is tried first, so that nobody is rung in vain. */
  async ring(who: string): Promise<void> {
    this.#forget();
    if (!this.#isIn && !(await this.#mayHear(tryMicrophone))) return;
    this.#join(["ring", who, this.#isIn ? this.#key : newKey()], this.#you, who);
  }

  /** By a press: agrees to talk with who asked. */
  async accept(who: string): Promise<void> {
    this.#forget();
    if (!this.#isIn && !(await this.#mayHear(async () => this.#speakBy(await openMicrophone())))) {
      return this.decline(who, WHY[this.#trouble ?? "no-microphone"]);
    }
    this.#join(["accept", who, this.#isIn ? this.#key : newKey()], who, this.#you);
  }

  decline(who: string, why: Why = "not-now"): void {
    this.#isOwnDoing = true;
    this.#say(["decline", who, why]);
  }

  hangUp(): void {
    this.#isOwnDoing = true;
    this.#hangsUp = !this.#say(["hang-up"]);
    this.#leave();
    this.#host.changed();
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    if (this.#track) this.#track.enabled = !muted;
    this.#say(["mute", muted]);
    this.#host.changed();
  }

  /** By a press, where the browser lets nothing be heard before one. */
  listen(): void {
    this.#isSilenced = false;
    this.#lines.listen();
    this.#host.changed();
  }

  /** What was told is not shown any longer. */
  dismiss(): void {
    this.#forget();
    this.#host.changed();
  }

  /** The session is over here: nothing is heard or said any more. */
  stop(): void {
    this.#standing = null;
    this.#leave();
    this.#forget();
    this.#host.changed();
  }

  get #me(): Speaking | undefined {
    return this.#standing?.people.find((one) => one.id === this.#you);
  }

  get #isIn(): boolean {
    return this.#key !== "" && this.#me?.key === this.#key;
  }

  #phase(): Phase {
    return phaseOf({
      you: this.#you,
      standing: this.#standing,
      key: this.#key,
      isAsking: this.#isAsking,
      trouble: this.#trouble,
      outcome: this.#outcome,
      lines: this.#lines.state,
      isSilenced: this.#isSilenced,
    });
  }

  #isAway(id: string): boolean {
    return this.#standing?.people.some((one) => one.id === id && one.away) ?? false;
  }

  /** By `step`, in which one asks or has asked the other. */
  #join(step: ["ring" | "accept", string, string], by: string, to: string): void {
    this.#speakOn(step[2]);
    this.#joining = { by, to };
    if (!this.#say(step)) this.#leave();
    this.#host.changed();
  }

  /** Whether what this page has said of joining is still on its way. */
  #isJoining(): boolean {
    if (!this.#joining) return false;
    const { by, to } = this.#joining;
    const asks = this.#standing?.rings.some((ring) => ring.by === by && ring.to === to) ?? false;
    const isOver = this.#me !== undefined || (by === this.#you) === asks;
    if (isOver) this.#joining = null;
    return !isOver;
  }

  #stand(standing: CallStanding): void {
    const before = this.#standing;
    const wasIn = before?.people.some((one) => one.id === this.#you);
    const { seconds, phase, isStuck } = this.view;
    const back = standing.people.filter((one) => !one.away && this.#isAway(one.id));
    this.#standing = standing;
    this.#began = performance.now() - standing.seconds * 1000;
    const ring = endedRing(before, standing, this.#you);
    if (ring && !this.#isOwnDoing) this.#tell(this.#explain(ring));
    if (wasIn && !this.#me && before) {
      const who = before.people.find((one) => one.id !== this.#you)?.id ?? "";
      const what = this.#givesUp || (this.#isOwnDoing ? "ended" : howItEnds(phase, isStuck));
      this.#tell({ what, who, why: "", seconds });
    }
    this.#isOwnDoing = false;
    this.#givesUp = "";
    for (const { id } of back) this.#lines.restart(id);
    this.#arrange();
    this.#host.changed();
  }

  /** Whoever declined has said why just before. */
  #explain(ring: Outcome): Outcome {
    const why = this.#declined;
    this.#declined = "";
    return ring.what === "unanswered" && why ? { ...ring, what: "declined", why } : ring;
  }

  #refused(who: string, why: Why): void {
    const asks = this.#standing?.rings.some((ring) => ring.by === this.#you && ring.to === who);
    this.#declined = why;
    if (asks) return;
    this.#declined = "";
    this.#joining = null;
    if (!this.#isIn) this.#leave();
    this.#tell({ what: "declined", who, why, seconds: 0 });
    this.#host.changed();
  }

  /** What follows for this page from how the call stands. */
  #arrange(): void {
    const me = this.#me;
    if (!me) {
      const asks = this.#standing?.rings.some((ring) => ring.by === this.#you);
      if (!this.#isJoining() && !asks) this.#leave();
    } else if (me.key === this.#key) {
      if (me.away) this.#come(me, this.#key);
      this.#meet();
    } else this.#maybeGoOn(me);
  }

  /** The page that spoke is gone: it was this tab's last one, or this tab is in sight. */
  #maybeGoOn(me: Speaking): void {
    if (this.#came === me.key) return;
    const isMine = this.#host.kept.get() === me.key;
    if (isMine || (me.away && document.visibilityState === "visible")) return this.#come(me, newKey());
    this.#leave();
    if (me.away) setTimeout(() => this.#me?.away && this.#come(this.#me, newKey()), HIDDEN_WAITS);
  }

  #come(me: Speaking, key: string): void {
    if (this.#came === me.key) return;
    this.#came = me.key;
    this.#muted = me.muted;
    if (key !== this.#key) {
      for (const { id } of this.view.others) this.#lines.remember(id);
      this.#speakOn(key);
    }
    this.#say(["come", key]);
  }

  #speakOn(key: string): void {
    this.#key = key;
    this.#host.kept.set(key);
  }

  /** A line to each of the others, and none to anybody else. */
  #meet(): void {
    if (!this.#looking) {
      this.#since = performance.now();
      addEventListener("online", this.#reroute);
      this.#looking = setInterval(() => void this.#look(), LOOK_EVERY) as unknown as number;
    }
    if (!this.#track) void this.#open();
    try {
      this.#lines.meet(this.#you, this.view.others);
    } catch {
      this.#trouble = "blocked";
      this.#say(["hang-up"]);
    }
  }

  #linesChanged(): void {
    this.#maybeGiveUp();
    this.#host.changed();
  }

  #silenced(): void {
    this.#isSilenced = true;
    this.#host.changed();
  }

  /** Who is waited for is the hub's to say; but when the others are there, and no way leads to any of them, the call is over. */
  #maybeGiveUp(): void {
    const { others, seconds } = this.view;
    const isVain = others.every((one) => !one.away && this.#lines.isGivenUp(one.id));
    if (!others[0] || !isVain) return;
    const what = this.#lines.haveStood ? "lost" : "no-way";
    this.hangUp();
    this.#givesUp = what;
    this.#tell({ what, who: others[0].id, why: "", seconds });
  }

  #serve(config: RTCConfiguration): void {
    this.#served = performance.now();
    this.#lines.serve(config);
  }

  async #look(): Promise<void> {
    const now = performance.now();
    await this.#lines.measure(now);
    if (this.#lines.state === "lost" && now - this.#served > SERVERS_LAST) {
      this.#served = now;
      this.#say(["come", this.#key]);
    }
    this.#host.changed();
  }

  /** Without a press: the person has agreed on the page before. Until it is there, and without it, one hears. */
  async #open(): Promise<void> {
    if (this.#isOpening) return;
    this.#isOpening = true;
    try {
      this.#speakBy(await openMicrophone());
    } catch (trouble) {
      this.#trouble = trouble as Trouble;
    } finally {
      this.#isOpening = false;
      if (!this.#isIn) this.#leave();
    }
  }

  #speakBy(track: MediaStreamTrack): void {
    this.#track?.stop();
    this.#track = track;
    track.enabled = !this.#muted;
    track.onended = () => this.#unplugged(track);
    this.#lines.speakBy(track);
  }

  /** Another one may be there to speak by. */
  #unplugged(track: MediaStreamTrack): void {
    if (track !== this.#track) return;
    this.#track = null;
    this.#lines.speakBy(null);
    if (this.#isIn) void this.#open();
  }

  async #mayHear(ask: () => Promise<void>): Promise<boolean> {
    this.#trouble = forbidden();
    this.#isAsking = !this.#trouble;
    this.#host.changed();
    try {
      if (!this.#trouble) await ask();
    } catch (trouble) {
      this.#trouble = trouble as Trouble;
    }
    this.#isAsking = false;
    this.#host.changed();
    return !this.#trouble;
  }

  #leave(): void {
    removeEventListener("online", this.#reroute);
    clearInterval(this.#looking);
    this.#looking = 0;
    this.#lines.end();
    this.#track?.stop();
    this.#track = null;
    this.#muted = this.#isSilenced = false;
    this.#joining = null;
    this.#key = "";
    this.#host.kept.set(null);
  }

  #tell(outcome: Outcome): void {
    this.#outcome = outcome;
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => this.dismiss(), OUTCOME_SHOWN) as unknown as number;
  }

  #forget(): void {
    clearTimeout(this.#forgetting);
    this.#outcome = this.#trouble = null;
  }

  #say(step: Step): boolean {
    return this.#host.send(["call", step]);
  }
}

const newKey = (): string => crypto.getRandomValues(new Uint32Array(3)).join("-");
