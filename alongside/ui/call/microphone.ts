/** The person's microphone: whether this page may have one at all, and the sound that comes from it. */

/** What keeps a person from being heard: the page's or browser's rules, the person's own no, or that there is none. */
export type Trouble = "blocked" | "refused" | "no-microphone";

type Policy = Record<string, (name: string) => boolean>;

const WISHES: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

/** Why this page can have no microphone, before anybody is asked for it. A page without TLS has none, nor has one whose headers forbid it. */
export function forbidden(): Trouble | null {
  const { featurePolicy, permissionsPolicy } = document as Document & {
    featurePolicy?: Policy;
    permissionsPolicy?: Policy;
  };
  const policy = permissionsPolicy ?? featurePolicy;
  const mayAsk = !!navigator.mediaDevices?.getUserMedia && typeof RTCPeerConnection === "function";
  return mayAsk && policy?.["allowsFeature"]?.("microphone") !== false ? null : "blocked";
}

/** The sound of the microphone, for which the browser may ask the person. Rejects with a Trouble. */
export async function openMicrophone(): Promise<MediaStreamTrack> {
  const why = forbidden();
  if (why) throw why;
  try {
    const [track] = (await navigator.mediaDevices.getUserMedia(WISHES)).getAudioTracks();
    if (track) return track;
  } catch (error) {
    throw troubleOf(error as DOMException);
  }
  throw "no-microphone" satisfies Trouble;
}

/** Asks for it and lets go of it again, so that nobody is rung in vain. Rejects with a Trouble. */
export async function tryMicrophone(): Promise<void> {
  (await openMicrophone()).stop();
}

function troubleOf({ name, message }: DOMException): Trouble {
  if (name !== "NotAllowedError" && name !== "SecurityError") return "no-microphone";
  return /policy/i.test(message) ? "blocked" : "refused";
}
