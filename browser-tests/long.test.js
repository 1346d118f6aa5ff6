// A long document: read in parts, with how far it is, how much was read, and a way to stop.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

/** Its model does not answer to what it cannot read. */
const picky = await Practice.invented({ models: ["m-picky"] });
/** Its model takes its time. */
const slow = await Practice.invented({ models: ["m-slow"] });
after(async () => {
  await closeBrowser();
  await picky.close();
  await slow.close();
});

/** Two pages, each a part of its own; the second one says `second`. */
function pages(second) {
  const page = (number, more) => `${number}. Rules\n${more} ${"Claims must be sent in time. ".repeat(215)}`;
  return [page(1, "Portal."), page(2, second)].join("\f");
}

/** Types a document and goes on to its answer. */
async function sends({ page }, text) {
  // So much text takes a program that is built for debugging its time.
  page.setDefaultTimeout(60_000);
  await page.locator(".card").getByRole("link", { name: "Summarize a document" }).click();
  await page.locator("textarea").first().fill(text);
}

test("a part that is not answered is named, and only that one is asked for again", visit(picky, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await sends(window, pages("quince marmalade"));
  await page.locator("#look-says", { hasText: "This is a long text: it is read in 2 parts." }).waitFor();
  await look(window, "long-composer");
  await page.getByRole("button", { name: "Create" }).last().click();
  await page.getByRole("heading", { name: "This text is not whole" }).waitFor();
  const list = page.getByRole("region", { name: "How much was read" });
  await list.getByText("1 of 2 parts were read.").waitFor();
  assert.match(await list.innerText(), /Page 2, from "2\. Rules": not read\./);
  await look(window, "long-part-missing");
  await walk(window, "long-part-missing");
  const before = await picky.received();
  await page.getByRole("button", { name: "Try again" }).click();
  await list.getByText("1 of 2 parts were read.").waitFor();
  assert.ok((await picky.received()) > before);
  await page.getByRole("link", { name: "Change the form" }).click();
  await page.locator("textarea").first().fill(pages("Fees."));
  await page.getByRole("button", { name: "Create" }).last().click();
  await list.getByText("Pages 1-2 of 2 read.").waitFor();
  await list.getByText("What was written about this part").first().click();
  await look(window, "long-result");
}));

test("how far it is, is said; whoever stops keeps what came", visit(slow, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await sends(window, pages("Fees."));
  await page.getByRole("button", { name: "Create" }).last().click();
  await page.locator("#answer-state", { hasText: "Reading part 1 of 2." }).waitFor();
  await page.locator("#draft", { hasText: "Portal." }).waitFor();
  await look(window, "long-reading");
  await walk(window, "long-reading");
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("You stopped it. What had come by then is kept.").first().waitFor();
  await page.locator("#draft", { hasText: "Portal." }).waitFor();
  await look(window, "long-stopped");
}));

test("without scripts a long document is read in parts just so", visit(picky, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await sends(window, pages("Fees."));
  await page.getByRole("button", { name: "Check my text" }).click();
  await page.locator("#look-says", { hasText: "it is read in 2 parts." }).waitFor();
  await page.getByRole("button", { name: "Create" }).last().click();
  await page.getByText("Pages 1-2 of 2 read.").waitFor({ timeout: 30_000 });
}, { scripts: false }));
