/**
 * What the page script knows of the conversation: it is in a bundle of its own, talk.js, together with the card of a running session.
 * What is said before it comes is not lost: it asks for all that was said.
 */
import type { Heard } from "../../../alongside/ui/conversation";
import type { FromOwner } from "../../../alongside/wire/leading";
import type { CallBy, CallOf } from "../../../alongside/wire/call";
import type { FromSpeaker, ToListener } from "../../../alongside/wire/talk";
import { bring } from "../bring";
import { hooksOf } from "../capture/hooks";
import type { View } from "../panel/views";
import type { VisitModel } from "./visit";

/** What the bundle needs of the panel. */
export interface TalkHost {
  readonly lang: string;
  model(): VisitModel;
  /** False when there is no connection. */
  send(message: FromSpeaker | FromOwner | CallBy): boolean;
  stop(): void;
  invite(): Promise<string>;
  renewCode(): Promise<void>;
  /** Out of the way of the page. */
  close(): void;
  /** The link may be another one now. */
  refresh(): void;
  /** The conversation is in sight of the shopper. */
  isSeen(): boolean;
  /** Something said elsewhere: `words` for a screen reader, and for the bar. */
  heard(line: Heard, words: string): void;
  /** How the shopper can be called by phone, in place of the conversation. */
  byPhone(): void;
  /** What the card says or how much is unread may have changed. */
  changed(): void;
}

export interface Talk {
  /** Style sheet of all that `view` makes. */
  readonly css: string;
  readonly unread: number;
  /** The same in words, "" when there is nothing. */
  readonly news: string;
  view(): View;
  connected(you: string): void;
  /** All that the page script does not know itself. */
  receive(message: ToListener | CallOf): void;
}

export type MakeTalk = (host: TalkHost) => Talk;

/** Calls `begin` when the bundle is there; `failed` when it does not come. */
export function bringTalk(begin: (make: MakeTalk) => void, failed: () => void): void {
  bring("talk.js").then(() => {
    const make = hooksOf(window)!.talk;
    if (make) begin(make);
  }, failed);
}
