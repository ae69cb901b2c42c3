/** Whether an act seems to lead to another page, so that the person who pressed is told at once that something is under way. */
import type { Action } from "../../../alongside/wire/messages";

export function leadsAway(action: Action, nodeOf: (id: number) => Node | null): boolean {
  if (action[0] === "submit") return true;
  if (action[0] !== "click" || action[5] !== 0) return false;
  const element = nodeOf(action[2]) as Element | null;
  const link = element?.closest?.("a[href],area[href]");
  if (!link) return !!element?.closest?.("form button:not([type=button],[type=reset])");
  const href = (link as HTMLAnchorElement).href;
  const [page] = document.baseURI.split("#");
  return href !== "" && !href.startsWith(`${page}#`);
}
