// The page that imports: what would happen, then what happened, a part at a time.
import { post } from "./post.js";

const PART = 100;
const form = document.getElementById("import");
const go = document.getElementById("import-go");
const done = document.getElementById("import-done");
const table = document.getElementById("import-results");
const progress = document.getElementById("import-progress");
const OUTCOMES = { created: "imported", would_create: "will be imported", duplicate: "is there already", failed: "cannot be imported" };

const say = (sentence) => document.getElementById("import-said").replaceChildren(sentence);

function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).replace(/^[^,]*,?/, "")));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

async function body() {
  const files = await Promise.all([...form.elements.files.files].map(async (file) => ({ name: file.name.slice(0, 200), content: await inBase64(file) })));
  const asked = { files };
  if (form.elements.format.value) asked.format = form.elements.format.value;
  if (form.elements.password.value) asked.password = form.elements.password.value;
  return asked;
}

async function part(asked, first, dry) {
  const body = JSON.stringify({ ...asked, first, most: PART, dry_run: dry });
  const response = await post("/console/import/part", form.elements.csrf.value, "application/json", body);
  if (response.status === 413) return { trouble: "The files are too large together. Import them one after the other." };
  return response.ok ? response.json() : { trouble: "The files could not be sent. Reload the page and try again." };
}

function cell(label, ...parts) {
  const made = document.createElement("td");
  made.dataset.label = label;
  made.append(...parts);
  return made;
}

function show(result) {
  const row = document.createElement("tr");
  const name = Object.assign(document.createElement("th"), { scope: "row", textContent: result.name });
  const outcome = Object.assign(document.createElement("span"), { textContent: OUTCOMES[result.outcome] ?? result.outcome });
  outcome.className = `badge ${result.outcome === "failed" ? "danger" : result.outcome === "duplicate" ? "" : "good"}`;
  const why = [result.message, ...result.notices.map((notice) => `${notice.field}: ${notice.message}`)].filter(Boolean).join(" ");
  row.append(name, cell("User name", result.username || "–"), cell("What happens", outcome), cell("Why", why || "–"));
  table.tBodies[0].append(row);
}

function showWhole(answer) {
  askPassword(answer.sources);
  const sentences = [
    ...answer.sources.filter((source) => source.reason).map((source) => `${source.name}: ${source.message}`),
    ...answer.notices.map((notice) => notice.message),
  ];
  document.getElementById("import-notices").replaceChildren(
    ...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
}

// A password that is missing or wrong is said where it is typed.
function askPassword(sources) {
  const field = form.elements.password;
  const wanted = sources.find((source) => source.reason?.includes("password"));
  document.getElementById("password-about").textContent = wanted?.message ?? "";
  field.setAttribute("aria-invalid", Boolean(wanted));
  if (wanted) field.focus();
}

// All entries, a part at a time; how many of each outcome there are, or null after a trouble.
async function run(dry) {
  const counts = {};
  table.tBodies[0].replaceChildren();
  go.hidden = done.hidden = true;
  progress.removeAttribute("value");
  progress.hidden = false;
  say(dry ? "Reading …" : "Importing …");
  try {
    const asked = await body();
    for (let next = 1; next; ) {
      const answer = await part(asked, next, dry);
      if (answer.trouble) return void say(answer.trouble);
      if (next === 1) showWhole(answer);
      answer.results.forEach(show);
      for (const { outcome } of answer.results) counts[outcome] = (counts[outcome] ?? 0) + 1;
      progress.max = Math.max(1, answer.total);
      progress.value = answer.next ? answer.next - 1 : answer.total;
      table.hidden = answer.total === 0;
      next = answer.next;
    }
    return counts;
  } catch {
    return void say("Postern does not answer. Try again: what was imported is not imported twice.");
  } finally {
    progress.hidden = true;
  }
}

const inWords = (counts) => Object.entries(OUTCOMES).filter(([outcome]) => counts[outcome]).map(([outcome, words]) => `${counts[outcome]} ${words}`).join(", ");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const counts = await run(true);
  if (!counts) return;
  say(inWords(counts) || "No entry was found.");
  go.hidden = !counts.would_create;
  go.textContent = `Import ${counts.would_create ?? 0}`;
});
go?.addEventListener("click", async () => {
  const counts = await run(false);
  if (!counts) return;
  say(`Done: ${inWords(counts)}.`);
  done.hidden = false;
  done.focus();
});
// Another choice needs another look.
form?.addEventListener("change", () => (go.hidden = true));
form?.addEventListener("dragover", (event) => event.preventDefault());
form?.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) form.elements.files.files = event.dataTransfer.files;
  go.hidden = true;
});
