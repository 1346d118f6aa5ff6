// The live preview: marks what was found behind the text box, and shows what the model would see.

const WAIT = 250;
const LEFT = "You were signed out in another window. Press \"Save draft\": what you typed is kept, and you sign in again.";
const OUT = "You were signed out by somebody who may. What you typed cannot be kept: copy it before you leave this page.";
const ENDED = "Your session ended, because nobody used it for a while. Press \"Save draft\": what you typed is kept, and you sign in again.";

export function watch(form) {
  let timer;
  let asked = 0;
  const says = document.getElementById("look-says");
  const shows = document.getElementById("look-shows");
  const finds = document.getElementById("look-finds");
  const stopped = document.getElementById("look-stops");
  const alarm = document.getElementById("look-urgent");
  const goes = document.getElementById("look-goes");

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
    input.addEventListener("scroll", () => align(box));
  }
  if ([...form.querySelectorAll(".mirrored textarea, .mirrored input")].some((input) => input.value)) look();

  async function look() {
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(form));
    try {
      const response = await fetch(form.dataset.look, { method: "POST", body });
      if (response.status === 413 && mine === asked) return fail("The text is longer than this task takes. Make it shorter.");
      if (response.redirected && mine === asked) return fail(over(response.url));
      if (!response.ok) throw new Error();
      const { fields, exports = [], parts = 1, stops = [], urgent = [] } = await response.json();
      if (mine !== asked) return;
      offer(exports);
      alert(urgent);
      if (exports.length) fail(exports.map(({ says }) => says).join(" "));
      else show(fields, parts, stops);
    } catch {
      if (mine === asked) fail("The checker does not answer. Nothing can be sent until it does.");
    }
  }

  function show(fields, parts, stops) {
    const all = fields.flatMap((field) => field.finds).filter((find) => !find.kept);
    const count = all.length;
    const long = parts > 1 ? ` This is a long text: it is read in ${parts} parts.` : "";
    say(
      (count === 0
        ? "Nothing identifying found. Please check: no tool catches everything."
        : `${count} ${count === 1 ? "thing looks" : "things look"} like patient information.`) +
        long +
        (stops.length ? " It would be stopped." : ""),
    );
    stop(stops);
    const leaving = stops.length ? [] : fields;
    shows.replaceChildren(...leaving.flatMap((field) => [line("text-label", field.label), line("text", field.leaving)]));
    finds.replaceChildren(...fields.flatMap((field) => field.finds.map((find) => item(field, find))));
    for (const box of form.querySelectorAll(".mirrored")) {
      mirror(box, fields.filter((field) => field.name === box.dataset.field).flatMap((field) => field.finds));
    }
  }

  // Why nothing would leave, in place of what would.
  function stop(stops) {
    goes.hidden = stops.length > 0;
    if (!stops.length) return stopped.replaceChildren();
    const heading = document.createElement("h3");
    heading.textContent = "This would be stopped";
    const list = document.createElement("ul");
    list.replaceChildren(...stops.map((says) => entry(says)));
    const told = document.createElement("div");
    told.className = "alert stop";
    told.append(heading, list);
    stopped.replaceChildren(told);
  }

  // Said once: an alert repeats what is set again.
  function alert(urgent) {
    if (alarm.textContent !== urgent.join("")) alarm.replaceChildren(...urgent.map((says) => line("alert stop", says)));
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
    align(box);
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
    stop([]);
    goes.hidden = true;
    shows.replaceChildren();
    finds.replaceChildren();
  }

  // Said once: a live region repeats what is set again.
  function say(text) {
    if (says.textContent !== text) says.textContent = text;
  }
}

// Why the session is over, by the address of the door: the server keeps a form after the first two.
function over(url) {
  const { search } = new URL(url);
  if (search === "") return LEFT;
  return search === "?ended" ? ENDED : OUT;
}

// The marks stand behind the words that the box shows: a paste scrolls it.
function align(box) {
  const input = box.querySelector("textarea, input");
  const mirror = box.querySelector(".mirror");
  mirror.scrollTop = input.scrollTop;
  mirror.scrollLeft = input.scrollLeft;
}

function entry(text) {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
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
