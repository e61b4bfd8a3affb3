// Keyboard shortcuts, for whoever is not typing.
const typing = "input, textarea, select, [contenteditable]";
let goes = false;

export function listenToKeys(switchTheme) {
  document.querySelector("[autofocus], [data-first]:not(.signed-in *)")?.focus();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(typing) || document.querySelector("dialog[open]")) return;
    const link = goes && document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    goes = event.key === "g";
    if (link) return link.click();
    const field = { "/": "[data-search]", n: "[data-new], [data-first]" }[event.key];
    if (field) {
      const found = document.querySelector(field);
      if (found) event.preventDefault();
      if (found?.matches("button, a")) found.click();
      else found?.focus();
    }
    if (event.key === "?") document.getElementById("shortcuts")?.showModal();
    if (event.key === "t") switchTheme();
  });
}
