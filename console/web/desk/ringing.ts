/** Two soft tones, again and again, while something rings: for reps who have turned their bell on. */
import { useEffect } from "preact/hooks";

/** Milliseconds. */
const AGAIN_AFTER = 3_000;
const TONES = [
  { hertz: 880, at: 0 },
  { hertz: 1175, at: 0.18 },
] as const;
const SECONDS = 0.35;
const LOUD = 0.08;

export function useRinging(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const audio = new AudioContext();
    ring(audio);
    const timer = setInterval(() => ring(audio), AGAIN_AFTER);
    return () => {
      clearInterval(timer);
      void audio.close();
    };
  }, [on]);
}

function ring(audio: AudioContext): void {
  for (const { hertz, at } of TONES) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const begin = audio.currentTime + at;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(LOUD, begin);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + SECONDS);
  }
}
