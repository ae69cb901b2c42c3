/** Where a popup goes: under its control, above it where there is more room, and never over an edge. */

/** The box of a control in CSS pixels of the viewport; `rtl` when its text runs from right to left. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  rtl: boolean;
}

export interface Place {
  x: number;
  y: number;
  /** No higher than this; its content scrolls. */
  height: number;
}

const GAP = 4;
const EDGE = 8;

/** All in CSS pixels of the viewport: `size` as wanted, `room` the viewport. */
export function placeBy(
  anchor: Box,
  size: { width: number; height: number },
  room: { width: number; height: number },
): Place {
  const below = room.height - EDGE - (anchor.y + anchor.height + GAP);
  const above = anchor.y - GAP - EDGE;
  const isBelow = size.height <= below || below >= above;
  const most = Math.max(isBelow ? below : above, Math.min(size.height, room.height / 2 - EDGE));
  const height = Math.min(size.height, most);
  const wantedY = isBelow ? anchor.y + anchor.height + GAP : anchor.y - GAP - height;
  const wantedX = anchor.rtl ? anchor.x + anchor.width - size.width : anchor.x;
  const within = (at: number, length: number, all: number) =>
    Math.max(EDGE, Math.min(at, all - EDGE - length));
  return {
    x: within(wantedX, size.width, room.width),
    y: within(wantedY, height, room.height),
    height: Math.min(height, room.height - 2 * EDGE),
  };
}
