// Pages that everybody sees: each as a whole, by keyboard, and in a browser that runs no scripts.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
after(async () => {
  await closeBrowser();
  await practice.close();
});

/** Address, and what stands at the top of the page. */
const pages = [
  ["/", "What do you need to write?"],
  ["/account", "Your account"],
  ["/help", "Help"],
];

test("every page can be read, reached and zoomed", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  for (const [path, heading] of pages) {
    await page.goto(path);
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), heading);
    const name = path === "/" ? "home" : path.slice(1).replaceAll("/", "-");
    await look(window, name);
    await walk(window, name);
  }
}));

test("without scripts every form works", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.waitForURL("/");
  await page.getByRole("link", { name: "Maya Osei" }).click();
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Your account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("/sign-in");
}, { scripts: false }));

test("an address that is no page leads back", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  const answer = await page.goto("/no-such-page");
  assert.equal(answer.status(), 404);
  await look(window, "no-such-page");
}));
