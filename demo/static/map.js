// The map in its frame: a pin shows its card and tells the page around it.

const pins = [...document.querySelectorAll(".map-pin")];

function choose(store) {
  for (const pin of pins) {
    pin.setAttribute("aria-pressed", String(pin.dataset.store === store));
    document.getElementById(`card-${pin.dataset.store}`).hidden = pin.dataset.store !== store;
  }
  if (parent !== self) parent.postMessage({ store }, location.origin);
}

for (const pin of pins) pin.addEventListener("click", () => choose(pin.dataset.store));
