// Signing in and out, and what strangers see.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice, passphrase } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
after(async () => {
  await closeBrowser();
  await practice.close();
});

test("strangers are led to the door", visit(practice, async (window) => {
  const { page } = window;
  await page.goto("/account");
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await look(window, "sign-in");
  await walk(window, "sign-in");
}));

test("a wrong passphrase is told, and the name is kept", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya", "violin harbor ketchup");
  assert.match(await page.title(), /^Error: /);
  assert.match(await page.getByRole("alert").innerText(), /name or the passphrase is not right/);
  assert.equal(await page.getByLabel("Name").inputValue(), "maya");
  assert.equal(await page.getByLabel("Passphrase").inputValue(), "");
  await look(window, "sign-in-wrong");
}));

test("too many wrong tries must wait, also with the right passphrase", visit(practice, async (window) => {
  const { page } = window;
  for (let tries = 0; tries < 5; tries += 1) await signIn(window, "ines", "violin harbor ketchup");
  await signIn(window, "ines");
  assert.match(await page.getByRole("alert").innerText(), /Wait \d+ seconds/);
  await look(window, "sign-in-wait");
}));

test("the keyboard alone signs in, skips to the page and signs out", visit(practice, async (window) => {
  const { page } = window;
  await page.goto("/sign-in");
  await page.getByLabel("Name").focus();
  await page.keyboard.type("maya");
  await page.keyboard.press("Tab");
  await page.keyboard.type(passphrase);
  await page.keyboard.press("Control+Enter");
  await page.waitForURL("/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the page");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.getByRole("button", { name: "Sign out" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("/sign-in");
  await page.goBack();
  // The address keeps what stood behind its "#" through the redirection.
  await page.waitForURL(/\/sign-in/);
  assert.equal(await page.getByRole("button", { name: "Sign out" }).count(), 0, "a page was kept after signing out");
}));

test("a session that was ended elsewhere leads to the door, which says so", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "dana");
  await window.context.browser().newContext({ baseURL: practice.url }).then(async (context) => {
    const elsewhere = { page: await context.newPage() };
    await signIn(elsewhere, "dana");
    await elsewhere.page.goto("/account");
    await elsewhere.page.getByRole("button", { name: "End it" }).click();
    await elsewhere.page.waitForURL("/account");
    assert.equal(await elsewhere.page.getByRole("button", { name: "End it" }).count(), 0);
    await context.close();
  });
  await page.reload();
  assert.match(await page.getByRole("status").innerText(), /You were signed out/);
  await look(window, "sign-in-ended");
}));

test("what was typed is kept when its owner signs out in another window", visit(practice, async (window) => {
  const { page, context } = window;
  await signIn(window, "maya");
  await page.waitForURL("/");
  await page.goto("/tasks/plain-language");
  const box = page.getByRole("textbox").first();
  await box.fill("The clinic is closed on Monday because");
  const other = await context.newPage();
  await other.goto("/");
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.waitForURL("/sign-in");
  await box.press("End");
  await box.press("Space");
  await page.getByText("You were signed out in another window. Press \"Save draft\": what you typed is kept").waitFor();
  await look(window, "task-signed-out");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.waitForURL("/sign-in?kept-out");
  await look(window, "sign-in-kept-out");
  await page.getByLabel("Name").fill("maya");
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("/tasks/plain-language?run=*");
  assert.equal((await page.getByRole("textbox").first().inputValue()).trim(), "The clinic is closed on Monday because");
}));
