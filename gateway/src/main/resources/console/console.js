// Everything that the pages do by themselves. Pages say what they need in data- attributes; nothing here knows a page.
import { showTimes } from "./times.js";
import { listenToKeys } from "./keys.js";
import { keepAlive } from "./live.js";
import { watchLongest } from "./notify.js";
import { keepDrafts } from "./drafts.js";

function copy(button) {
  const text = document.getElementById(button.dataset.copy)?.textContent ?? button.dataset.copy;
  const label = button.firstElementChild;
  write(text.trim(), button).then(
    () => say(label, "Copied"),
    () => say(label, "Select and copy it"),
  );
}

// Browsers give the clipboard to pages over TLS and of this machine only; elsewhere a selected field is copied.
async function write(text, button) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
  button.after(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  button.focus();
  if (!copied) throw new Error("The browser does not copy");
}

function say(label, word) {
  const before = label.dataset.before ?? label.textContent;
  label.dataset.before = before;
  label.textContent = word;
  setTimeout(() => (label.textContent = before), 1500);
}

function switchTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  localStorage.setItem("postern-theme", root.dataset.theme);
}

function toggleEye(button) {
  const field = document.getElementById(button.dataset.eye);
  field.type = field.type === "password" ? "text" : "password";
  button.setAttribute("aria-pressed", field.type === "text");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button, a");
  if (!button) return;
  if (button.dataset.copy) copy(button);
  if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if (button.dataset.closes !== undefined) button.closest("dialog").close();
  if (button.dataset.eye) toggleEye(button);
  if (button.dataset.themeSwitch !== undefined) switchTheme();
});

// A question before what cannot be taken back.
document.addEventListener("htmx:confirm", (event) => {
  const dialog = document.getElementById("confirm");
  if (!event.detail.question || !dialog) return;
  event.preventDefault();
  document.getElementById("confirm-question").textContent = event.detail.question;
  dialog.querySelector("[value=yes]").textContent = event.detail.triggeringEvent?.submitter?.textContent ?? "Yes";
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && event.detail.issueRequest(true), { once: true });
  dialog.showModal();
});

const offline = document.getElementById("offline");
for (const failed of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failed, () => (offline.hidden = false));
}
document.addEventListener("htmx:afterOnLoad", (event) => (offline.hidden = event.detail.xhr.status < 500 || !isPart(event)));

// A part of a page is not there when the answer is another page, such as one that says that too much goes on: what is shown stays.
function isPart(event) {
  return event.detail.requestConfig?.verb === "get" && !event.detail.boosted;
}
document.addEventListener("htmx:beforeSwap", (event) => {
  if (isPart(event) && event.detail.xhr.status >= 400) event.detail.shouldSwap = false;
});

// A trouble names a field as the API does; here it has the name that the reader sees, and leads there.
function nameFields() {
  for (const trouble of document.querySelectorAll(".trouble [data-field]:not(:has(a))")) {
    const name = trouble.dataset.field.split(".").filter((step) => !/^\d+$/.test(step)).at(-1);
    const field = [...document.getElementsByName(name ?? "")].find((each) => each.labels?.length && each.type !== "hidden");
    if (!field) continue;
    const words = nameOf(field);
    const link = Object.assign(document.createElement("a"), { href: `#${field.id}`, textContent: words });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      field.focus();
    });
    trouble.firstElementChild.replaceChildren(link, ": ");
  }
}
// Of boxes that belong together, what stands above all of them.
function nameOf(field) {
  const group = ["checkbox", "radio"].includes(field.type) && field.closest("fieldset")?.querySelector("legend");
  return (group || field.labels[0].firstChild).textContent.trim();
}
nameFields();
document.addEventListener("htmx:afterSettle", nameFields);

// What the browser itself finds wrong is said beside the field, as what the API finds is.
document.addEventListener("invalid", (event) => {
  const field = event.target;
  const about = aboutOf(field);
  if (!about) return;
  event.preventDefault();
  about.dataset.hint ??= about.textContent;
  const words = field.validity.valueMissing ? "It is needed." : field.type === "url" ? "It has to be a whole address, with https:// in front." : field.validationMessage;
  about.replaceChildren(Object.assign(document.createElement("span"), { className: "error", textContent: words }));
  field.setAttribute("aria-invalid", "true");
  if (field.form?.querySelector(":invalid:not(fieldset)") === field) field.focus();
}, true);
// What was said of a field, by the browser or the API, was said of what it held before.
document.addEventListener("input", ({ target: field }) => {
  const about = aboutOf(field);
  if (!about?.querySelector(".error") || !field.validity.valid) return;
  takeBack(field, about);
});
// What was said of an empty field that need not be filled was that something is missing. What is filled in elsewhere may be that.
document.addEventListener("input", ({ target: filled }) => {
  if (!filled.form || !filled.value) return;
  for (const field of filled.form.querySelectorAll("input[aria-invalid=true]:not([required])")) {
    if (field !== filled && field.value === "") takeBack(field, aboutOf(field));
  }
});

function aboutOf(field) {
  return document.getElementById(field.getAttribute("aria-describedby"));
}

function takeBack(field, about) {
  about.textContent = about.dataset.hint ?? "";
  delete about.dataset.hint;
  field.removeAttribute("aria-invalid");
  for (const said of document.querySelectorAll(`.trouble li:has(a[href="#${CSS.escape(field.id)}"])`)) {
    const trouble = said.closest(".trouble");
    said.remove();
    if (!trouble.querySelector("li")) trouble.remove();
  }
}

// A form's answer is a whole page, of which the notice stands outside what is swapped.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.requestConfig?.verb !== "post") return;
  const answered = new DOMParser().parseFromString(event.detail.serverResponse, "text/html").getElementById("notice");
  if (answered) document.getElementById("notice").replaceChildren(...answered.childNodes);
});

// After a form was answered, go where the reader has to look: a trouble, something new, or the page.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.verb !== "post") return;
  const main = document.getElementById("main");
  const wrong = main.querySelector("[aria-invalid=true], dialog[open] input");
  if (wrong) return wrong.focus();
  main.focus({ preventScroll: true });
  const place = main.querySelector(".trouble, .trouble-card, .made, .notice") ?? document.querySelector("#notice .notice");
  place?.scrollIntoView({ block: "nearest" });
  const watch = document.getElementById("watch");
  if (watch) htmx.trigger(watch, "look");
});

// A part that was loaded anew may have taken away what had the focus, such as the button that was pressed. What came in its place has it then.
let lostFrom = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const target = event.detail.target;
  lostFrom = target?.id && target.contains(document.activeElement) ? target.id : null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (lostFrom && document.activeElement === document.body) {
    const place = document.getElementById(lostFrom);
    (place?.querySelector("a[href], button, input:not([type=hidden]), select") ?? document.getElementById("main"))?.focus();
  }
  lostFrom = null;
});

// The link of ./postern console: what follows the # never leaves the browser by itself, so that no log has it.
const linkForm = document.getElementById("link-form");
if (linkForm && location.hash.startsWith("#once=")) {
  linkForm.elements.token.value = location.hash.slice("#once=".length);
  history.replaceState(null, "", location.pathname);
  linkForm.submit();
}

// On a narrow screen the navigation is wider than the screen.
document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

showTimes();
listenToKeys(switchTheme);
keepAlive();
keepDrafts();
watchLongest();
