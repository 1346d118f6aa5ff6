// Many people at work at once, each reading for about a second between two steps: how long pages take, whether one fails, and
// whether anything that the server said it kept is gone once it was killed in the middle of it:
// `ANTEROOM_BIN=… SCRIPTED_UPSTREAM_BIN=… node measure/crowd.js [PEOPLE] [SECONDS]`.

import { setTimeout as pause } from "node:timers/promises";

import { Practice, passphrase } from "../support/practice.js";

const people = Number(process.argv[2] ?? 50);
const seconds = Number(process.argv[3] ?? 60);
const note = "Harriet Lindgren, DOB 03/14/1961, phone 614-555-0142, has had a cough for 3 days. Lungs clear. ".repeat(12);
const form = "/tasks/summarize-note";

const took = [];
const failed = [];
const practice = await Practice.invented({ clinicians: people, models: ["m-slow"], settings: "[limits]\nrequests_per_minute = 100000\n" });

/** Somebody at a browser. What they were told is kept is in `kept`, by the address that shows it. */
class Person {
  kept = new Map();
  #cookie = "";

  /** Asks for a page, measured; gives its status, its text and where it leads. */
  async ask(path, fields) {
    const begun = performance.now();
    const body = fields && new URLSearchParams(fields);
    const headers = { cookie: this.#cookie };
    const answer = await fetch(practice.url + path, { method: body ? "POST" : "GET", redirect: "manual", headers, body });
    const text = await answer.text();
    took.push(performance.now() - begun);
    if (answer.status >= 400) failed.push(`${answer.status} at ${path}`);
    const [cookie] = (answer.headers.get("set-cookie") ?? "").split(";");
    if (cookie) this.#cookie = cookie;
    return { text, location: answer.headers.get("location") ?? "" };
  }

  async signIn(name) {
    await this.ask("/sign-in", { name, passphrase });
  }

  /** Writes a note, looks at it, reads what will be sent, sends it and reads the answer while it comes. */
  async work() {
    await this.ask("/");
    const typed = { csrf: hidden((await this.ask(form)).text, "csrf"), "f.note": note, "f.purpose": "quality" };
    await this.#think();
    await this.ask("/look/summarize-note", typed);
    await this.#think();
    const { location: review } = await this.ask(form, { ...typed, action: "create" });
    this.kept.set(review, "Read before you send");
    const { text } = await this.ask(review);
    await this.#think();
    this.kept.delete(review);
    const { location: run } = await this.ask(review, { csrf: hidden(text, "csrf"), seen: hidden(text, "seen"), read: "yes" });
    const words = await fetch(`${practice.url}${run}/words`, { headers: { cookie: this.#cookie } });
    if (!(await words.text()).includes("event: end")) failed.push(`no end of ${run}`);
    await this.ask(run);
    this.kept.set(run, "Check before you use it");
    await this.ask("/runs");
    await this.#think();
  }

  async #think() {
    await pause(500 + Math.random() * 1000);
  }
}

/** What a hidden field of a page holds. */
function hidden(page, name) {
  return new RegExp(`name="${name}" value="([^"]+)"`).exec(page)[1];
}

try {
  const crowd = Array.from({ length: people }, () => new Person());
  for (const [at, person] of crowd.entries()) await person.signIn(`c${at}`);
  took.length = 0;
  const end = Date.now() + seconds * 1000;
  let isOver = false;
  // Whoever is at work when the server is killed fails; what they were told is kept counts all the same.
  const works = Promise.allSettled(crowd.map(async (person) => {
    while (!isOver) await person.work();
  }));
  await pause(end - Date.now());
  const measured = took.slice().sort((one, other) => one - other);
  const wrong = failed.slice();
  isOver = true;
  await practice.crash();
  await works;
  let lost = 0;
  let checked = 0;
  for (const person of crowd) {
    for (const [path, words] of person.kept) {
      checked += 1;
      if (!(await person.ask(path)).text.includes(words)) lost += 1;
    }
  }
  const at = (share) => measured[Math.min(measured.length - 1, Math.floor(measured.length * share))].toFixed(0);
  console.log(`${people} people, ${seconds} s: ${measured.length} pages, median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, longest ${at(1)} ms`);
  console.log(`${wrong.length} failed${wrong.length ? `: ${[...new Set(wrong)].join(", ")}` : ""}; after the kill ${lost} of ${checked} kept texts are gone`);
} finally {
  await practice.close();
}
