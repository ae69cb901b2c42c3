// The product page: price, stock and pictures follow the chosen variant; stock and onlookers are told by the shop.

const { product, offers, words } = JSON.parse(document.getElementById("offers").textContent);
const form = document.getElementById("buy");
const add = document.getElementById("add");
const stock = document.getElementById("stock");
const viewers = document.getElementById("viewers");
const gallery = document.getElementById("gallery");
const thumbs = [...document.querySelectorAll("[data-show]")];

function chosen() {
  const data = new FormData(form);
  return `${data.get("colour") ?? "-"}/${data.get("size") ?? "-"}`;
}

function showStock(left) {
  add.disabled = left === 0;
  stock.className = left === 0 ? "stock gone" : left < 5 ? "stock low" : "stock";
  stock.textContent =
    left === 0 ? words.soldOut : left < 5 ? words.fewLeft.replace("{n}", left) : words.inStock;
}

function showPictures(colour) {
  for (const picture of document.querySelectorAll("[data-picture]")) {
    const address = picture.getAttribute("src").replace(/^(\/img\/[^/]+\/)[^/]+/, `$1${colour}`);
    if (picture.getAttribute("src") !== address) picture.src = address;
  }
}

function showChoice() {
  const [colour, size] = chosen().split("/");
  const offer = offers[`${colour}/${size}`];
  document.getElementById("price").textContent = offer.price;
  const name = document.getElementById("colour-name");
  if (name) name.textContent = offer.name;
  showStock(offer.left);
  if (colour !== "-") showPictures(colour);
}

function rememberChoice() {
  const address = new URL(location.href);
  const [colour, size] = chosen().split("/");
  if (colour !== "-") address.searchParams.set("colour", colour);
  if (size !== "-") address.searchParams.set("size", size);
  history.replaceState(history.state, "", address);
}

form.addEventListener("change", (event) => {
  if (event.target.name !== "colour" && event.target.name !== "size") return;
  showChoice();
  rememberChoice();
});
// A browser that restores the form after "back" does so without an event.
addEventListener("pageshow", showChoice);

for (const thumb of thumbs) {
  thumb.addEventListener("click", (event) => {
    event.preventDefault();
    gallery.scrollTo({ left: gallery.clientWidth * Number(thumb.dataset.show), behavior: "smooth" });
  });
}
gallery.addEventListener(
  "scroll",
  () => {
    const at = Math.round(gallery.scrollLeft / gallery.clientWidth);
    thumbs.forEach((thumb, place) =>
      place === at ? thumb.setAttribute("aria-current", "true") : thumb.removeAttribute("aria-current"),
    );
  },
  { passive: true },
);

function takeStock(event) {
  const { variant, left } = JSON.parse(event.data);
  const key = variant.slice(product.length + 1);
  if (offers[key]?.left === left) return;
  offers[key].left = left;
  if (key === chosen()) showStock(left);
}

function showViewers(event) {
  const count = JSON.parse(event.data).viewers;
  viewers.querySelector("span").textContent = count > 1 ? words.looking.replace("{n}", count) : words.alone;
  viewers.hidden = false;
}

let hangUp = () => {};

function listen() {
  const query = `product=${encodeURIComponent(product)}`;
  const stream = new EventSource(`/api/stock/stream?${query}`);
  stream.addEventListener("stock", takeStock);
  const address = new URL(`/ws/viewers?${query}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const socket = new WebSocket(address);
  socket.addEventListener("message", showViewers);
  hangUp = () => {
    stream.close();
    socket.close();
  };
}

// Nothing stays open on a page that is left, so that the browser may keep it whole for "back".
addEventListener("pageshow", listen);
addEventListener("pagehide", () => hangUp());
