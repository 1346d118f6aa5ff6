// While somebody types: what would be stopped is said before it is pressed, and so is what may be an emergency.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
after(async () => {
  await closeBrowser();
  await practice.close();
});

const stop = (page) => page.getByRole("heading", { name: "This would be stopped" });

for (const scripts of [true, false]) {
  test(`what would be stopped is said beside the form${scripts ? "" : ", without scripts"}`, visit(practice, async (window) => {
    const { page } = window;
    await signIn(window, "cora");
    await page.goto("/tasks/patient-handout");
    await page.getByLabel("What is it about?").fill("Call Ana Bello at 614-555-0143, born 03/03/1958.");
    if (!scripts) await page.getByRole("button", { name: "Check my text" }).click();
    await stop(page).waitFor();
    assert.equal(await page.locator("#look-shows .text").count(), 0, "nothing would leave");
    assert.doesNotMatch(await page.locator("aside").innerText(), /Would go to/);
    if (scripts) await look(window, "task-would-stop");
    await page.getByLabel("What is it about?").fill("fasting blood test");
    if (!scripts) await page.getByRole("button", { name: "Check my text" }).click();
    await page.locator("#look-shows .text").first().waitFor();
    assert.equal(await stop(page).count(), 0);
  }, { scripts }));
}

test("what may be an emergency is said above the form", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.goto("/tasks/message-reply");
  await page.getByLabel("The message").fill("Me duele el pecho desde ayer y no puedo respirar.");
  await page.getByRole("alert").getByText("This may be an emergency").waitFor();
  await look(window, "task-emergency");
}));

test("the browser asks before what was typed is lost", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.goto("/tasks/patient-handout");
  await page.getByLabel("What is it about?").fill("fasting blood test");
  const asked = page.waitForEvent("dialog");
  const left = page.goto("/");
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.accept();
  await left;
}));
