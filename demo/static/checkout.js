// The checkout: totals follow the way of delivery, card fields are spaced while they are typed.

const form = document.getElementById("checkout");

function showTotal() {
  const way = form.querySelector("[name=delivery]:checked");
  if (!way) return;
  document.getElementById("delivery-price").textContent = way.dataset.delivery;
  document.getElementById("total").textContent = way.dataset.total;
}

function space(input, shape) {
  const written = shape(input.value.replace(/\D/g, ""));
  // Only at the end of the text: a caret in the middle would jump.
  if (input.selectionStart === input.value.length && written !== input.value) input.value = written;
}

form.addEventListener("change", (event) => {
  if (event.target.name === "delivery") showTotal();
});
form.addEventListener("input", (event) => {
  if (event.inputType?.startsWith("delete")) return;
  if (event.target.id === "card_number")
    space(event.target, (digits) => digits.replace(/(.{4})(?=.)/g, "$1 "));
  if (event.target.id === "card_expiry") space(event.target, (digits) => digits.replace(/^(..)(.)/, "$1/$2"));
  event.target.removeAttribute("aria-invalid");
});
addEventListener("pageshow", showTotal);
form.querySelector("[aria-invalid]")?.focus();
