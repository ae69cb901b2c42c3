// What every page has: custom elements, search suggestions, carousels, dialogs, small form comforts.

class Stepper extends HTMLElement {
  static sheet = (() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { display: inline-flex; align-items: center; border: 1px solid #cfc1ad; border-radius: 10px; background: #fffdf8; }
      button { width: 40px; height: 46px; border: 0; background: none; font: 20px/1 sans-serif; color: #853619; cursor: pointer; }
      button:disabled { color: #c9bba6; cursor: default; }
      button:focus-visible { outline: 2px solid #a8492b; border-radius: 8px; }
    `);
    return sheet;
  })();

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [Stepper.sheet];
    this.fewer = this.button("−", this.dataset.fewer, -1);
    this.more = this.button("+", this.dataset.more, 1);
    root.append(this.fewer, document.createElement("slot"), this.more);
    this.input = this.querySelector("input");
    this.input.addEventListener("input", () => this.show());
    this.show();
  }

  button(sign, label, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", label ?? sign);
    button.addEventListener("click", () => this.step(step));
    return button;
  }

  step(by) {
    if (by > 0) this.input.stepUp();
    else this.input.stepDown();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show() {
    this.fewer.disabled = this.input.valueAsNumber <= Number(this.input.min);
    this.more.disabled = this.input.valueAsNumber >= Number(this.input.max);
  }
}

class Stars extends HTMLElement {
  connectedCallback() {
    if (this.drawn) return;
    this.drawn = true;
    const root = this.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    const share = (Number(this.getAttribute("value")) / 5) * 100;
    sheet.replaceSync(`
      :host { display: inline-block; }
      span { font: 17px/1 sans-serif; letter-spacing: 2px; color: transparent; background-clip: text; -webkit-background-clip: text;
        background-image: linear-gradient(90deg, #c8862f ${share}%, #ddd0bb ${share}%); }
    `);
    root.adoptedStyleSheets = [sheet];
    const stars = document.createElement("span");
    stars.setAttribute("aria-hidden", "true");
    stars.textContent = "★★★★★";
    root.append(stars);
  }
}

customElements.define("hazel-stepper", Stepper);
customElements.define("hazel-stars", Stars);

const box = document.querySelector("[data-suggest]");
const list = document.getElementById("suggestions");
let asked = 0;

function showSuggestions(products) {
  list.replaceChildren(
    ...products.map((product) => {
      const link = document.createElement("a");
      link.href = product.url;
      link.setAttribute("role", "option");
      const picture = new Image(40, 50);
      picture.src = product.image;
      picture.alt = "";
      const price = document.createElement("span");
      price.className = "price small";
      price.textContent = product.priceText;
      link.append(picture, product.name, price);
      return link;
    }),
  );
  list.hidden = products.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
}

async function suggest() {
  const turn = ++asked;
  // One kanji is a word, one letter is not.
  if (!/[^\x00-\x7f]|\w\w/.test(box.value)) {
    showSuggestions([]);
    return;
  }
  const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`);
  if (answer.ok && turn === asked) showSuggestions((await answer.json()).products);
}

box?.addEventListener("input", () => void suggest());
box?.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !list.hidden) {
    // The browser's own answer to this key would empty the field.
    event.preventDefault();
    showSuggestions([]);
  }
  if (event.key === "ArrowDown") list.querySelector("a")?.focus();
});
document.addEventListener("click", (event) => {
  if (list && !list.hidden && !event.target.closest(".search")) showSuggestions([]);
});

document.addEventListener("click", (event) => {
  const target = event.target.closest("button");
  if (!target) return;
  if (target.dataset.scroll) {
    const row = document.getElementById(target.dataset.scroll);
    row.scrollBy({ left: Number(target.dataset.by) * row.clientWidth * 0.8, behavior: "smooth" });
  }
  if (target.dataset.dialog) document.getElementById(target.dataset.dialog).showModal();
  if (target.dataset.reveal) reveal(target);
});

function reveal(button) {
  const input = document.getElementById(button.dataset.reveal);
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
}

document.addEventListener("change", (event) => {
  if (event.target.dataset && "submit" in event.target.dataset) event.target.form.requestSubmit();
});

const map = document.querySelector("iframe.map");
if (map) {
  addEventListener("message", (event) => {
    if (event.source !== map.contentWindow || event.origin !== location.origin) return;
    for (const entry of document.querySelectorAll("[data-store]"))
      entry.classList.toggle("here", entry.dataset.store === event.data.store);
  });
}
