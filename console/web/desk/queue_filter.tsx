/** Which of those who wait are shown: all, or those whom this rep can help. */
import { useState } from "preact/hooks";
import { keepMine, keptMine } from "../viewer/keep";
import { useStaff } from "./colleagues";
import { COLLEAGUE_TEXTS } from "./colleague_texts";
import type { Entry } from "./queue";

export function useFilter(): [mine: boolean, choose: (mine: boolean) => void] {
  const [mine, setMine] = useState(keptMine());
  const choose = (chosen: boolean) => {
    keepMine(chosen);
    setMine(chosen);
  };
  return [mine, choose];
}

/** Rings here, or could. */
export const isForMe = ({ fits, offer, mine }: Entry): boolean => mine || fits || offer?.mine === true;

export function QueueFilter({ mine, choose }: { mine: boolean; choose: (mine: boolean) => void }) {
  const texts = COLLEAGUE_TEXTS[useStaff().lang];
  return (
    <span class="segmented small" role="group" aria-label={texts.show}>
      <button type="button" aria-pressed={mine} onClick={() => choose(true)}>
        {texts.mine}
      </button>
      <button type="button" aria-pressed={!mine} onClick={() => choose(false)}>
        {texts.all}
      </button>
    </span>
  );
}

/** Calls for this rep: a shopper rings, or a colleague asks. */
export const isCalling = ({ offer, request }: Entry): boolean =>
  offer?.mine === true || (request?.toMe === true && request.state === "open");

/** Whom to take next: who calls, else who has waited longest of those whom this rep can help. `entries` are in that order. */
export function nextOf(entries: Entry[]): Entry | undefined {
  const waits = ({ state, kind }: Entry) => state === "waiting" && kind === "help";
  return entries.find(isCalling) ?? entries.find((entry) => waits(entry) && entry.fits && !entry.offer);
}
