// My work: what somebody typed and got is found again, named, used once more, thrown away and taken back.

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

const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
const rows = (page) => page.locator("tbody tr").count();

/** A draft of a handout. */
async function draft({ page }, topic) {
  await page.goto("/tasks/patient-handout");
  await page.getByLabel("What is it about?").fill(topic);
  await page.getByLabel("adult").check();
  await page.getByLabel("prepare").check();
  await page.getByRole("button", { name: "Save draft" }).click();
  await heading(page, "My work");
}

/** Looks for words in one's own work. */
async function find(page, words) {
  await page.getByLabel("Words in it").fill(words);
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: "Show all" }).waitFor();
}

for (const scripts of [true, false]) {
  test(`work is found, thrown away and taken back${scripts ? "" : ", without scripts"}`, visit(practice, async (window) => {
    const { page } = window;
    await signIn(window, scripts ? "maya" : "cora");
    await draft(window, "A fasting blood test");
    await draft(window, "How to care for a wheelchair");
    await page.getByRole("link", { name: "My work" }).first().click();
    await heading(page, "My work");
    assert.equal(await rows(page), 2);
    if (scripts) await look(window, "work");
    if (scripts) await walk(window, "work");
    await find(page, "wheelchair");
    assert.equal(await rows(page), 1);
    assert.match(page.url(), /\/runs$/, "no word of it stands in the address");
    await find(page, "camel");
    await page.getByText("Nothing of yours fits.").waitFor();
    if (scripts) await look(window, "work-nothing-fits");
    await page.getByRole("link", { name: "Show all" }).click();
    await page.getByRole("button", { name: "Throw away" }).first().click();
    await page.getByText("Thrown away.").waitFor();
    assert.equal(await rows(page), 1);
    if (scripts) await look(window, "work-thrown");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForURL(/\/runs$/);
    assert.equal(await rows(page), 2);
    await page.getByRole("button", { name: "Throw away" }).first().click();
    await page.getByRole("link", { name: "What you threw away" }).click();
    await heading(page, "What you threw away");
    if (scripts) await look(window, "trash");
    if (scripts) await walk(window, "trash");
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.getByText("Nothing here.").waitFor();
    await page.getByRole("link", { name: "My work" }).last().click();
    assert.equal(await rows(page), 1);
  }, { scripts }));
}

test("a result is named, and its form is used again", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.goto("/tasks/patient-handout");
  await page.getByLabel("What is it about?").fill("A stress test");
  await page.getByLabel("adult").check();
  await page.getByLabel("prepare").check();
  await page.getByRole("button", { name: "Create" }).last().click();
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
  await page.getByText("Give it a name").click();
  await page.getByLabel("Name").fill("For the Tuesday class");
  await page.getByRole("button", { name: "Save the name" }).click();
  await page.getByText("Its name: For the Tuesday class").waitFor();
  await look(window, "result-named");
  await page.getByText("Change the text by hand").click();
  await page.getByText("Add a part").click();
  await page.getByLabel("Heading of the new part").fill("On the day");
  await page.getByLabel("Text of the new part").fill("- Eat nothing.");
  await look(window, "result-by-hand");
  await page.getByRole("button", { name: "Save my changes" }).click();
  await page.locator("#draft").getByRole("heading", { name: "On the day" }).waitFor();
  await page.getByText("Change the text by hand").click();
  await page.getByLabel("Under “On the day”").fill("- Eat and drink nothing.");
  await look(window, "result-by-hand-again");
  await page.getByRole("button", { name: "Save my changes" }).click();
  await page.locator("#draft").getByText("Eat and drink nothing.").waitFor();
  assert.equal(await page.getByText("##").count(), 0, "no mark of a heading is seen");
  await page.getByRole("button", { name: "Use the form again for a new draft" }).click();
  await heading(page, "Patient handout");
  assert.equal(await page.getByLabel("What is it about?").inputValue(), "A stress test");
  await page.goto("/runs");
  await page.getByText("For the Tuesday class").waitFor();
}));
