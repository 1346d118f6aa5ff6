// Writing: what is typed is marked, read once more, sent without names, and comes back.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
/** Its model takes its time. */
const slow = await Practice.invented({ models: ["m-slow"] });
after(async () => {
  await closeBrowser();
  await practice.close();
  await slow.close();
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

/** Types a note and goes on to its review. */
async function typed({ page }, text) {
  await page.locator(".card").getByRole("link", { name: "Summarize a note" }).click();
  await page.getByLabel("The note").fill(text);
  await page.getByLabel("quality").check();
  await page.getByRole("button", { name: "Review and send" }).click();
  await page.getByRole("heading", { name: "Read before you send" }).waitFor();
}

/** Says that what will be sent was read, and sends it. */
async function send({ page }) {
  await page.getByLabel("I read what will be sent.").check();
  await page.getByRole("button", { name: "Send" }).click();
}

test("words come as they are written, with the real values in them, and whoever stops them keeps what came", visit(slow, async (window) => {
  const { page, context } = window;
  await signIn(window, "cora");
  await typed(window, `${note} ${"Lungs clear. ".repeat(200)}`);
  await send(window);
  await page.locator("#draft .back", { hasText: "03/14/1961" }).waitFor();
  assert.equal(await page.locator("#answer-state").innerText(), "Writing.");
  assert.equal(await page.locator("[role=status]").innerText(), "Writing.", "said once, not word by word");
  await look(window, "answer-comes");
  await walk(window, "answer-comes");
  const second = await context.newPage();
  await second.goto(page.url());
  await second.locator("#draft .back", { hasText: "03/14/1961" }).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("heading", { name: "This text is not whole" }).waitFor();
  await second.getByRole("heading", { name: "This text is not whole" }).waitFor();
  assert.match(await second.locator("[role=status]").innerText(), /^Your draft\. /, "read aloud once, at its end");
  await look(window, "answer-stopped");
  await page.getByRole("link", { name: "As the writing tool wrote it" }).click();
  await page.locator("#draft", { hasText: "[DATE_1]" }).waitFor();
  await page.getByRole("link", { name: "With names back" }).click();
  await page.locator("#draft", { hasText: "03/14/1961" }).waitFor();
}));

test("a page that is loaded again in the middle finds the finished text", visit(slow, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await typed(window, `${note} ${"Lungs clear. ".repeat(40)}`);
  await send(window);
  await page.locator("#draft .back", { hasText: "03/14/1961" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
}));

const uncertain = "Harriet Lindgren moved from Dayton, phone 614-555-0142. Seen by Grace today. Cough for 3 days.";

test("what was found is settled while it is read, by keyboard too", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await typed(window, uncertain);
  await look(window, "review-undecided");
  await walk(window, "review-undecided");
  const sends = page.getByRole("button", { name: "Send" });
  assert.ok(await sends.isDisabled());
  const row = (words) => page.getByRole("listitem").filter({ hasText: words });
  const choice = row("Grace").getByLabel("Replace");
  const top = () => choice.evaluate((one) => one.getBoundingClientRect().top);
  await choice.scrollIntoViewIfNeeded();
  const seen = await top();
  await choice.check();
  await page.getByText("left to decide").waitFor({ state: "detached" });
  assert.ok(Math.abs(await top() - seen) < 5, "the row stays where it was seen");
  await row("Dayton").getByLabel("Replace").focus();
  await page.keyboard.press("e");
  const leaves = page.getByRole("region", { name: "What will be sent" });
  await leaves.getByText("moved from Dayton").waitFor();
  assert.ok(await row("Dayton").getByLabel("Keep: not patient information").evaluate((one) => one === document.activeElement));
  await page.getByLabel("Did we miss something?").fill("Cough");
  await page.getByRole("button", { name: "Replace this too" }).click();
  await page.getByText("Replaced too: Cough").waitFor();
  assert.doesNotMatch(await leaves.innerText(), /Cough/);
  await look(window, "review-settled");
  await send(window);
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
  await look(window, "result");
}));

test("marked words are offered to be replaced", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await typed(window, "Cough for 3 days. Lungs clear.");
  await page.locator("[data-mark] .text").first().selectText();
  assert.equal(await page.getByLabel("Did we miss something?").inputValue(), "Cough for 3 days. Lungs clear.");
}));

test("in the composer a find is removed, or said to be nobody's", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.getByRole("link", { name: "Plain words" }).click();
  const box = page.getByRole("textbox").first();
  await box.fill("We moved from Dayton. Call 614-555-0142.");
  const row = (words) => page.locator("#look-finds li", { hasText: words });
  assert.equal(await row("614-555-0142").getByRole("button", { name: /Not patient/ }).count(), 0, "not for a hard kind");
  await row("614-555-0142").getByRole("button", { name: "Remove" }).click();
  await page.getByText("1 thing looks like patient information.").waitFor();
  assert.equal(await box.inputValue(), "We moved from Dayton. Call .");
  await row("Dayton").getByRole("button", { name: /Not patient information/ }).click();
  await page.getByText("Nothing identifying found.").waitFor();
  await look(window, "composer-kept");
  await row("Dayton").getByRole("button", { name: "Undo" }).click();
  await page.getByText("1 thing looks like patient information.").waitFor();
}));

test("without scripts what was found is settled, sent, and looked at again until it is there", visit(slow, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await typed(window, uncertain);
  await page.getByRole("listitem").filter({ hasText: "Grace" }).getByLabel("Replace").check();
  await page.getByRole("button", { name: "Save my choices" }).click();
  await send(window);
  await page.getByText("You may leave this page.").waitFor();
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
}, { scripts: false }));
