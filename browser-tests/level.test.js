// Lower or pause: a compliance officer closes everything at once, for everybody, and lets go again.

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

const note = "Harriet Lindgren, DOB 03/14/1961, phone 614-555-0142, has had a cough for 3 days. Lungs clear.";

/** Leaves the practice, so that somebody else can come in. */
async function signOut({ page }) {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("/sign-in");
}

/** The compliance officer sets the level. */
async function sets(window, level, why) {
  const { page } = window;
  await signIn(window, "dana");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Console" }).click();
  await page.getByRole("heading", { name: "Lower or pause" }).waitFor();
  await page.getByLabel("What is it about?").selectOption({ label: "Answers look wrong" });
  await page.getByLabel("Why", { exact: true }).fill(why);
  await page.getByRole("button", { name: level }).click();
  await page.waitForURL("/console");
}

/** The header of a page. */
const header = (page) => page.locator("header .level").innerText();

test("nothing leaves while it is paused, whoever asks, and everybody is told who did it and why", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.locator(".card").getByRole("link", { name: "Summarize a note" }).click();
  await page.getByLabel("The note").fill(note);
  await page.getByLabel("quality").check();
  await page.getByRole("button", { name: "Review and send" }).click();
  await page.getByRole("heading", { name: "Read before you send" }).waitFor();
  const review = page.url();
  const before = await practice.received();
  await signOut(window);

  await sets(window, "Pause: nothing leaves", "Strange answers");
  assert.match(await header(page), /Nothing leaves/);
  await page.getByRole("note").getByText(/Dana Whitfield.*Strange answers/).waitFor();
  await look(window, "console-paused");
  await walk(window, "console-paused");
  await signOut(window);

  await signIn(window, "cora");
  await page.getByRole("note").getByText(/Dana Whitfield.*Strange answers/).waitFor();
  await look(window, "home-paused");
  await page.goto(review);
  await page.getByRole("heading", { name: "Nothing will be sent" }).first().waitFor();
  await look(window, "review-paused");
  await walk(window, "review-paused");
  assert.equal(await page.getByRole("button", { name: "Send" }).count(), 0, "there is nothing to press in vain");
  assert.equal(await practice.received(), before, "nothing left");
  await page.getByRole("link", { name: "Back to edit" }).click();
  await page.getByRole("heading", { name: "This task is closed now" }).waitFor();
  await look(window, "task-closed-now");
  await page.getByRole("link", { name: "Go to My work" }).click();
  await page.getByRole("link", { name: "Summarize a note" }).waitFor();
  await signOut(window);

  await sets(window, "End the pause", "It is clear now");
  assert.equal(await page.locator(".held").count(), 0);
  await signOut(window);
  await signIn(window, "cora");
  await page.goto(review);
  await page.getByLabel("I read what will be sent.").check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
  assert.ok((await practice.received()) > before);
}));

test("a level is lowered with a reason only, without scripts too", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "dana");
  await page.goto("/console");
  await page.getByRole("button", { name: "Level 1: no patient information" }).click();
  assert.ok(await page.getByLabel("Why", { exact: true }).evaluate((one) => one.matches(":invalid")), "without a reason it stays");
  await signOut(window);
  await sets(window, "Level 1: no patient information", "We wait for the new agreement");
  assert.match(await header(page), /Level 1/);
  await signOut(window);
  await signIn(window, "cora");
  await page.waitForURL("/");
  await page.getByRole("note").getByText(/Dana Whitfield.*new agreement/).waitFor();
  await signOut(window);
  await sets(window, "End the lowering", "The agreement is here");
  assert.match(await header(page), /Level 2/);
}, { scripts: false }));

test("only a compliance officer finds the brake", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.waitForURL("/");
  assert.equal(await page.getByRole("link", { name: "Console" }).count(), 0);
  const answer = await page.goto("/console");
  assert.equal(answer.status(), 403);
  assert.equal(await page.getByRole("heading", { name: "Lower or pause" }).count(), 0);
}));
