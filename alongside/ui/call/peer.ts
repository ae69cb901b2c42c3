/**
 * The line to one other person in a call: one RTCPeerConnection with one sound each way, by the pattern of perfect negotiation
 * (w3.org/TR/webrtc, 10.7). The first offer and every new try come from the impolite side; what is lost on the way is said again.
 */
import type { Signal } from "../../wire/call";

export interface PeerLink {
  /** False when there is no connection to the hub. */
  send(signal: Signal): boolean;
  /** A sound to be heard has come, or the line stands or is lost. */
  changed(): void;
}

export interface Levels {
  /** 0 to 1. */
  theirs: number;
  mine: number;
}

/** Milliseconds after which the impolite side tries again while there is no line. */
const TRY_AGAIN = 3_000;
/** So often; then nothing will come of it. */
const MOST_TRIES = 15;
/** So long without a packet there is no line, whatever the browser believes; sooner when the hub says that their page is gone. */
const SILENT_FOR = 2_000;
const SILENT_WHEN_AWAY = 400;

export class Peer {
  readonly #pc: RTCPeerConnection;
  readonly #link: PeerLink;
  readonly #isPolite: boolean;
  readonly #trying: number;
  readonly sound = new Audio();
  #track: MediaStreamTrack | null;
  #isMaking = false;
  #isIgnoring = false;
  #tries = 0;
  #packets = 0;
  #heardAt = 0;
  levels: Levels = { theirs: 0, mine: 0 };
  /** It has stood once. */
  wasConnected = false;

  /** `id` and `key` name the other's page. Throws when the browser or the page's policy allows no such connection. */
  constructor(
    readonly id: string,
    readonly key: string,
    config: RTCConfiguration,
    isPolite: boolean,
    track: MediaStreamTrack | null,
    link: PeerLink,
  ) {
    this.#isPolite = isPolite;
    this.#track = track;
    this.#link = link;
    this.#pc = new RTCPeerConnection({ ...config, bundlePolicy: "max-bundle" });
    this.#listen();
    if (!isPolite) this.#pc.addTransceiver("audio", { direction: "sendrecv" });
    if (track) this.speakBy(track);
    this.#trying = setInterval(() => this.#tryAgain(), TRY_AGAIN) as unknown as number;
  }

  get isConnected(): boolean {
    return this.#pc.connectionState === "connected";
  }

  /** Every way has been tried for long, and none leads to them. */
  get isGivenUp(): boolean {
    return this.#tries >= MOST_TRIES;
  }

  /** Nothing has come from them for a while. */
  isSilent(isAway: boolean, now: number): boolean {
    return now - this.#heardAt > (isAway ? SILENT_WHEN_AWAY : SILENT_FOR);
  }

  /** What is heard of me from now on. */
  speakBy(track: MediaStreamTrack | null): void {
    this.#track = track;
    const [line] = this.#pc.getTransceivers();
    void line?.sender.replaceTrack(track).catch(() => undefined);
  }

  async take([kind, , , ...rest]: Signal): Promise<void> {
    if (kind === "candidate") return this.#takeCandidate(...(rest as [string, string | null, number | null]));
    await this.#describedAs({ type: kind, sdp: rest[0] as string }).catch(() => undefined);
  }

  /** By which servers ways are found from now on. */
  serve(config: RTCConfiguration): void {
    this.#pc.setConfiguration({ ...config, bundlePolicy: "max-bundle" });
  }

  /** Other ways may be there now. */
  restart(): void {
    this.#tries = 0;
    this.#findWay();
  }

  close(): void {
    clearInterval(this.#trying);
    this.#pc.onnegotiationneeded = this.#pc.onicecandidate = this.#pc.ontrack = null;
    this.#pc.onconnectionstatechange = null;
    this.#pc.close();
    this.sound.srcObject = null;
  }

  /** Looks at how loud both are, and whether anything comes at all. */
  async measure(now: number): Promise<void> {
    const levels = { theirs: 0, mine: 0 };
    (await this.#pc.getStats()).forEach((report: Record<string, unknown>) => {
      if (report["type"] === "media-source") levels.mine = Number(report["audioLevel"] ?? 0);
      if (report["type"] !== "inbound-rtp") return;
      levels.theirs = Number(report["audioLevel"] ?? 0);
      const packets = Number(report["packetsReceived"] ?? 0);
      if (packets !== this.#packets) this.#heardAt = now;
      this.#packets = packets;
    });
    this.levels = levels;
  }

  #listen(): void {
    const pc = this.#pc;
    pc.onnegotiationneeded = () => void this.#offer();
    pc.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate)
        this.#say("candidate", candidate.candidate, candidate.sdpMid, candidate.sdpMLineIndex);
    };
    pc.ontrack = ({ track }) => {
      this.sound.srcObject = new MediaStream([track]);
      this.#link.changed();
    };
    pc.onconnectionstatechange = () => {
      if (this.isConnected) {
        this.wasConnected = true;
        this.#heardAt = performance.now();
        this.#tries = 0;
      } else if (pc.connectionState === "failed" || pc.connectionState === "disconnected") this.#findWay();
      this.#link.changed();
    };
  }

  #say(kind: "offer" | "answer", sdp: string): void;
  #say(kind: "candidate", text: string, media: string | null, line: number | null): void;
  #say(kind: Signal[0], ...rest: unknown[]): void {
    this.#link.send([kind, this.id, this.key, ...rest] as unknown as Signal);
  }

  async #offer(): Promise<void> {
    try {
      this.#isMaking = true;
      await this.#pc.setLocalDescription();
      this.#sayMine();
    } catch {
      // Closed meanwhile, or an offer of theirs was first; what is still needed is asked for anew.
    } finally {
      this.#isMaking = false;
    }
  }

  #sayMine(): void {
    const mine = this.#pc.localDescription;
    if (mine?.type === "offer" || mine?.type === "answer") this.#say(mine.type, mine.sdp);
  }

  async #describedAs(theirs: RTCSessionDescriptionInit): Promise<void> {
    const pc = this.#pc;
    const isOffer = theirs.type === "offer";
    // An answer to an offer that was said twice.
    if (!isOffer && pc.signalingState !== "have-local-offer") return;
    const collides = isOffer && (this.#isMaking || pc.signalingState !== "stable");
    this.#isIgnoring = !this.#isPolite && collides;
    if (this.#isIgnoring) return;
    await pc.setRemoteDescription(theirs);
    if (!isOffer) return;
    await this.#speakBack();
    await pc.setLocalDescription();
    this.#sayMine();
  }

  /** Who answers has the line that was offered. */
  async #speakBack(): Promise<void> {
    const [line] = this.#pc.getTransceivers();
    if (!line) return;
    line.direction = "sendrecv";
    if (line.sender.track !== this.#track) await line.sender.replaceTrack(this.#track);
  }

  async #takeCandidate(
    candidate: string,
    sdpMid: string | null,
    sdpMLineIndex: number | null,
  ): Promise<void> {
    // One that belongs to an offer which was ignored, or to a description that was lost, fits nothing here.
    await this.#pc.addIceCandidate({ candidate, sdpMid, sdpMLineIndex }).catch(() => undefined);
  }

  #tryAgain(): void {
    if (this.isConnected || this.isGivenUp) return;
    this.#tries += 1;
    if (this.isGivenUp) return this.#link.changed();
    if (this.#pc.signalingState === "have-local-offer" && !this.#isPolite) this.#sayMine();
    else this.#findWay();
  }

  /** By a new offer, which names the ways that there are now. */
  #findWay(): void {
    if (!this.#isPolite && !this.isGivenUp) this.#pc.restartIce();
  }
}
