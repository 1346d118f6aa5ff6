// The live preview: marks what was found behind the text box, and shows what the model would see.

const WAIT = 250;
const ENDED = "Your session ended, because nobody used it for a while. Press \"Save draft\": what you typed is kept, and you sign in again.";

export function watch(form) {
  let timer;
  let asked = 0;
  const says = document.getElementById("look-says");
  const shows = document.getElementById("look-shows");
  const finds = document.getElementById("look-finds");

  for (const box of form.querySelectorAll(".mirrored")) {
    const input = box.querySelector("textarea, input");
    const mirror = box.querySelector(".mirror");
    input.addEventListener("input", () => {
      mirror.replaceChildren();
      // A list of patients is of the text that it was made from.
      box.parentElement.querySelector(".offer")?.remove();
      clearTimeout(timer);
      timer = setTimeout(look, WAIT);
    });
    input.addEventListener("scroll", () => {
      mirror.scrollTop = input.scrollTop;
      mirror.scrollLeft = input.scrollLeft;
    });
  }
  if ([...form.querySelectorAll(".mirrored textarea, .mirrored input")].some((input) => input.value)) look();

  async function look() {
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(form));
    try {
      const response = await fetch(form.dataset.look, { method: "POST", body });
      if (response.status === 413 && mine === asked) return fail("The text is longer than this task takes. Make it shorter.");
      if (response.redirected && mine === asked) return fail(ENDED);
      if (!response.ok) throw new Error();
      const { fields, exports = [], parts = 1 } = await response.json();
      if (mine !== asked) return;
      offer(exports);
      if (exports.length) fail(exports.map(({ says }) => says).join(" "));
      else show(fields, parts);
    } catch {
      if (mine === asked) fail("The checker does not answer. Nothing can be sent until it does.");
    }
  }

  function show(fields, parts) {
    const all = fields.flatMap((field) => field.finds).filter((find) => !find.kept);
    const count = all.length;
    const long = parts > 1 ? ` This is a long text: it is read in ${parts} parts.` : "";
    say(
      (count === 0
        ? "Nothing identifying found. Please check: no tool catches everything."
        : `${count} ${count === 1 ? "thing looks" : "things look"} like patient information.`) + long,
    );
    shows.replaceChildren(...fields.flatMap((field) => [line("text-label", field.label), line("text", field.leaving)]));
    finds.replaceChildren(...fields.flatMap((field) => field.finds.map((find) => item(field, find))));
    for (const box of form.querySelectorAll(".mirrored")) {
      mirror(box, fields.filter((field) => field.name === box.dataset.field).flatMap((field) => field.finds));
    }
  }

  // Beside a field that holds an export: a way to take only what the task needs. One that came with the page has a list.
  function offer(exports) {
    for (const box of form.querySelectorAll(".mirrored")) {
      const has = exports.some(({ name, offer }) => offer && name === box.dataset.field);
      const old = box.parentElement.querySelector(".offer");
      if (!has) old?.remove();
      else if (!old) {
        const take = document.createElement("button");
        take.name = "action";
        take.value = `extract:${box.dataset.field}`;
        take.textContent = "Take only what this task needs";
        const row = document.createElement("div");
        row.className = "offer";
        row.append(take);
        box.after(row);
      }
    }
  }

  function mirror(box, found) {
    const text = box.querySelector("textarea, input").value;
    const layer = box.querySelector(".mirror");
    const pieces = [];
    let at = 0;
    for (const find of found.filter((find) => !find.kept)) {
      pieces.push(text.slice(at, find.from));
      const mark = document.createElement("mark");
      mark.className = find.style;
      mark.textContent = text.slice(find.from, find.to);
      pieces.push(mark);
      at = find.to;
    }
    pieces.push(`${text.slice(at)}\n`);
    layer.replaceChildren(...pieces);
  }

  function item(field, find) {
    const input = form.querySelector(`[data-field="${field.name}"]`)?.querySelector("textarea, input");
    const row = document.createElement("li");
    const letter = span(`letter ${find.style}`, find.letter);
    if (!input) {
      row.append(letter, " ", span("", find.kind), " in your choice");
      return row;
    }
    const words = input.value.slice(find.from, find.to);
    const show = button("Show", () => {
      input.focus();
      input.setSelectionRange(find.from, find.to);
    });
    row.append(letter, " ", span("what", words), " ", span("", find.kind), " ");
    if (find.kept) row.append(span("sure", "Not patient information"), " ", show, " ", button("Undo", () => unkeep(words)));
    else {
      row.append(span("sure", find.sure), " ", show, " ", button("Remove", () => remove(input, find)));
      if (find.may_keep) row.append(" ", button(`Not patient information: ${find.says.toLowerCase()}`, () => keep(find.reason, words)));
    }
    return row;
  }

  // Through the box itself, so that undo takes it back.
  function remove(input, find) {
    input.focus();
    input.setSelectionRange(find.from, find.to);
    if (!document.execCommand("delete")) input.setRangeText("");
    look();
  }

  function keep(reason, words) {
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = "keep";
    kept.value = `${reason} ${words}`;
    document.getElementById("keeps").append(kept);
    look();
  }

  function unkeep(words) {
    for (const kept of document.getElementsByName("keep")) {
      if (kept.value.slice(kept.value.indexOf(" ") + 1) === words) kept.remove();
    }
    look();
  }

  function fail(why) {
    say(why);
    shows.replaceChildren();
    finds.replaceChildren();
  }

  // Said once: a live region repeats what is set again.
  function say(text) {
    if (says.textContent !== text) says.textContent = text;
  }
}

function button(text, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "link";
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}

function line(style, text) {
  const element = document.createElement("p");
  element.className = style;
  element.textContent = text;
  return element;
}

function span(style, text) {
  const element = document.createElement("span");
  element.className = style;
  element.textContent = text;
  return element;
}
