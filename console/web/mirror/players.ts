/** Videos and sounds as the host plays them, always silent here. */
interface Wanted {
  time: number;
  rate: number;
  isPaused: boolean;
  /** When it was said. */
  at: number;
}

/** Seconds that a playing one may be off: a jump is seen more than this is. */
const DRIFT = 0.3;

const wanted = new WeakMap<HTMLMediaElement, Wanted>();

export function play(media: HTMLMediaElement, time: number, rate: number, paused: number): void {
  if (!wanted.has(media)) media.addEventListener("loadedmetadata", () => follow(media));
  wanted.set(media, { time, rate, isPaused: paused === 1, at: performance.now() });
  if (media.readyState) follow(media);
}

function follow(media: HTMLMediaElement): void {
  const { time, rate, isPaused, at } = wanted.get(media)!;
  media.muted = true;
  media.playbackRate = rate;
  const now = isPaused ? time : time + (rate * (performance.now() - at)) / 1000;
  if (isPaused) media.pause();
  if (Math.abs(media.currentTime - now) > (isPaused ? 0 : DRIFT)) media.currentTime = now;
  // A browser that lets nothing play on its own shows the picture of the moment.
  if (!isPaused) media.play().catch(() => undefined);
}
