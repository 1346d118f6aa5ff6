// Writing: what is typed is marked, read once more, sent without names, and comes back.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
after(async () => {
  await closeBrowser();
  await practice.close();
});

const note = "Harriet Lindgren, DOB 03/14/1961, phone 614-555-0142, has had a cough for 3 days. Lungs clear.";

test("a note is marked while it is typed, read, sent without its names, and answered", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.getByRole("link", { name: "Summarize a note" }).click();
  const before = await practice.received();
  await page.getByLabel("The note").fill(note);
  await page.getByText("3 things look like patient information.").waitFor();
  assert.deepEqual(await page.locator(".mirror mark").allTextContents(), ["Harriet Lindgren", "03/14/1961", "614-555-0142"]);
  await page.getByText("[PERSON_1], DOB [DATE_1], phone [PHONE_1]").waitFor();
  await page.getByRole("button", { name: "Show" }).first().click();
  const chosen = () => document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd);
  assert.equal(await page.evaluate(chosen), "Harriet Lindgren");
  await page.getByLabel("quality").check();
  await page.getByRole("button", { name: "Review and send" }).click();
  await page.getByRole("heading", { name: "Read before you send" }).waitFor();
  assert.equal(await practice.received(), before, "nothing left before it was read");
  await page.getByLabel("I read what will be sent.").check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
  assert.ok((await practice.received()) > before);
}));

test("an everyday task given a patient's phone stops, and the way back keeps what was typed", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.getByRole("link", { name: "Patient handout" }).click();
  await page.getByLabel("What is it about?").fill("Call 614-555-0142");
  await page.getByLabel("adult").check();
  await page.getByLabel("prepare").check();
  const before = await practice.received();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "This task takes no patient information" }).waitFor();
  await page.getByRole("link", { name: "Back to edit" }).click();
  assert.equal(await page.getByLabel("What is it about?").inputValue(), "Call 614-555-0142");
  assert.equal(await practice.received(), before);
}));

test("a checker that does not answer is told, and stops nothing silently", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.getByRole("link", { name: "Plain words" }).click();
  await page.route("**/look/**", (route) => route.fulfill({ status: 200, contentType: "text/plain", body: "no JSON" }));
  await page.getByRole("textbox").first().fill("Take with food.");
  await page.getByText("The checker does not answer. Nothing can be sent until it does.").waitFor();
}));
