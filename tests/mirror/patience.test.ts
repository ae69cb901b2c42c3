import { describe, expect, test } from "vitest";
import { Patience } from "../../console/web/viewer/patience";

describe("a difference", () => {
  test("is worth a snapshot at once", () => {
    expect(new Patience().isDue("text", 0, 0)).toBe(true);
  });

  test("that a snapshot did not mend is asked about less and less often", () => {
    const patience = new Patience();
    const asked = [0, 3, 9, 11, 20, 30, 32].map((second, turn) =>
      patience.isDue("text", turn, second * 1000),
    );
    expect(asked).toEqual([true, false, false, true, false, false, true]);
  });

  test("is new after a whole turn without it", () => {
    const patience = new Patience();
    patience.isDue("text", 1, 0);
    expect(patience.isDue("text", 2, 1)).toBe(false);
    expect(patience.isDue("text", 4, 2)).toBe(true);
  });

  test("in one part says nothing of another", () => {
    const patience = new Patience();
    patience.isDue("text", 1, 0);
    expect(patience.isDue("state", 1, 0)).toBe(true);
  });
});
