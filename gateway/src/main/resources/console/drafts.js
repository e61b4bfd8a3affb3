// What was typed when the session ended comes back after the sign-in. It stays in this tab, for half an hour, for the organisation it
// was typed for. What is typed may be a secret: only fields with data-kept are kept, so that a field that is added is not. What is chosen
// from a list is none.
const PLACE = "postern-draft";
const LONGEST = 30 * 60 * 1000;
const organization = () => document.body.dataset.organization ?? "";

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked && !field.defaultChecked;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected && option.selected);
  return field.value !== field.defaultValue;
}

function isKept(field) {
  const isChosen = field.options || ["checkbox", "radio"].includes(field.type);
  return field.name && (isChosen || field.dataset.kept !== undefined) && field.type !== "password" && isChanged(field);
}

// Call it before the page is left for the sign-in.
export function keepDraft() {
  const fields = [...document.querySelectorAll("main form[method=post]")].flatMap((form) =>
    [...form.elements].filter(isKept).map((field) => ({ form: form.getAttribute("action"), name: field.name, value: field.value })));
  if (fields.length === 0) return;
  sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, organization: organization(), at: Date.now(), fields }));
}

function draft() {
  const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  if (kept && Date.now() - kept.at < LONGEST) return kept;
  sessionStorage.removeItem(PLACE);
  return null;
}

function fill({ form, name, value }) {
  const field = document.querySelector(`main form[action="${CSS.escape(form)}"]`)?.elements.namedItem(name);
  if (!field) return null;
  const box = [...(field instanceof RadioNodeList ? field : [field])].find((each) => ["checkbox", "radio"].includes(each.type) && each.value === value);
  if (box) box.checked = true;
  else field.value = value;
  return box ?? field;
}

export function restoreDraft() {
  const kept = draft();
  const note = document.getElementById("kept");
  if (note) note.hidden = !kept;
  if (!kept || kept.path !== location.pathname || !organization() || kept.organization !== organization()) return;
  sessionStorage.removeItem(PLACE);
  const filled = kept.fields.map(fill).filter(Boolean);
  if (filled.length === 0) return;
  for (const field of filled) for (let folded = field.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  filled[0].closest("dialog")?.showModal();
  document.getElementById("notice").replaceChildren(Object.assign(document.createElement("p"), { className: "notice", textContent: "What you typed is here again." }));
}

// htmx is told where to sign in; before it goes there, what was typed is kept.
export function keepDrafts() {
  restoreDraft();
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Redirect")) keepDraft();
    // The page is of an earlier session, and has to be loaded anew.
    if (event.detail.xhr.status === 403) keepDraft();
  });
}
