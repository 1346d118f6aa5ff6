// Work that is shared with one colleague: chosen by name, read by them, taken back; with scripts and without.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented({ clinicians: 1 });
after(async () => {
  await closeBrowser();
  await practice.close();
});

const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

/** A draft of a handout about `topic`. */
async function draft(page, topic) {
  await page.goto("/tasks/patient-handout");
  await page.getByLabel("What is it about?").fill(topic);
  await page.getByLabel("adult").check();
  await page.getByLabel("prepare").check();
  await page.getByRole("button", { name: "Save draft" }).click();
  await heading(page, "My work");
}

/** Signs out, and somebody else in. */
async function change(window, who) {
  await window.page.getByRole("button", { name: "Sign out" }).click();
  await window.page.waitForURL("/sign-in");
  await signIn(window, who);
  await window.page.waitForURL("/");
}

for (const scripts of [true, false]) {
  test(`a draft is shared, read, used and taken back${scripts ? "" : ", without scripts"}`, visit(practice, async (window) => {
    const { page } = window;
    const [owner, colleague, name] = scripts ? ["maya", "cora", "Cora Lindqvist"] : ["dana", "c0", "Clinician 0"];
    const topic = scripts ? "A fasting blood test" : "How to care for a wheelchair";
    await signIn(window, owner);
    await page.waitForURL("/");
    await draft(page, topic);
    await page.getByRole("link", { name: "Share" }).first().click();
    await heading(page, "Share with a colleague");
    if (scripts) await look(window, "share");
    if (scripts) await walk(window, "share");
    await page.getByLabel("With whom?").selectOption({ label: name });
    await page.getByRole("button", { name: "Share it" }).click();
    await page.getByText(`Shared with ${name} since`).waitFor();
    if (scripts) await look(window, "share-shared");
    await page.getByRole("link", { name: "My work" }).first().click();
    await page.getByText(`Shared with ${name}`).waitFor();
    if (scripts) await look(window, "work-shared");

    await change(window, colleague);
    await page.goto("/runs");
    await page.getByRole("heading", { name: "Shared with me" }).waitFor();
    if (scripts) await look(window, "work-shared-with-me");
    await page.getByRole("link", { name: "Patient handout" }).click();
    await page.getByText(topic).waitFor();
    const lent = page.url();
    if (scripts) await look(window, "shared");
    if (scripts) await walk(window, "shared");
    await page.getByRole("button", { name: "Use the form for a draft of mine" }).click();
    await heading(page, "Patient handout");
    assert.equal(await page.getByLabel("What is it about?").inputValue(), topic);

    await change(window, owner);
    await page.goto("/runs");
    await page.getByRole("link", { name: "Share" }).first().click();
    await page.getByRole("button", { name: "Stop sharing" }).click();
    await page.getByRole("button", { name: "Share it" }).waitFor();

    await change(window, colleague);
    assert.equal((await page.goto(lent)).status(), 404);
  }, { scripts }));
}
