/**
 * One person's side of a session's conversation, the same in the shopper's panel, on the desk and on the join page: what was said, what
 * of mine is on its way, who writes, who has read. It knows neither socket nor document: both are passed in.
 */
import type { FromSpeaker, Line, Spoken, ToListener } from "../wire/talk";

/** A line of mine that nobody has acknowledged. */
export interface Unsent {
  key: string;
  line: Line;
  /** The hub does not take it. */
  refused: boolean;
}

/** Why the hub does not take a line, "" when there is nothing to say about it. */
export type Why = "" | "elsewhere" | "rests";

export interface Heard {
  number: number;
  spoken: Spoken;
}

/** How a line of mine stands: `read` when somebody else has seen it. */
export type Fate = "kept" | "read";

export interface Talking {
  /** False when there is no connection. */
  send(message: FromSpeaker): boolean;
  /** Keeps what is not acknowledged over a reload; "" when there is nothing. */
  keep(unsent: string): void;
  changed(): void;
  /** Somebody else said something that was not said before. */
  heard(line: Heard): void;
  /** A line of mine is not taken; a suggestion is gone with that, any other stands until it is dropped. */
  refused?(line: Line, why: Why): void;
}

/** A person who stopped in the middle of a word is taken for thinking, not for writing. Milliseconds. */
const WRITES_FOR = 6000;
/** While somebody writes, it is said this often. */
const WRITING_EVERY = 3000;

export class Conversation {
  /** In the order in which they were kept. */
  lines: Heard[] = [];
  unsent: Unsent[] = [];
  you = "";
  /** How far I have read, and how far each of the others. */
  seen = 0;
  readonly #talking: Talking;
  readonly #read = new Map<string, number>();
  readonly #writing = new Map<string, number>();
  readonly #random: () => string;
  /** Numbers up to here were told of, whether they were for me or not. */
  #known = 0;
  #isGreeted = false;
  #wrote = -Infinity;

  constructor(talking: Talking, kept = "", random: () => string = randomKey) {
    this.#talking = talking;
    this.#random = random;
    this.unsent = restore(kept);
  }

  /** A connection stands: what is missing is asked for, what is not acknowledged is said again. */
  connected(you: string): void {
    this.you = you;
    this.#talking.send(["recall", this.#known]);
    for (const { key, line, refused } of this.unsent) if (!refused) this.#talking.send(["say", key, line]);
  }

  receive(message: ToListener, now: number): void {
    switch (message[0]) {
      case "said":
        return this.#said(message[1], message[2]);
      case "talk":
        return this.#recalled(message);
      case "unsaid":
        return this.#refused(message[1], message[2] ?? "");
      case "typing":
        if (message[2]) this.#writing.set(message[1], now + WRITES_FOR);
        else this.#writing.delete(message[1]);
        return this.#talking.changed();
      case "read":
        this.#read.set(message[1], message[2]);
        return this.#talking.changed();
    }
  }

  say(line: Line): void {
    const key = this.#random();
    this.unsent = [...this.unsent, { key, line, refused: false }];
    this.#wrote = -Infinity;
    this.#talking.send(["say", key, line]);
    this.#keep();
  }

  /** A line that was not taken is taken out of sight, or tried once more. */
  drop(key: string): void {
    this.unsent = this.unsent.filter((one) => one.key !== key);
    this.#keep();
  }

  /** Something was written or, with an empty field, taken away again. */
  write(isEmpty: boolean, now: number): void {
    if (isEmpty && this.#wrote === -Infinity) return;
    if (!isEmpty && now - this.#wrote < WRITING_EVERY) return;
    this.#wrote = isEmpty ? -Infinity : now;
    this.#talking.send(["typing", !isEmpty]);
  }

  /** All that is there has been seen. */
  see(): void {
    const last = this.lines.at(-1)?.number ?? 0;
    if (last <= this.seen) return;
    this.seen = last;
    this.#talking.send(["read", last]);
    this.#talking.changed();
  }

  get unread(): number {
    return this.lines.filter((one) => one.number > this.seen && one.spoken.who !== this.you).length;
  }

  /** Who writes at this moment. */
  writing(now: number): string[] {
    return [...this.#writing].filter(([, until]) => until > now).map(([who]) => who);
  }

  fateOf({ number, spoken }: Heard): Fate {
    const others = [...this.#read].filter(([who]) => who !== spoken.who);
    return others.some(([, read]) => read >= number) ? "read" : "kept";
  }

  #said(number: number, spoken: Spoken | null): void {
    if (number !== this.#known + 1) {
      if (number > this.#known) this.#talking.send(["recall", this.#known]);
      else if (spoken) this.#settle(spoken);
      return;
    }
    this.#take(number, spoken, true);
    this.#keep();
  }

  #recalled([, first, lines, total, read]: ToListener & ["talk", ...unknown[]]): void {
    for (const [who, number] of Object.entries(read)) this.#read.set(who, number);
    if (!this.#isGreeted) this.seen = Math.max(this.seen, read[this.you] ?? 0);
    for (const [index, spoken] of lines.entries())
      if (first + index > this.#known) this.#take(first + index, spoken, this.#isGreeted);
    this.#isGreeted = true;
    this.#known = Math.max(this.#known, first + lines.length - 1);
    if (this.#known < total) this.#talking.send(["recall", this.#known]);
    this.#keep();
  }

  #take(number: number, spoken: Spoken | null, isNew: boolean): void {
    this.#known = number;
    if (!spoken) return;
    this.#settle(spoken);
    this.#writing.delete(spoken.who);
    const line = { number, spoken };
    this.lines = [...this.lines, line];
    if (isNew && spoken.who !== this.you) this.#talking.heard(line);
  }

  #settle({ who, key }: Spoken): void {
    if (who === this.you) this.unsent = this.unsent.filter((one) => one.key !== key);
  }

  #refused(key: string, why: Why): void {
    const found = this.unsent.find((one) => one.key === key);
    const rest = this.unsent.filter((one) => !(one === found && one.line.suggest));
    this.unsent = rest.map((one) => (one === found ? { ...one, refused: true } : one));
    this.#keep();
    if (found) this.#talking.refused?.(found.line, why);
  }

  #keep(): void {
    this.#talking.keep(this.unsent.length ? JSON.stringify(this.unsent) : "");
    this.#talking.changed();
  }
}

function restore(kept: string): Unsent[] {
  try {
    return kept ? (JSON.parse(kept) as Unsent[]) : [];
  } catch {
    return [];
  }
}

const randomKey = (): string => crypto.getRandomValues(new Uint32Array(2)).join("-");
