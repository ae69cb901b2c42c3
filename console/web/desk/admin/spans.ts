/** Spans of opening hours, `9:00-18:30`, as two clocks of a form. A day that is open until midnight ends at 00:00. Pure. */

export interface Span {
  from: string;
  to: string;
}

const FORM = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/;

export function readSpan(text: string): Span {
  const [, h1 = "9", m1 = "00", h2 = "18", m2 = "00"] = FORM.exec(text.replace(/\s/g, "")) ?? [];
  return { from: `${h1.padStart(2, "0")}:${m1}`, to: `${h2 === "24" ? "00" : h2.padStart(2, "0")}:${m2}` };
}

export function writeSpan({ from, to }: Span): string {
  const plain = (clock: string) => clock.replace(/^0(?=\d)/, "");
  return `${plain(from)}-${to === "00:00" ? "24:00" : plain(to)}`;
}

/** Whether it goes on into the next day. */
export const isOvernight = ({ from, to }: Span): boolean => to !== "00:00" && to <= from;
