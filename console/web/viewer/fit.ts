/** How large the mirrored viewport is shown in the room that there is. */

export interface Size {
  width: number;
  height: number;
}

/** `fit`: as much as the room allows, never enlarged · `actual`: 1:1, the stage scrolls. */
export type FitMode = "fit" | "actual";

export interface Fit extends Size {
  scale: number;
}

/** Below this width of the stage (a phone) only the width is fitted: a whole desktop page would be a stamp. */
export const NARROW = 640;

export function fit(mode: FitMode, host: Size, stage: Size): Fit {
  const scale = mode === "actual" ? 1 : fittingScale(host, stage);
  return { scale, width: host.width * scale, height: host.height * scale };
}

function fittingScale(host: Size, stage: Size): number {
  if (host.width <= 0 || host.height <= 0 || stage.width <= 0 || stage.height <= 0) return 1;
  const across = stage.width / host.width;
  return Math.min(1, stage.width < NARROW ? across : Math.min(across, stage.height / host.height));
}
