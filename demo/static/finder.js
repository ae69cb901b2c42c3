// The gift finder: fetches every product once, then filters here; the choice stands in the address.

const root = document.getElementById("finder");
const words = JSON.parse(document.getElementById("finder-words").textContent);

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function readChoice() {
  const query = new URLSearchParams(location.search);
  return {
    shelves: new Set(query.getAll("shelf")),
    upTo: Number(query.get("up")) || 17000,
    colour: query.get("colour") ?? "",
  };
}

function writeChoice(choice) {
  const query = new URLSearchParams();
  for (const shelf of choice.shelves) query.append("shelf", shelf);
  if (choice.upTo < 17000) query.set("up", choice.upTo);
  if (choice.colour) query.set("colour", choice.colour);
  history.pushState(null, "", query.size ? `?${query}` : location.pathname);
}

function writePrice(pence) {
  return words.lang === "ja" ? `¥${(pence * 2).toLocaleString("ja-JP")}` : `£${Math.round(pence / 100)}`;
}

function fits(product, choice) {
  return (
    (choice.shelves.size === 0 || choice.shelves.has(product.category)) &&
    product.price <= choice.upTo &&
    (!choice.colour || product.colours.some((colour) => colour.code === choice.colour))
  );
}

function makeCard(product) {
  const picture = make("img", {
    src: product.image,
    alt: product.name,
    width: 800,
    height: 1000,
    loading: "lazy",
  });
  const line = make(
    "p",
    { className: "card-line" },
    make("span", { className: "price", textContent: product.priceText }),
  );
  const link = make("a", { href: product.url }, make("div", { className: "card-picture" }, picture));
  link.append(make("h3", { textContent: product.name }), line);
  const card = make("article", { className: "card" }, link);
  card.dataset.test = "card";
  return card;
}

function makeShelves(products, choice, changed) {
  const shelves = new Map(products.map((product) => [product.category, product.shelf]));
  const ticks = [...shelves].map(([code, name]) => {
    const input = make("input", { type: "checkbox", value: code, checked: choice.shelves.has(code) });
    input.addEventListener("change", () => {
      if (input.checked) choice.shelves.add(code);
      else choice.shelves.delete(code);
      changed();
    });
    return make("label", { className: "tick" }, input, name);
  });
  return make("fieldset", {}, make("legend", { textContent: words.shelf }), ...ticks);
}

function makePrice(choice, changed) {
  const shown = make("output", { textContent: writePrice(choice.upTo) });
  const range = make("input", { type: "range", min: 1000, max: 17000, step: 500, id: "up" });
  range.value = choice.upTo;
  range.setAttribute("aria-label", words.price);
  range.addEventListener("input", () => (shown.textContent = writePrice(range.valueAsNumber)));
  range.addEventListener("change", () => {
    choice.upTo = range.valueAsNumber;
    changed();
  });
  return make("fieldset", {}, make("legend", {}, `${words.price} `, shown), range);
}

function makeColours(products, choice, changed) {
  const colours = new Map(
    products.flatMap((product) => product.colours.map((colour) => [colour.code, colour.name])),
  );
  const chips = [...colours].map(([code, name]) => {
    const chip = make("button", { type: "button", className: `chip tint-${code}`, title: name });
    chip.setAttribute("aria-label", name);
    chip.setAttribute("aria-pressed", String(choice.colour === code));
    chip.addEventListener("click", () => {
      choice.colour = choice.colour === code ? "" : code;
      changed();
    });
    return chip;
  });
  return make(
    "fieldset",
    {},
    make("legend", { textContent: words.colour }),
    make("div", { className: "chips" }, ...chips),
  );
}

function show(products) {
  const choice = readChoice();
  const changed = () => {
    writeChoice(choice);
    show(products);
  };
  const reset = make("button", { type: "button", className: "link", textContent: words.reset });
  reset.addEventListener("click", () => {
    history.pushState(null, "", location.pathname);
    show(products);
  });
  const filters = make(
    "form",
    { className: "filters" },
    makeShelves(products, choice, changed),
    makePrice(choice, changed),
    makeColours(products, choice, changed),
    reset,
  );
  const found = products.filter((product) => fits(product, choice));
  const count = make("p", {
    className: "found-count",
    textContent: words.count.replace("{n}", found.length),
  });
  count.setAttribute("role", "status");
  const results = found.length
    ? make("div", { className: "grid" }, ...found.map(makeCard))
    : make("p", { className: "found-none", textContent: words.none });
  root.replaceChildren(filters, make("section", { id: "found" }, count, results));
}

async function start() {
  const answer = await fetch(root.dataset.source);
  const { products } = await answer.json();
  show(products);
  addEventListener("popstate", () => show(products));
}

start().catch(() => root.replaceChildren(make("p", { className: "found-none", textContent: words.failed })));
