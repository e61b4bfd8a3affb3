// Before the first paint, so that a page does not flash in the other colours.
const chosen = localStorage.getItem("postern-theme");
if (chosen) document.documentElement.dataset.theme = chosen;
