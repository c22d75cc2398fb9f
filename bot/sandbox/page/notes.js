// Short notes: a line that fades, a line that stays while the clock moves, a window to close.

const at = (id) => document.getElementById(id);
let fading = 0;
let busy = "";

function show(text) {
  clearTimeout(fading);
  if (at("toast").textContent !== text) at("toast").textContent = text;
  at("toast").classList.toggle("shown", Boolean(text));
}

// A line for five seconds; then the busy note again, if there still is one.
export function toast(text) {
  show(text);
  fading = setTimeout(() => show(busy), 5000);
}

export function busyNote(text) {
  if (text === busy) return;
  busy = text;
  show(text);
}

// What the bot answered to a press.
export function note(alert) {
  if (!alert.popup) { toast(alert.text); return; }
  at("popup-text").textContent = alert.text;
  if (!at("popup").open) at("popup").showModal();
}
