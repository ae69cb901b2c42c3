/** Draws on a canvas that was handed over, in the colour it is told. */
let context;
onmessage = ({ data }) => {
  if (typeof data !== "string") {
    context = data.getContext("2d");
    return;
  }
  context.fillStyle = data;
  context.fillRect(20, 20, 60, 40);
  requestAnimationFrame(() => postMessage("done"));
};
