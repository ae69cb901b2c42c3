/**
 * What objects and embeds show: plug-ins run in no mirror, so a picture stands in their place, or a grey box, of the size that it has
 * at the host.
 */
import { OURS } from "./motion";
import { EMPTY_PICTURE, GREY } from "./painting";
import type { Resources } from "./resources";

const shown = new WeakMap<Element, Animation>();

/** `url`: of a picture; "" for a grey box. Without a size it shows what stands in the element itself. */
export function showObject(
  element: HTMLElement,
  url: string,
  width: number,
  height: number,
  resources: Resources,
): void {
  shown.get(element)?.cancel();
  shown.delete(element);
  // An embed without an address would have no box at all.
  if (element.localName === "embed") element.toggleAttribute("src", width > 0);
  if (width <= 0) return;
  const animation = box(element, url, width, height, url ? {} : { backgroundColor: GREY });
  if (!url) return;
  const probe = new Image();
  probe.onerror = () =>
    resources.want(url, ({ objectUrl }) => {
      if (shown.get(element) === animation) box(element, objectUrl, width, height, {});
    });
  probe.src = url;
}

function box(
  element: HTMLElement,
  url: string,
  width: number,
  height: number,
  more: Record<string, string>,
): Animation {
  const { display } = getComputedStyle(element);
  const image = url ? `url("${CSS.escape(url)}")` : EMPTY_PICTURE;
  const picture: Record<string, string> = hasFallback(element)
    ? { content: image }
    : { backgroundImage: image, backgroundSize: "100% 100%", backgroundOrigin: "content-box" };
  const styles: Record<string, string> = {
    display: display === "inline" ? "inline-block" : display,
    boxSizing: "border-box",
    width: `${width}px`,
    height: `${height}px`,
    minWidth: "0px",
    ...picture,
    ...more,
  };
  const frames = Object.fromEntries(Object.entries(styles).map(([name, value]) => [name, [value, value]]));
  const animation = element.animate(frames, { id: OURS, duration: 1, fill: "both" });
  shown.get(element)?.cancel();
  shown.set(element, animation);
  return animation;
}

/** An object with content of its own shows that here, as browsers do when there is nothing else; otherwise its box is empty. */
function hasFallback(element: Element): boolean {
  const isContent = (node: ChildNode) =>
    node.nodeType === 3 ? /\S/.test((node as Text).data) : node.nodeType === 1 && node.nodeName !== "PARAM";
  return element.localName === "object" && [...element.childNodes].some(isContent);
}
