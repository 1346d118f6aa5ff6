// A code from a phone after the passphrase, its recovery codes, and a lost phone.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Phone } from "./support/phone.js";
import { Practice, passphrase } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
after(async () => {
  await closeBrowser();
  await practice.close();
});

let phone;
let recovery;

test("somebody adds a second step and sees ten recovery codes once", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.goto("/account");
  await page.getByRole("link", { name: "Add a second step" }).click();
  await page.waitForURL("/account/second-step");
  phone = new Phone(await page.locator("#key").innerText());
  await look(window, "second-step-new");
  await walk(window, "second-step-new");
  await fill(page, "123", passphrase);
  assert.match(await page.getByRole("alert").innerText(), /code is not right/);
  await look(window, "second-step-wrong");
  await fill(page, phone.code(), passphrase);
  recovery = await page.locator("#codes li").allInnerTexts();
  assert.equal(new Set(recovery).size, 10);
  await look(window, "recovery-codes");
  await page.getByRole("link", { name: "Done" }).click();
  await page.waitForURL("/");
  await page.goto("/account/second-step");
  assert.match(await page.getByRole("main").innerText(), /You have 10 left/);
  await look(window, "second-step");
  await page.goto("/account");
  await look(window, "account-second-step");
}));

test("the code is asked for after the passphrase, and nothing opens before it", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await look(window, "sign-in-code");
  await walk(window, "sign-in-code");
  await answer(page, phone.shownLast());
  assert.match(await page.title(), /^Error: /);
  await look(window, "sign-in-code-wrong");
  const elsewhere = await window.context.newPage();
  await elsewhere.goto("/account");
  assert.equal(new URL(elsewhere.url()).pathname, "/sign-in");
  await answer(page, phone.code());
  await page.waitForURL("/account");
}));

test("a recovery code stands in for the phone", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await answer(page, recovery[0].toUpperCase());
  await page.waitForURL("/");
  await page.goto("/account/second-step");
  assert.match(await page.getByRole("main").innerText(), /You have 9 left/);
}, { scripts: false }));

test("a lost phone is forgotten, and a practice may ask everybody for a second step", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.getByText("You are the only one who could do that?").click();
  const command = await page.locator("code").innerText();
  await look(window, "sign-in-alone");
  await practice.run(...command.replace("NAME", "maya").split(" ").slice(1));
  await practice.run("user", "require-second-step", "on");
  await signIn(window, "maya");
  await page.waitForURL("/account/second-step");
  assert.match(await page.getByRole("main").innerText(), /asks everybody/);
  await page.goto("/runs");
  assert.equal(new URL(page.url()).pathname, "/account/second-step");
  await look(window, "second-step-required");
  await practice.run("user", "require-second-step", "off");
  await page.goto("/");
  assert.equal(new URL(page.url()).pathname, "/");
}));

async function fill(page, code, words) {
  await page.getByLabel("The code that the app shows now").fill(code);
  await page.getByLabel("Your passphrase").fill(words);
  await page.getByRole("button", { name: "Add it" }).click();
}

async function answer(page, code) {
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}
