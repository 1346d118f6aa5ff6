// How long a look at 5,000 characters takes over HTTP: `ANTEROOM_BIN=… SCRIPTED_UPSTREAM_BIN=… node measure/preview.js [TIMES]`.

import { Practice, passphrase } from "../support/practice.js";

const times = Number(process.argv[2] ?? 200);
const sentence = "Harriet Lindgren, DOB 03/14/1961, phone 614-555-0142, was seen on 2/4 for a cough of 3 days, lungs clear, plan rest and fluids. ";
const note = sentence.repeat(Math.ceil(5000 / sentence.length)).slice(0, 5000);

const practice = await Practice.invented();
try {
  const post = (path, cookie, fields) =>
    fetch(practice.url + path, { method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams(fields) });
  const entered = await post("/sign-in", "", { name: "cora", passphrase });
  const [cookie] = entered.headers.get("set-cookie").split(";");
  const page = await (await fetch(`${practice.url}/tasks/summarize-note`, { headers: { cookie } })).text();
  const [, csrf] = /name="csrf" value="(\w+)"/.exec(page);
  const took = [];
  for (let at = 0; at < times + 5; at += 1) {
    const begun = performance.now();
    const looked = await post("/look/summarize-note", cookie, { csrf, "f.note": `${at} ${note}`.slice(0, 5000), "f.purpose": "quality" });
    if (!looked.ok || (await looked.json()).fields.length === 0) throw new Error(`not looked at: ${looked.status}`);
    took.push(performance.now() - begun);
  }
  const measured = took.slice(5).sort((one, other) => one - other);
  const at = (share) => measured[Math.min(measured.length - 1, Math.floor(measured.length * share))].toFixed(1);
  console.log(`${times} looks at 5,000 characters: median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, longest ${at(1)} ms`);
} finally {
  await practice.close();
}
