// The first minutes: the link that the server prints, the steps behind it, the first answer, and the first stop.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice, passphrase } from "./support/practice.js";
import { closeBrowser, visit } from "./support/window.js";

const practice = await Practice.empty();
const link = practice.setupLink;
after(async () => {
  await closeBrowser();
  await practice.close();
});

async function fillIn(page, fields) {
  for (const [label, value] of Object.entries(fields)) {
    const field = page.getByLabel(label, { exact: true });
    await ((await field.evaluate((one) => one.localName)) === "select" ? field.selectOption(value) : field.fill(value));
  }
}

const next = (page) => page.getByRole("button", { name: "Next" }).click();
const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

const clinic = { "Name of the practice": "Elm Street Clinic", State: "OH", "Phone for patients": "614-555-0100" };
const dana = { "Your name": "Dana Whitfield", "Short name to sign in with": "dana" };

test("what is wrong is said at the top and beside the field, and what was typed is kept on the way back", visit(practice, async (window) => {
  const { page } = window;
  await page.goto(link);
  await heading(page, "Your practice");
  assert.match(await page.getByRole("main").innerText(), /Step 1 of 6/);
  await look(window, "setup-practice");
  await walk(window, "setup-practice");
  await fillIn(page, { ...clinic, "Phone for patients": "call us" });
  await next(page);
  assert.match(await page.title(), /^Error: /);
  const field = page.getByLabel("Phone for patients");
  const [says] = await page.locator(".field-error", { has: field }).locator(".said").allTextContents();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const described = await field.evaluate((one) => one.ariaDescribedByElements.map((by) => by.textContent));
  assert.ok(described.includes(says));
  await page.getByRole("alert").getByRole("link", { name: says }).click();
  assert.ok(await field.evaluate((one) => one === document.activeElement));
  await look(window, "setup-practice-wrong");
  await fillIn(page, clinic);
  await next(page);
  await heading(page, "You");
  await look(window, "setup-you");
  await fillIn(page, { ...dana, Passphrase: "too short" });
  await next(page);
  await look(window, "setup-you-wrong");
  assert.equal(await page.getByLabel("Your name").inputValue(), "Dana Whitfield");
  assert.equal(await page.getByLabel("Passphrase").inputValue(), "");
  const box = page.getByLabel("Passphrase");
  await box.fill("violin harbor");
  await page.getByLabel("Show what I type").check();
  assert.equal(await box.getAttribute("type"), "text");
  await look(window, "setup-you-shown");
  await page.getByLabel("Show what I type").uncheck();
  assert.equal(await box.getAttribute("type"), "password");
  await page.goBack();
  assert.equal(await page.getByRole("alert").count(), 0, "going back sends no form again");
  assert.equal(await page.getByLabel("Your name").inputValue(), "Dana Whitfield");
  await page.getByRole("button", { name: "Back" }).click();
  await heading(page, "Your practice");
  for (const [label, value] of Object.entries(clinic)) {
    assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), value, label);
  }
}));

test("without scripts a new passphrase is typed twice", visit(practice, async (window) => {
  const { page } = window;
  await page.goto(link.replace("/setup?", "/setup/you?"));
  await fillIn(page, { ...dana, Passphrase: passphrase, "Passphrase, once more": `${passphrase}s` });
  await next(page);
  await page.getByRole("alert").getByText("The two are not the same.").waitFor();
  await page.goBack();
  await heading(page, "You");
}, { scripts: false }));

test("a service that does not answer is told in plain words, without scripts too", visit(practice, async (window) => {
  const { page } = window;
  await page.goto(link.replace("/setup?", "/setup/service?"));
  await heading(page, "Where the AI runs");
  assert.ok(await page.getByLabel(/Practice mode/).isChecked());
  await page.getByLabel(/Self-hosted/).check();
  await page.getByLabel("Address of the service").fill("http://127.0.0.1:9");
  await page.getByRole("button", { name: "Test connection" }).click();
  assert.match(await page.getByRole("alert").innerText(), /Nobody answers at this address/);
  assert.match(await page.getByRole("alert").innerText(), /Practice mode works in any case/);
}, { scripts: false }));

test("the steps lead to a practice, a first answer and a first stop, and the link works once", visit(practice, async (window) => {
  const { page } = window;
  await page.goto(link);
  await fillIn(page, clinic);
  await next(page);
  await fillIn(page, { ...dana, Passphrase: passphrase });
  await page.keyboard.press("Control+Enter");
  await heading(page, "Where the AI runs");
  await page.getByLabel(/Practice mode/).check();
  await look(window, "setup-service");
  await walk(window, "setup-service");
  await next(page);
  await heading(page, "The agreement (BAA)");
  await look(window, "setup-agreement");
  await next(page);
  await heading(page, "The 60-second rules");
  await look(window, "setup-rules");
  for (const group of await page.getByRole("group").all()) await group.getByRole("radio").first().check();
  await page.getByRole("button", { name: "Check my answers" }).click();
  assert.match(await page.getByRole("status").innerText(), /Not all are right yet/);
  await look(window, "setup-rules-wrong");
  await page.getByLabel(/flyer about our flu shots/).check();
  await page.getByLabel(/A chart number points to one person too/).check();
  await page.getByLabel(/Take the number out/).check();
  await page.getByRole("button", { name: "Check my answers" }).click();
  assert.match(await page.getByRole("status").innerText(), /All three are right/);
  await page.getByRole("button", { name: "Finish" }).click();
  await heading(page, "Your first answer");
  assert.match(await page.getByRole("banner").innerText(), /Elm Street Clinic/);
  assert.match(await page.getByRole("banner").innerText(), /Level 0: Practice mode/);
  await look(window, "welcome");
  await walk(window, "welcome");
  await page.getByRole("button", { name: "Show me" }).click();
  await heading(page, "Nothing was sent");
  assert.match(await page.getByRole("alert").innerText(), /This task takes no patient information/);
  await look(window, "first-stop");
  await page.goto("/welcome");
  await page.getByRole("link", { name: "Open the handout" }).click();
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("Sample answer, not from a model.").waitFor();
  await look(window, "first-answer");
  await page.goto("/");
  await look(window, "home-first");
  await page.goto(link);
  await heading(page, "This setup link does not work any more");
  await look(window, "setup-over");
}));
