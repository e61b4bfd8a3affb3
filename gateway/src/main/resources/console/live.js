// Parts that load themselves anew: <section data-live hx-get="…" hx-trigger="every 2s">. They say that nobody clicked, so that a page
// left open does not keep its session; they wait while somebody types in them; and what is as before is left alone. In a tab that nobody
// sees only data-live="always" goes on.
const before = new WeakMap();

function live(event) {
  return event.detail.elt?.closest?.("[data-live]") === event.detail.elt && event.detail.elt;
}

function isBusy(element) {
  const typed = [...element.querySelectorAll("input:not([type=hidden]), textarea")].some((field) => field.value !== field.defaultValue);
  const hidden = document.hidden && element.dataset.live !== "always";
  return hidden || typed || element.querySelector("input:focus, textarea:focus, :focus-visible") !== null;
}

// What changed is told to screen readers in one sentence, the data-said of the part or of something in it. They would read out all of a
// part that is a live region itself.
const said = new Map();

function tell() {
  for (const element of document.querySelectorAll("[data-said]")) {
    const part = element.closest("[data-live]")?.id;
    const sentence = element.dataset.said;
    if (said.has(part) && said.get(part) !== sentence) document.getElementById("said").textContent = sentence;
    said.set(part, sentence);
  }
}

export function keepAlive() {
  tell();
  document.addEventListener("htmx:afterSettle", tell);
  document.addEventListener("htmx:configRequest", (event) => {
    if (live(event)) event.detail.headers["X-Live"] = "1";
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const element = live(event);
    if (element && isBusy(element)) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const element = live(event);
    if (!element) return;
    const text = event.detail.serverResponse;
    if (before.get(element) === text) event.detail.shouldSwap = false;
    before.set(element, text);
  });
}
