/**
 * `window.alongside`: what a shop's own script may rely on. The loader puts a thin front there and the page script takes it over, the
 * object staying the same, so that a shop may keep a reference and listeners from before.
 */
import type { Kind, Participant, Positions } from "../../alongside/wire/messages";
import type { Launcher } from "./panel/launcher";

export type PublicState = "idle" | "waiting" | "active" | "ended";

export interface Started {
  session: string;
  code: string;
  link: string;
}

export interface StartOptions {
  kind: Kind;
  /** The shop's own interface has told the shopper what is shared and asked; otherwise our panel does. */
  consent?: true;
}

export interface Heard {
  state: PublicState;
  participants: Participant[];
  error: Error;
}
export type Hear<Name extends keyof Heard> = (detail: Heard[Name]) => void;

export interface Alongside {
  readonly state: PublicState;
  /** Frame id → (epoch, offset) of everything that has happened up to now. */
  readonly position: Positions;
  /** Rejects when the shopper says no or the session cannot be had. A running session is answered as it is. */
  start(options: StartOptions): Promise<Started>;
  /** A fresh link for a friend. */
  invite(): Promise<string>;
  /** Ends the session: nothing is captured from this moment on. */
  stop(): Promise<void>;
  /** Shows the panel, as the launcher does. */
  open(): Promise<void>;
  /** Calls `call` at every event of that name; returns how to stop it. */
  on<Name extends keyof Heard>(name: Name, call: Hear<Name>): () => void;
}

type Entry = { [Name in keyof Heard]: [name: Name, call: Hear<Name>] }[keyof Heard];

/** `by`: the rep's name, "" when a rule of the shop asks. */
export interface Invitation {
  key: string;
  by: string;
  text: string;
}

/** What the live application answers to a page's word, when it has something to say. `idle`: seconds of rest that a rule waits for, 0: none. */
export interface Told {
  ask?: Invitation;
  watch?: { idle: number; leaving: boolean };
}

/** The loader's front, with what it hands over. */
export interface Front extends Alongside {
  heard: Entry[];
  launcher?: Launcher;
  /** For invite.js, which hears it. */
  news?: Told;
  hear?: () => void;
  taken?: true;
}

declare global {
  interface Window {
    alongside?: Front;
  }
}

/** Listeners by name. One that throws is reported to the page's console and does not keep the others from hearing. */
export class Events {
  #entries: Entry[];

  constructor(before: Entry[] = []) {
    this.#entries = before;
  }

  on<Name extends keyof Heard>(name: Name, call: Hear<Name>): () => void {
    const entry = [name, call] as unknown as Entry;
    this.#entries = [...this.#entries, entry];
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry);
    };
  }

  tell<Name extends keyof Heard>(name: Name, detail: Heard[Name]): void {
    for (const [heard, call] of this.#entries) {
      if (heard === name) guarded(() => (call as Hear<Name>)(detail));
    }
  }
}

/** Runs the shop's own code: what it throws is the shop's to see, and must not reach ours. */
function guarded(call: () => void): void {
  try {
    call();
  } catch (error) {
    reportError(error);
  }
}

/** Puts the real members on the loader's front, or on a new object where the page came with the page script. */
export function publish(real: Alongside): void {
  const front = (window.alongside ??= { heard: [] } as unknown as Front);
  const members = Object.getOwnPropertyDescriptors(real);
  Object.defineProperties(front, members);
  front.taken = true;
}
