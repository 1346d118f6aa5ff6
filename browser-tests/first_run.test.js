// The first minutes: the link that the server prints, the form, and the practice behind it.

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

const dana = {
  "Name of the practice": "Elm Street Clinic",
  State: "OH",
  "Your name": "Dana Whitfield",
  "Short name to sign in with": "dana",
};

test("what is wrong is said at the top and beside the field, and what was typed is kept", visit(practice, async (window) => {
  const { page } = window;
  await page.goto(link);
  await look(window, "setup");
  await walk(window, "setup");
  await fillIn(page, { ...dana, "Short name to sign in with": "Dana W.", Passphrase: "too short" });
  await page.getByLabel("Compliance officer", { exact: true }).check();
  await page.getByRole("button", { name: "Set up" }).click();
  assert.match(await page.title(), /^Error: /);
  const summary = page.getByRole("alert");
  for (const label of ["Short name to sign in with", "Passphrase"]) {
    const field = page.getByLabel(label);
    const [says] = await page.locator(".field-error", { has: field }).locator(".said").allTextContents();
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    const described = await field.evaluate((one) => one.ariaDescribedByElements.map((by) => by.textContent));
    assert.ok(described.includes(says), `${label} is not described by what is wrong with it`);
    await summary.getByRole("link", { name: says }).click();
    assert.ok(await field.evaluate((one) => one === document.activeElement), `the summary does not lead to ${label}`);
  }
  for (const [label, value] of Object.entries({ ...dana, "Short name to sign in with": "dana w.", Passphrase: "" })) {
    assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), value, label);
  }
  assert.ok(await page.getByLabel("Compliance officer", { exact: true }).isChecked());
  await look(window, "setup-wrong");
  await walk(window, "setup-wrong");
}));

test("a form that says nothing is told so field by field", visit(practice, async (window) => {
  const { page } = window;
  await page.goto(link);
  await page.locator("form").evaluate((form) => void (form.noValidate = true));
  await page.getByRole("button", { name: "Set up" }).click();
  const links = page.getByRole("alert").getByRole("link");
  assert.equal(await links.count(), 5);
  for (const href of await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")))) {
    assert.equal(await page.locator(href).count(), 1, href);
  }
}));

test("the link opens the practice once, and the keyboard is enough", visit(practice, async (window) => {
  const { page } = window;
  await page.goto(link);
  await fillIn(page, { ...dana, Passphrase: passphrase });
  await page.keyboard.press("Control+Enter");
  await page.waitForURL("/");
  assert.match(await page.getByRole("banner").innerText(), /Elm Street Clinic/);
  assert.match(await page.getByRole("banner").innerText(), /Level 1: No patient information/);
  await look(window, "home-first");
  await page.goto(link);
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "This setup link does not work any more");
  await look(window, "setup-over");
}));
