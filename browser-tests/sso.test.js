// Signing in by way of the practice's identity provider, with and without scripts.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, visit } from "./support/window.js";

const email = "maya@elmstreet.example";
const practice = await Practice.invented();
const issuer = await practice.withSingleSignOn("maya", email);
after(async () => {
  await closeBrowser();
  await practice.close();
});

/** The answer comes to the public address, which is `localhost` where none is set. */
const elsewhere = practice.url;
practice.url = elsewhere.replace("127.0.0.1", "localhost");
const hosts = [issuer, elsewhere];
const button = `Sign in with ${issuer.replace("http://", "")}`;

for (const scripts of [true, false]) {
  test(`one button leads to the provider and back, ${scripts ? "with" : "without"} scripts`, visit(practice, async (window) => {
    const { page } = window;
    await page.goto("/sign-in");
    if (scripts) {
      await look(window, "sign-in-sso");
      await walk(window, "sign-in-sso");
    }
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL("/");
    assert.match(await page.getByRole("navigation").innerText(), /Maya Osei/);
    await page.goto("/account");
    assert.equal(new URL(page.url()).pathname, "/account");
  }, { scripts, hosts }));
}

test("whoever opened the pages elsewhere is led to their public address first", visit(practice, async ({ page }) => {
  await page.goto(`${elsewhere}/sign-in`);
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL("/sign-in");
}, { hosts }));

test("who is linked no longer ends on the sign-in page", visit(practice, async (window) => {
  const { page } = window;
  await practice.run("user", "unlink", "maya");
  await page.goto("/sign-in");
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL("/sign-in?refused");
  assert.match(await page.title(), /^Error: /);
  await look(window, "sign-in-sso-refused");
}, { hosts }));
