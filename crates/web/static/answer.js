// An answer while it comes: its words are shown as they arrive, and read aloud once, when all are there.

import { swap } from "/static/swap.js";

/** Follows the answer that `draft` waits for; `dress` is called on the page that takes its place at the end. */
export function follow(draft, dress) {
  const state = document.getElementById("answer-state");
  const source = new EventSource(draft.dataset.words);
  const voice = speaker();
  let write = writer(draft);
  voice("Writing.");
  let says = "Writing.";
  let isStep = false;
  source.addEventListener("step", ({ data }) => {
    says = JSON.parse(data);
    state.textContent = says;
    voice(says);
    isStep = true;
  });
  source.addEventListener("begin", () => {
    if (isStep) isStep = false;
    else if (draft.innerText) says = "The first draft does not hold all it should. Writing a better one.";
    draft.replaceChildren();
    write = writer(draft);
  });
  source.addEventListener("words", ({ data }) => {
    state.textContent = says;
    for (const [text, isBack] of JSON.parse(data)) write(text, isBack);
  });
  source.addEventListener("end", () => {
    source.close();
    finish(state, voice, dress);
  });
  source.addEventListener("error", () => {
    const isLost = source.readyState === EventSource.CLOSED;
    state.textContent = isLost ? "The connection was lost. Look again in a moment." : "The connection was lost. Trying again.";
  });
}

/** Puts the finished page in the place of the one that waited. */
async function finish(state, voice, dress) {
  const response = await fetch(location.href).catch(() => undefined);
  const main = document.querySelector("main");
  const hadFocus = main.contains(document.activeElement);
  if (!response || !(await swap(response, dress))) {
    state.textContent = "The connection was lost. Look again in a moment.";
    return;
  }
  if (hadFocus) main.focus();
  const draft = document.getElementById("draft");
  voice(draft ? `Your draft. ${draft.innerText}` : main.innerText);
}

/** Writes words into a draft: a line that begins with # is a heading. */
function writer(draft) {
  let block;
  let line = "";
  return (text, isBack) => {
    for (const part of text.split(/(\n)/)) {
      if (part === "\n") {
        if (block?.localName === "p") block.append(part);
        else block = undefined;
        line = "";
      } else if (part) {
        if (line === "" && part.startsWith("#")) block = add(draft, "h2");
        else block ??= add(draft, "p");
        line += part;
        if (block.localName === "h2") block.textContent = line.replace(/^#+\s*/, "");
        else block.append(isBack ? back(part) : part);
      }
    }
  };
}

function add(draft, name) {
  const block = document.createElement(name);
  if (name === "p") block.className = "text";
  draft.append(block);
  return block;
}

function back(text) {
  const span = document.createElement("span");
  span.className = "back";
  span.textContent = text;
  return span;
}

/** Says something to those who do not see the page; what is shown meanwhile is not repeated word by word. */
function speaker() {
  const region = document.createElement("p");
  region.className = "unseen";
  region.setAttribute("role", "status");
  document.body.append(region);
  return (text) => void (region.textContent = text);
}
