/** The lines of one page to those of all others in a call: each is kept up, can be heard, and is known to be lost. */
import type { Signal, Speaking } from "../../wire/call";
import { Peer, type Levels } from "./peer";

export interface LinesHost {
  /** False when there is no connection to the hub. */
  send(signal: Signal): boolean;
  /** A line stands or is lost, or something is to be heard. */
  changed(): void;
  /** The browser lets nothing be heard before a press. */
  silenced(): void;
  /** The hub says that this one's page is gone, for a while. */
  isAway(id: string): boolean;
}

export class Lines {
  readonly #host: LinesHost;
  readonly #peers = new Map<string, Peer>();
  /** With whom a line has stood in this call. */
  readonly #stood = new Set<string>();
  #config: RTCConfiguration = {};
  #track: MediaStreamTrack | null = null;

  constructor(host: LinesHost) {
    this.#host = host;
  }

  get state(): "none" | "some" | "lost" {
    const stand = [...this.#peers.values()].some((one) => this.#stands(one));
    return stand ? "some" : this.#stood.size ? "lost" : "none";
  }

  /** Of those that have stood. */
  get lost(): string[] {
    const peers = [...this.#peers.values()];
    return peers.filter((one) => this.#stood.has(one.id) && !this.#stands(one)).map((one) => one.id);
  }

  get haveStood(): boolean {
    return this.#stood.size > 0;
  }

  /** The loudest of each side. */
  get levels(): Levels {
    const levels = [...this.#peers.values()].map((one) => one.levels);
    return {
      theirs: Math.max(0, ...levels.map((one) => one.theirs)),
      mine: Math.max(0, ...levels.map((one) => one.mine)),
    };
  }

  isGivenUp(id: string): boolean {
    return this.#peers.get(id)?.isGivenUp ?? false;
  }

  /** It stood on the page before. */
  remember(id: string): void {
    this.#stood.add(id);
  }

  /** One to each of the others, and none to anybody else. Throws when the page's policy forbids such connections. */
  meet(you: string, others: readonly Speaking[]): void {
    for (const [id, peer] of this.#peers)
      if (!others.some((one) => one.id === id && one.key === peer.key)) this.#part(id);
    for (const { id, key } of others) if (!this.#peers.has(id)) this.#call(you, id, key);
  }

  /** By which servers ways are found from now on. */
  serve(config: RTCConfiguration): void {
    this.#config = config;
    for (const peer of this.#peers.values()) peer.serve(config);
  }

  /** What is heard of me from now on. */
  speakBy(track: MediaStreamTrack | null): void {
    this.#track = track;
    if (track) for (const peer of this.#peers.values()) peer.speakBy(track);
  }

  hear(signal: Signal): void {
    const [, id, key] = signal;
    const peer = this.#peers.get(id);
    if (peer?.key === key) void peer.take(signal);
  }

  /** After a press. */
  listen(): void {
    for (const peer of this.#peers.values()) this.#play(peer);
  }

  /** Other ways may be there now, to all or to this one. */
  restart(id?: string): void {
    for (const peer of this.#peers.values()) if (id === undefined || peer.id === id) peer.restart();
  }

  async measure(now: number): Promise<void> {
    await Promise.all([...this.#peers.values()].map((one) => one.measure(now)));
  }

  end(): void {
    for (const id of [...this.#peers.keys()]) this.#part(id);
    this.#stood.clear();
    this.#track = null;
  }

  #stands(peer: Peer): boolean {
    return peer.isConnected && !peer.isSilent(this.#host.isAway(peer.id), performance.now());
  }

  #call(you: string, id: string, key: string): void {
    const isPolite = numberOf(you) > numberOf(id);
    const peer = new Peer(id, key, this.#config, isPolite, this.#track, {
      send: (signal) => this.#host.send(signal),
      changed: () => this.#changed(id),
    });
    this.#peers.set(id, peer);
  }

  #changed(id: string): void {
    const peer = this.#peers.get(id);
    if (!peer) return;
    if (peer.wasConnected) this.#stood.add(id);
    if (peer.sound.srcObject && peer.sound.paused) this.#play(peer);
    this.#host.changed();
  }

  #play({ sound }: Peer): void {
    sound.play().catch(({ name }: DOMException) => {
      if (name === "NotAllowedError") this.#host.silenced();
    });
  }

  #part(id: string): void {
    this.#peers.get(id)?.close();
    this.#peers.delete(id);
  }
}

/** Of participants "p1" is the shopper; those who came later are the polite ones. */
const numberOf = (participant: string): number => Number(participant.slice(1));
