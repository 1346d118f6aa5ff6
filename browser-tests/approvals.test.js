// Approvals: what is written for people outside waits for a clinician, a manager or a compliance officer, who read it and sign.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented({ managers: 1 });
after(async () => {
  await closeBrowser();
  await practice.close();
});

const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

/** Leaves the practice, so that somebody else can come in. */
async function signOut({ page }) {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("/sign-in");
}

/** The front desk writes a handout for patients; gives the page where it waits. */
async function handout(window, topic) {
  const { page } = window;
  await signIn(window, "maya");
  await page.locator(".card").getByRole("link", { name: "Patient handout" }).click();
  await page.getByLabel("What is it about?").fill(topic);
  await page.getByLabel("adult").check();
  await page.getByLabel("prepare").check();
  await page.getByRole("button", { name: "Create" }).last().click();
  await page.getByRole("heading", { name: "Waiting for approval" }).waitFor();
  return page.url();
}

/** The front desk writes a post for everybody. */
async function post(window, topic) {
  const { page } = window;
  await signIn(window, "maya");
  await page.locator(".card").getByRole("link", { name: "Social post" }).click();
  await page.getByLabel("What is it about?").fill(topic);
  await page.getByLabel("short post").check();
  await page.getByRole("button", { name: "Create" }).last().click();
  await page.getByRole("heading", { name: "Waiting for approval" }).waitFor();
  return page.url();
}

/** Somebody comes in, is reminded at Home, and opens the only text that waits for them. */
async function opens(window, name, title) {
  const { page } = window;
  await signIn(window, name);
  await page.getByText("1 text waits for you to release it").waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Approvals" }).click();
  await heading(page, "Approvals");
  await page.getByRole("link", { name: title }).click();
  await heading(page, title);
}

/** Reads it, says so and signs. */
async function releases(page) {
  await page.getByLabel("I read all of it, and I stand for it.").check();
  await page.getByRole("button", { name: "Release" }).click();
  await page.getByText("Nothing waits for you.").waitFor();
}

test("a clinician reads what the front desk wrote for patients, and signs it", visit(practice, async (window) => {
  const { page } = window;
  const before = await practice.received();
  const waits = await handout(window, "How to care for a wheelchair");
  assert.ok((await practice.received()) > before, "it was asked for");
  assert.doesNotMatch(await page.locator("main").innerText(), /wheelchair/, "its asker does not see it yet");
  await look(window, "held-waits");
  await walk(window, "held-waits");
  await signOut(window);
  await signIn(window, "cora");
  await page.goto("/approvals");
  await look(window, "approvals-queue");
  await walk(window, "approvals-queue");
  await signOut(window);
  await opens(window, "cora", "Patient handout");
  assert.match(await page.locator("#draft").innerText(), /wheelchair/);
  await look(window, "approval");
  await walk(window, "approval");
  await page.getByRole("button", { name: "Release" }).click();
  const box = page.getByLabel("I read all of it, and I stand for it.");
  assert.ok(await box.evaluate((one) => one.matches(":invalid")), "unread, it is not signed");
  assert.match(page.url(), /\/approvals\/.+/);
  const address = page.url();
  await releases(page);
  await page.goto(address);
  await page.getByText("Released by Cora Lindqvist").waitFor();
  await look(window, "approval-released");
  await signOut(window);
  await signIn(window, "maya");
  await page.getByText("was released").waitFor();
  await look(window, "home-released");
  await page.goto(waits);
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
  assert.match(await page.locator("main").innerText(), /Approved by\s+Cora Lindqvist/);
}));

test("a manager signs what everybody will read, without scripts too", visit(practice, async (window) => {
  const { page } = window;
  const waits = await post(window, "Our new wheelchair ramp is open");
  await page.getByText("a practice manager or compliance officer").waitFor();
  await signOut(window);
  await signIn(window, "cora");
  await page.goto("/approvals");
  await page.getByText("Nothing waits for you.").waitFor();
  await signOut(window);
  await opens(window, "m0", "Social post");
  await releases(page);
  await signOut(window);
  await signIn(window, "maya");
  await page.goto(waits);
  await page.locator("#draft", { hasText: "wheelchair ramp" }).waitFor();
}, { scripts: false }));

test("a compliance officer sends a text back, and refuses it when it comes again", visit(practice, async (window) => {
  const { page } = window;
  const waits = await post(window, "Our new wheelchair ramp is open");
  await signOut(window);
  await opens(window, "dana", "Social post");
  await page.getByLabel("What should change?").fill("Say where the ramp is.");
  await page.getByRole("button", { name: "Send back with a comment" }).click();
  await page.getByText("Nothing waits for you.").waitFor();
  await look(window, "approvals-none");
  await signOut(window);
  await signIn(window, "maya");
  await page.goto(waits);
  await page.getByText("Say where the ramp is.").waitFor();
  await look(window, "held-returned");
  await page.getByText("once it is released").waitFor();
  assert.equal(await page.getByRole("link", { name: "Word" }).count(), 0, "it is not released");
  await page.getByText("Change the text by hand", { exact: true }).click();
  await page.locator("#text-1").fill("Our new wheelchair ramp at the front door is open");
  await page.getByRole("button", { name: "Save my changes" }).click();
  await page.getByRole("button", { name: "Send it again" }).click();
  await page.getByRole("heading", { name: "Waiting for approval" }).waitFor();
  await signOut(window);
  await opens(window, "dana", "Social post");
  await page.getByLabel("Why may nobody use it?").fill("The ramp is not open yet.");
  await page.getByRole("button", { name: "Refuse" }).click();
  await page.getByText("Nothing waits for you.").waitFor();
  await signOut(window);
  await signIn(window, "maya");
  await page.goto(waits);
  await page.getByRole("heading", { name: "Not released" }).waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /front door/);
  await look(window, "held-refused");
}));
