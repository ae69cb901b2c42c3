/**
 * The candidate that the host chose, where this browser would choose another (it may have more pixels to the inch). The
 * attributes stay the host's; an animation of `content` shows the other picture in its place.
 */
const shown = new WeakMap<Element, Animation>();

export function chooseSource(image: HTMLImageElement, source: string, width: number): void {
  loadNow(image);
  const decide = () => {
    if (image.currentSrc === source) shown.get(image)?.cancel();
    else show(image, source, width);
  };
  if (image.complete && image.currentSrc) decide();
  else image.addEventListener("load", decide, { once: true });
}

/** The host has loaded it: a lazy one is loaded here too. Its attribute is put back at once, and the loading goes on. */
function loadNow(image: HTMLImageElement): void {
  const loading = image.getAttribute("loading");
  if (loading?.toLowerCase() !== "lazy") return;
  image.loading = "eager";
  image.setAttribute("loading", loading);
}

function show(image: HTMLImageElement, source: string, width: number): void {
  const probe = new Image();
  probe.onload = () => {
    shown.get(image)?.cancel();
    const density = width ? probe.naturalWidth / width : 1;
    const content = `image-set(url("${CSS.escape(source)}") ${density}x)`;
    shown.set(image, image.animate({ content: [content, content] }, { duration: 1, fill: "both" }));
  };
  probe.src = source;
}
