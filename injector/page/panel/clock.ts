/** How times and codes are written. */

/** Seconds as `m:ss`, or `h:mm:ss` from an hour on. Never negative. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (part: number) => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** Six digits as they are read out: `482 913`. */
export function groupCode(code: string): string {
  return code.replace(/^(\d{3})(\d{3})$/, "$1\u2009$2");
}
