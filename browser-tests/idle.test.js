// A session that ends by itself while somebody types.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { look } from "./support/look.js";
import { Practice, passphrase } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented({ settings: "[server]\nsession_idle_s = 5\n" });
after(async () => {
  await closeBrowser();
  await practice.close();
});

const typed = "The clinic is closed on Monday because";

test("what was half typed is still there after signing in again", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.getByRole("link", { name: "Plain words" }).last().click();
  const box = page.getByRole("textbox").first();
  await box.fill(typed);
  await page.waitForTimeout(8_000);
  await box.press("End");
  await box.press("Space");
  await page.getByText("Your session ended").waitFor();
  await look(window, "task-session-ended");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.waitForURL("/sign-in?kept");
  assert.match(await page.getByRole("status").innerText(), /What you typed is kept/);
  await look(window, "sign-in-kept");
  await page.getByLabel("Name").fill("maya");
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("/tasks/plain-language?run=*");
  assert.equal((await page.getByRole("textbox").first().inputValue()).trim(), typed);
}));
