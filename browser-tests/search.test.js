// Home: a task is found by everyday words, with scripts and without, and by the key of the search.

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

const search = (page) => page.getByLabel("Say it in your own words");

for (const scripts of [true, false]) {
  test(`a task is found by everyday words${scripts ? "" : ", without scripts"}`, visit(practice, async (window) => {
    const { page } = window;
    await signIn(window, scripts ? "maya" : "cora");
    await page.waitForURL("/");
    await search(page).fill("a leaflet for patients");
    await page.getByRole("button", { name: "Find a task" }).click();
    await page.getByRole("heading", { name: "What fits" }).waitFor();
    assert.equal(await page.locator(".card").count(), 1);
    assert.equal(new URL(page.url()).search, "", "no word of it stands in the address");
    if (scripts) await look(window, "home-found");
    if (scripts) await walk(window, "home-found");
    await page.getByRole("link", { name: "Patient handout" }).click();
    await page.getByLabel("What is it about?").waitFor();
    // Without scripts the browser asks whether to send the search again.
    if (scripts) {
      await page.goBack();
      await search(page).waitFor();
    }
    await page.goto("/");
    await search(page).fill("camel racing");
    await search(page).press("Enter");
    await page.getByText("No task fits those words.").waitFor();
    if (scripts) await look(window, "home-nothing-fits");
    await page.getByRole("link", { name: "Show all" }).click();
    await page.getByRole("heading", { name: "With safeguards" }).waitFor();
    assert.equal(await search(page).inputValue(), "");
  }, { scripts }));
}

test("the key / goes to the search until it is turned off", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.waitForURL("/");
  const isThere = () => search(page).evaluate((input) => input === document.activeElement);
  await page.keyboard.press("/");
  assert.ok(await isThere());
  await page.keyboard.type("a/b");
  assert.equal(await search(page).inputValue(), "a/b", "in a field it is a letter like any other");
  await page.goto("/account");
  await page.getByRole("button", { name: "Turn the key off" }).click();
  await page.getByRole("button", { name: "Turn the key on" }).waitFor();
  await look(window, "account-keys");
  await page.goto("/");
  await page.keyboard.press("/");
  assert.ok(!(await isThere()));
}));
