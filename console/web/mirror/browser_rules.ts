/**
 * What a browser draws by its own style sheet for states into which the mirror's does not come. The rules are in a layer, so
 * that those of the page win, and important where the browser's are.
 */
import { MARK } from "./state_rules";

const is = (state: string) => `[${MARK}~="${state}"]`;
const important = (text: string) => text.replaceAll(";", "!important;");

const FULL = `${is("fullscreen")}:not(:root)`;
const FULL_SCREEN =
  ":root{overflow:hidden!important}" +
  // What a popover has besides.
  `${FULL}{border:0 solid;padding:0;color:inherit;background-color:transparent}` +
  `${FULL}:not(video,img,canvas,iframe){overflow:visible}` +
  important(
    `${FULL}{position:fixed;inset:0;margin:0;box-sizing:border-box;min-width:0;max-width:none;min-height:0;max-height:none;width:100%;height:100%;transform:none;}` +
      `iframe${FULL}{border:none;padding:0;}`,
  ) +
  `${FULL}{object-fit:contain}${FULL}::backdrop{background:#000}`;

const AUTOFILL = important(
  `${is("autofill")}{background-image:none;background-color:light-dark(#e8f0fe,rgba(70,90,126,.4));color:fieldtext;}`,
);

const RING = is("focus-visible");
const FOCUS =
  `${RING}{outline:auto 1px -webkit-focus-ring-color}:is(html,body,embed,object)${RING}{outline:none}` +
  `:is(input,textarea,select,button)${RING}{outline-offset:0}:is([type=checkbox i],[type=radio i])${RING}{outline-offset:2px}` +
  `a:any-link${RING}{outline-offset:1px}`;

const RULES: Record<string, string> = { fullscreen: FULL_SCREEN, autofill: AUTOFILL, "focus-visible": FOCUS };

/** States that browsers draw by themselves. */
export const DRAWN = Object.keys(RULES);

/** The rules for these states; "" while there is none. */
export function browserRules(drawn: readonly (readonly [state: string, element: Element])[]): string {
  const states = new Set(drawn.map(([state]) => state));
  const isOnlyRoot = drawn.every(([state, element]) => state !== "fullscreen" || element.matches(":root"));
  if (isOnlyRoot) states.delete("fullscreen");
  const rules = [...states].map((state) => RULES[state]).join("");
  return rules && `@layer{${rules}}`;
}
