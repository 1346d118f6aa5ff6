// Small helpers for every page. Every page works without them.

import { follow } from "/static/answer.js";
import { takeFiles } from "/static/drop.js";
import { review } from "/static/review.js";
import { search } from "/static/search.js";
import { watch } from "/static/look.js";
import { offer } from "/static/passkey.js";
import { show } from "/static/passphrase.js";

// Ctrl or Cmd and Enter press the main button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = document.activeElement?.closest("form");
  const button = form?.querySelector("button.primary:not([disabled])");
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// "/" goes to the search of the page. Whoever turned single keys off has no such search (WCAG 2.2, 2.1.4).
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-slash]");
  const isOther = event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey;
  if (!box || isOther || event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  box.focus();
});

// A form that was sent is not sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (button?.classList.contains("primary")) button.textContent = "One moment…";
});

// What was typed is not lost by a key or a link: the browser asks first.
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-look], form[data-asks]");
  if (form) form.dataset.typed = "yes";
});
window.addEventListener("beforeunload", (event) => {
  const isLost = (form) => form.dataset.typed && !form.dataset.sent;
  if ([...document.forms].some(isLost)) event.preventDefault();
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Whoever sent something that is not right begins at what is said of it.
const wrong = document.querySelector("main > .alert.stop[role=alert], main .narrow > .alert.stop[role=alert]");
if (wrong) {
  wrong.tabIndex = -1;
  wrong.focus();
}

dress();

/** Adds to a page, or to the part of one that has just come, what scripts can do. */
function dress() {
  for (const button of document.querySelectorAll("[data-copy]")) copies(button);
  for (const button of document.querySelectorAll("[data-print]")) prints(button);
  for (const form of document.querySelectorAll("form[data-look]")) {
    watch(form);
    takeFiles(form);
  }
  for (const form of document.querySelectorAll("form[data-review]")) review(form, dress);
  for (const form of document.querySelectorAll("main form[role=search]")) search(form, dress);
  for (const form of document.querySelectorAll("form[data-passkey]")) offer(form);
  for (const again of document.querySelectorAll("[data-again]")) show(again);
  for (const draft of document.querySelectorAll("[data-words]")) follow(draft, dress);
}

function prints(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

function copies(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
    button.textContent = "Copied";
  });
}
