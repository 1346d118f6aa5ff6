// Training: reading a lesson, finding what points to a person, failing, passing, and what it opens.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
await practice.run("training", "lessons", "--use");
after(async () => {
  await closeBrowser();
  await practice.close();
});

const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

test("Home reminds, a closed task leads to the lesson, and three right answers open it", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.getByText("There are 6 lessons for you to take.").waitFor();
  await look(window, "home-training-due");
  await page.goto("/tasks/patient-handout");
  await heading(page, "A lesson comes first");
  await look(window, "lesson-first");
  await page.getByRole("link", { name: "Go to training" }).click();
  await heading(page, "Training");
  await look(window, "training-list");
  await page.getByRole("link", { name: "The 60-second rules" }).click();
  await page.getByLabel(/flyer about our flu shots/).check();
  await page.getByLabel(/A chart number points to one person too/).check();
  await page.getByLabel(/Take the number out/).check();
  await page.keyboard.press("Control+Enter");
  await heading(page, "You passed");
  await look(window, "quiz-passed");
  await page.goto("/tasks/patient-handout");
  await heading(page, "Patient handout");
}));

test("an exercise is told word by word, and a quiz explains what was wrong, without scripts too", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.goto("/training/lesson-what-counts");
  const first = page.locator("#exercise-0");
  for (const word of ["Ruta", "Amsel", "54"]) await first.getByLabel(word, { exact: true }).check();
  await first.getByRole("button", { name: "Look at the answer" }).click();
  const told = await page.locator("#exercise-0").getByRole("status").innerText();
  assert.match(told, /You found 1 of 4/);
  assert.match(told, /These point to nobody: 54/);
  await page.getByRole("link", { name: "Go to the questions" }).click();
  await page.getByRole("button", { name: "Send my answers" }).click();
  assert.equal(await page.getByRole("alert").getByRole("link").count(), 5);
  for (const group of await page.getByRole("group").all()) await group.getByRole("radio").last().check();
  await page.getByRole("button", { name: "Send my answers" }).click();
  await heading(page, "Not passed yet");
  assert.ok((await page.getByText("You chose:").count()) > 1);
  await page.getByRole("link", { name: "Try again" }).click();
  await page.getByText("Which of these points to one person?").waitFor();
}, { scripts: false }));

test("a lesson, its exercise and its quiz can be read, reached and zoomed", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.goto("/training/lesson-what-counts");
  await page.locator("#exercise-0").getByLabel("Ruta").check();
  await page.locator("#exercise-0").getByRole("button").click();
  await look(window, "lesson-told");
  await walk(window, "lesson-told");
  await page.goto("/training/lesson-what-counts/quiz");
  await look(window, "quiz");
  await walk(window, "quiz");
}));

/** Answers with what the page itself explains: tries, reads what is right, and tries again with the same questions. */
async function learn(page, lesson) {
  await page.goto(`/training/${lesson}/quiz`);
  for (const group of await page.getByRole("group").all()) await group.getByRole("radio").first().check();
  await page.getByRole("button", { name: "Send my answers" }).click();
  const right = await page.locator("section p:has(.state.good)").allTextContents();
  await page.goto(`/training/${lesson}/quiz`);
  for (const text of right) await page.getByLabel(text.replace(/^(Right is|Right): /, ""), { exact: true }).check();
  await page.getByRole("button", { name: "Send my answers" }).click();
  await heading(page, "You passed");
}

test("all lessons give a certificate, which whoever watches finds on the list", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.goto("/training");
  const links = await page.locator(".lessons a").evaluateAll((all) => all.map((one) => one.pathname.split("/")[2]));
  assert.equal(links.length, 6);
  for (const lesson of links) await learn(page, lesson);
  await page.goto("/training/certificate");
  await look(window, "certificate");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByRole("banner").isHidden());
  await page.emulateMedia({ media: "screen" });
  const number = await page.locator("dd.mono").innerText();
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(window, "dana");
  await page.goto("/console/training");
  await page.getByText(number).waitFor();
  await page.getByText("Lessons of Cora Lindqvist").click();
  await look(window, "console-training");
}));
