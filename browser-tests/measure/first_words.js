// From the provider's first byte to the first words on the page:
// `ANTEROOM_BIN=… SCRIPTED_UPSTREAM_BIN=… node measure/first_words.js [TIMES]`.

import { createServer } from "node:http";

import { Practice } from "../support/practice.js";
import { closeBrowser, signIn, visit } from "../support/window.js";

const times = Number(process.argv[2] ?? 20);
/** When the provider wrote its first byte. */
let wrote;

const provider = createServer((request, response) => {
  request.resume();
  request.on("end", async () => {
    const event = (delta, finish_reason = null) => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    // Long enough for the page that waits to be there.
    await pause(1500);
    wrote = Date.now();
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const word of ["The ", "lungs ", "are ", "clear."]) {
      response.write(event({ content: word }));
      await pause(50);
    }
    response.end(`${event({ content: "" }, "length")}data: [DONE]\n\n`);
  });
}).listen(0, "127.0.0.1");
await new Promise((ready) => provider.once("listening", ready));

const practice = await Practice.invented({ provider: `http://127.0.0.1:${provider.address().port}` });
try {
  const took = [];
  await visit(practice, async (window) => {
    const { page } = window;
    await page.addInitScript(() => {
      new MutationObserver(() => {
        if (document.getElementById("draft")?.innerText.trim()) globalThis.seen ??= Date.now();
      }).observe(document, { childList: true, characterData: true, subtree: true });
    });
    await signIn(window, "cora");
    for (let at = 0; at < times; at += 1) {
      await page.goto("/tasks/summarize-note");
      await page.getByLabel("The note").fill(`Note ${at}: lungs clear.`);
      await page.getByLabel("quality").check();
      await page.getByRole("button", { name: "Review and send" }).click();
      await page.getByLabel("I read what will be sent.").check();
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByRole("heading", { name: "This text is not whole" }).waitFor();
      took.push((await page.evaluate(() => globalThis.seen)) - wrote);
    }
  })();
  took.sort((one, other) => one - other);
  console.log(`${times} answers: first words ${took[Math.floor(times / 2)]} ms after the first byte at the median, ${took.at(-1)} ms at the most`);
} finally {
  await closeBrowser();
  await practice.close();
  provider.close();
}

function pause(milliseconds) {
  return new Promise((end) => setTimeout(end, milliseconds));
}
