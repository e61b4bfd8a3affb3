// Tells in the tab's title how many logins wait, and once of each that has waited for long, in a notification of the browser, where the
// person turned them on.
const told = new Set();

function ask(button) {
  Notification.requestPermission().then((answer) => {
    button.textContent = answer === "granted" ? "Notifications are on" : "The browser does not allow them";
  });
}

export function watchLongest() {
  const button = document.querySelector("[data-notifications]");
  if (button && !("Notification" in window)) button.hidden = true;
  else if (button && Notification.permission === "granted") button.textContent = "Notifications are on";
  button?.addEventListener("click", () => ask(button));
  document.addEventListener("htmx:afterSettle", () => {
    const count = parseInt(document.getElementById("waiting-count")?.textContent, 10) || 0;
    document.title = (count ? `(${count}) ` : "") + document.title.replace(/^\(\d+\) /, "");
    const now = document.getElementById("watch-now");
    const fresh = (now?.dataset.longest ?? "").split(" ").filter((id) => id && !told.has(id));
    fresh.forEach((id) => told.add(id));
    if (fresh.length && "Notification" in window && Notification.permission === "granted") {
      new Notification("Postern", { body: now.textContent.trim().replace(/\s+/g, " "), tag: "postern-waiting" });
    }
  });
}
