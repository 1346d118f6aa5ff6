// Reading before sending: a choice counts as soon as it is made, and words that are marked in the text can be added.

import { swap } from "/static/swap.js";

export function review(form, dress) {
  form.addEventListener("change", ({ target }) => {
    if (/^(choice|kind|reason)\./.test(target.name)) settle(form, target, dress);
  });
  form.addEventListener("keydown", keys);
  document.addEventListener("selectionchange", () => {
    const marked = getSelection();
    const text = marked.toString().trim();
    const node = marked.anchorNode;
    const pane = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-mark] .text");
    if (text && pane?.contains(marked.focusNode) && form.isConnected) form.elements.also.value = text;
  });
}

/** J and K go to the next find and the one before, R replaces, E keeps: in the list of what was found only. */
function keys(event) {
  const item = event.target.closest(".decisions li");
  if (!item || event.target.localName === "select" || event.ctrlKey || event.metaKey || event.altKey) return;
  const chosen = (one) => one?.querySelector("input[type=radio]:checked") ?? one?.querySelector("input[type=radio], select");
  const choice = (value) => item.querySelector(`input[value=${value}]`);
  const acts = {
    j: () => chosen(item.nextElementSibling)?.focus(),
    k: () => chosen(item.previousElementSibling)?.focus(),
    r: () => choice("replace")?.click(),
    e: () => choice("keep")?.click(),
  };
  acts[event.key.toLowerCase()]?.();
}

/** Keeps the choices, and shows what will be sent now; the one who chose goes on where they were. */
async function settle(form, target, dress) {
  const body = new URLSearchParams(new FormData(form));
  body.set("action", "decide");
  const words = form.elements[`words.${target.name.split(".")[1]}`].value;
  const kind = target.name.split(".")[0];
  const response = await fetch(form.getAttribute("action"), { method: "POST", body }).catch(() => undefined);
  const before = target.getBoundingClientRect().top;
  if (!response || !(await swap(response, dress))) return;
  const fresh = document.querySelector("form[data-review]");
  const same = [...fresh.querySelectorAll("[name^='words.']")].find(({ value }) => value === words);
  const name = same && `${kind}.${same.name.split(".")[1]}`;
  const next = [...fresh.elements].find((one) => one.name === name && (one.type !== "radio" || one.value === target.value));
  if (!next) return;
  next.focus({ preventScroll: true });
  // What stands above may be longer or shorter now; the row stays where it was seen.
  scrollBy({ top: next.getBoundingClientRect().top - before, behavior: "instant" });
}
