import { describe, expect, test } from "vitest";
import { directionOf } from "../../console/web/viewer/sight";

const VIEW = { width: 1000, height: 500 };
const ahead = (x: number, y: number) => directionOf({ ahead: [x, y], own: [0, 0] }, VIEW);

describe("where the shopper is", () => {
  test("is plain while enough of their view is seen", () => {
    expect(ahead(0, 0)).toBe(null);
    expect(ahead(0, 400)).toBe(null);
    expect(ahead(-900, 0)).toBe(null);
  });

  test("is told by an arrow when it is not", () => {
    expect(ahead(0, 470)).toBe("down");
    expect(ahead(0, -4000)).toBe("up");
    expect(ahead(950, 0)).toBe("right");
    expect(ahead(-950, 10)).toBe("left");
  });
});
