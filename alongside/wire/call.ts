/** Talking by voice, on the wire: the same messages for a host page and for a viewer. What they mean stands in PROTOCOL.md. */

/** Why it comes to no call; `blocked`: the shop's page or this browser forbids the microphone. */
export type Why = "not-now" | "no-microphone" | "blocked" | "busy" | "full" | "away" | "not-allowed";

/** `participant` and `key` name the other's page: on the way to the hub whom it is for, from there whom it is from. */
export type Signal =
  | ["offer" | "answer", participant: string, key: string, sdp: string]
  | [
      "candidate",
      participant: string,
      key: string,
      candidate: string,
      media: string | null,
      line: number | null,
    ];

export type Step =
  | ["again"]
  | ["ring" | "accept", participant: string, key: string]
  | ["decline", participant: string, why: Why]
  | ["come", key: string]
  | ["hang-up"]
  | ["mute", muted: boolean]
  | Signal;

/** Somebody in the call. `away`: their page is gone for the moment. */
export interface Speaking {
  id: string;
  key: string;
  muted: boolean;
  away: boolean;
}

export interface Ringing {
  by: string;
  to: string;
}

export interface CallStanding {
  people: Speaking[];
  rings: Ringing[];
  seconds: number;
}

/** As a browser's `RTCIceServer`. */
export interface Server {
  urls: string[];
  username?: string;
  credential?: string;
}

export type CallNews =
  | ["stands", CallStanding]
  | ["servers", servers: Server[], relayed: boolean]
  | ["declined", participant: string, why: Why]
  | Signal;

export type CallBy = ["call", step: Step];
export type CallOf = ["call", news: CallNews];
