// Times as people say them. <time data-when> tells how long ago or when; <time data-until> counts down to nothing.
// With data-hour the time is the beginning of the hour in which something was.
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const steps = [["day", 86400], ["hour", 3600], ["minute", 60]];

function ago(seconds) {
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? relative.format(-Math.round(seconds / step[1]), step[0]) : seconds >= 0 ? "just now" : "in a moment";
}

function hoursAgo(seconds) {
  return seconds < 3600 ? "in the last hour" : ago(seconds);
}

function left(seconds) {
  if (seconds <= 0) return "over";
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return minutes ? `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, "0")}` : `${Math.ceil(seconds)} s`;
}

function show(element) {
  const time = new Date(element.dateTime);
  if (Number.isNaN(time.getTime())) return;
  const seconds = (Date.now() - time) / 1000;
  const text = element.dataset.until !== undefined ? left(-seconds) : element.dataset.hour !== undefined ? hoursAgo(seconds) : ago(seconds);
  if (element.textContent !== text) element.textContent = text;
  if (!element.title) element.title = time.toLocaleString();
}

function showAll() {
  document.querySelectorAll("time[data-when], time[data-until]").forEach(show);
}

export function showTimes() {
  showAll();
  setInterval(showAll, 1000);
  document.addEventListener("htmx:afterSwap", showAll);
}
