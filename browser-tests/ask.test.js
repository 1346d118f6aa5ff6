// The free question: closed until the compliance officer switches it on, then one text box that takes nothing of a patient.

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

/** Somebody else at the same window. */
async function change({ page }, who) {
  await page.context().clearCookies();
  await signIn({ page }, who);
  await page.waitForURL("/");
}

test("a question is asked once it is switched on", visit(practice, async (window) => {
  const { page } = window;
  await change(window, "maya");
  assert.equal(await page.getByRole("link", { name: "Ask", exact: true }).count(), 0);
  assert.equal((await page.goto("/ask")).status(), 403);
  await page.getByText("Free questions are switched off here.").waitFor();
  await look(window, "ask-off");

  await change(window, "dana");
  await page.goto("/console/policy");
  await look(window, "console-policy");
  await walk(window, "console-policy");
  await page.getByLabel("Time zone").selectOption({ label: "Hawaii" });
  await page.getByRole("button", { name: "Save the time zone" }).click();
  await page.getByText("Pacific/Honolulu, as set here").waitFor();
  await look(window, "console-policy-clock");
  await page.getByRole("button", { name: "Switch free questions on" }).click();
  await page.getByText("Set by Dana Whitfield").waitFor();

  await change(window, "maya");
  await page.getByRole("link", { name: "Ask", exact: true }).click();
  await page.getByLabel("Your question").fill("Can Harriet Lindgren at 614-555-0142 park here?");
  await page.getByText("look like patient information.").first().waitFor();
  await look(window, "ask");
  await walk(window, "ask");
  await page.getByRole("button", { name: "Ask", exact: true }).last().click();
  await page.getByRole("heading", { level: 1, name: "Nothing was sent" }).waitFor();
  await look(window, "ask-stopped");
  await page.getByRole("link", { name: "Back to edit" }).click();
  await page.getByLabel("Your question").fill("How warm should a waiting room be?");
  await page.getByRole("button", { name: "Ask", exact: true }).last().click();
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
  await look(window, "ask-answered");
}));
