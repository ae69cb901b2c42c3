/**
 * Videos and sounds. A mirror plays the file itself and is told when the host plays, pauses or jumps, and from time to time where it is.
 * What only this page has (a camera, a stream that scripts feed) is told as pictures.
 */
import type { Op } from "../../../alongside/wire/ops";
import { htmlNameOf } from "../capture/dom";
import type { Scope } from "../capture/scope";
import type { Stills } from "./stills";

const EVENTS = ["play", "pause", "seeked", "ratechange", "loadedmetadata", "ended", "emptied", "timeupdate"];
/** While it plays, so that a mirror does not drift away. */
const TELL_AGAIN_MS = 5000;
const STILL_MS = 500;

export class Players {
  /** When each was told last. */
  readonly #told = new Map<HTMLMediaElement, number>();
  readonly #due = new Set<HTMLMediaElement>();
  readonly #followed = new WeakSet<HTMLMediaElement>();
  readonly #copies = new WeakMap<Element, HTMLCanvasElement>();

  readonly #scope: Scope;
  readonly #stills: Stills;

  constructor(scope: Scope, stills: Stills) {
    this.#scope = scope;
    this.#stills = stills;
  }

  met(media: HTMLMediaElement): void {
    if (this.#scope.masks.isWithin(media)) return;
    if (!this.#told.has(media)) for (const name of EVENTS) media.addEventListener(name, this.#heard);
    this.#told.set(media, 0);
    this.#tell(media);
  }

  forget(media: HTMLMediaElement): void {
    if (this.#told.delete(media)) for (const name of EVENTS) media.removeEventListener(name, this.#heard);
    this.#due.delete(media);
  }

  stop(): void {
    for (const media of [...this.#told.keys()]) this.forget(media);
  }

  reset(): void {
    for (const media of this.#told.keys()) this.#due.add(media);
  }

  flush(): Op[] {
    const ops: Op[] = [];
    for (const media of this.#due) {
      const id = this.#scope.ids.idOf(media);
      if (id === null || isOnlyHere(media) || !media.readyState) continue;
      this.#told.set(media, performance.now());
      ops.push(["V", id, media.currentTime, media.playbackRate, media.paused || media.ended ? 1 : 0]);
    }
    this.#due.clear();
    return ops;
  }

  readonly #heard = (event: Event): void => {
    const media = event.currentTarget as HTMLMediaElement;
    const since = performance.now() - (this.#told.get(media) ?? 0);
    const wait = isOnlyHere(media) ? STILL_MS : TELL_AGAIN_MS;
    if (event.type !== "timeupdate" || since > wait) this.#tell(media);
  };

  #tell(media: HTMLMediaElement): void {
    if (isOnlyHere(media)) return this.#followFrames(media as HTMLVideoElement);
    this.#due.add(media);
    this.#scope.wake();
  }

  /** After a jump the picture of before is there until the next one is presented. */
  #followFrames(video: HTMLVideoElement): void {
    const isDue = video.paused || performance.now() - (this.#told.get(video) ?? 0) > STILL_MS;
    if (isDue) this.#copy(video);
    if (this.#followed.has(video) || !("requestVideoFrameCallback" in video)) return;
    this.#followed.add(video);
    video.requestVideoFrameCallback(() => {
      this.#followed.delete(video);
      if (!this.#told.has(video) || !isOnlyHere(video)) return;
      if (video.paused) this.#copy(video);
      else this.#followFrames(video);
    });
  }

  #copy(media: HTMLMediaElement): void {
    const { videoWidth, videoHeight } = media as HTMLVideoElement;
    if (htmlNameOf(media) !== "video" || !videoWidth) return;
    this.#told.set(media, performance.now());
    const copy = this.#copies.get(media) ?? document.createElement("canvas");
    this.#copies.set(media, copy);
    copy.width = videoWidth;
    copy.height = videoHeight;
    copy.getContext("2d")!.drawImage(media as HTMLVideoElement, 0, 0);
    this.#stills.add(media, copy);
    this.#stills.changed(media, copy);
  }
}

/** No mirror could load its source. */
const isOnlyHere = (media: HTMLMediaElement): boolean =>
  !!media.srcObject || media.currentSrc.startsWith("blob:");
