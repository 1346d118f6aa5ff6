// A compliance officer at work in the console: a gate from nothing to approved, and an agreement read point by point.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
await practice.run("vendor", "add", "mistral", "--name", "Mistral AI", "--role", "business-associate");
const scope = ["--endpoint", "127.0.0.1", "--region", "us"];
await practice.run("vendor", "agreement", "add", "mistral", "--signed-by-both", "--effective", "2026-01-01", "--until", "2999-12-31", ...scope);
const service = ["--kind", "enterprise-api", "--product", "API", "--connection", "mistral", "--approved-by", "Dana Whitfield"];
await practice.run("vendor", "deployment", "add", "mistral", ...service, ...scope);
after(async () => {
  await closeBrowser();
  await practice.close();
});

const list = { name: "Harriet Lindgren.csv", mimeType: "text/csv", buffer: Buffer.from("key,who\nfront desk,Maya\n") };

/** The compliance officer opens the console, and there a gate. */
async function opens(window, gate) {
  const { page } = window;
  await signIn(window, "dana");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Console" }).click();
  await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Readiness" }).click();
  await page.getByRole("rowheader").getByRole("link", { name: gate }).click();
  await page.getByRole("heading", { level: 1, name: gate }).waitFor();
}

/** Names somebody who sees to the gate, attaches a file, and approves. */
async function approves(window, see) {
  const { page } = window;
  await page.getByText("You can approve this gate once").waitFor();
  assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0, "there is nothing to press in vain");
  await see(window, "gate-open");
  await page.getByLabel("Who", { exact: true }).selectOption("Dana Whitfield");
  await page.getByRole("button", { name: "Save who sees to it" }).click();
  await page.getByText("Dana Whitfield said who sees to it").waitFor();
  await page.getByLabel("Attach a file").setInputFiles({ ...list, buffer: Buffer.alloc(0) });
  await page.getByRole("button", { name: "Attach the file" }).click();
  await page.getByRole("alert").getByText("Choose a file that is not empty.").waitFor();
  assert.match(await page.title(), /^Error: /);
  await see(window, "gate-wrong");
  await page.getByLabel("Attach a file").setInputFiles(list);
  await page.getByLabel("What it shows").fill("The keys that we looked through");
  await page.getByRole("button", { name: "Attach the file" }).click();
  await page.getByRole("link", { name: "access-1.csv" }).waitFor();
  await page.getByRole("button", { name: "Approve" }).waitFor();
  await see(window, "gate-ready-to-approve");
  await page.getByRole("button", { name: "Approve" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Approve again" }).waitFor();
  await page.getByText("Approved by Dana Whitfield (who also sees to it) until").waitFor();
  await see(window, "gate-approved");
}

test("a gate gets its file and its approval", visit(practice, async (window) => {
  const { page } = window;
  await opens(window, "Who has access");
  await approves(window, async (window, name) => {
    await look(window, name);
    await walk(window, name);
  });
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "access-1.csv" }).click();
  assert.equal((await coming).suggestedFilename(), "access-1.csv");
  assert.doesNotMatch(await page.content(), /Lindgren/);
}));

/** Says of every point that it is there, but for one. */
async function reads(window, but) {
  const { page } = window;
  const points = page.getByRole("group").filter({ hasText: /^BAA-/ });
  assert.equal(await points.count(), 22);
  for (const point of await points.all()) {
    const isLeft = (await point.innerText()).startsWith(but);
    await point.getByLabel(isLeft ? "It is not there" : "It is there").check();
  }
}

/** Opens the agreement from its vendor's page, reads it with a point missing, then with all of them. */
async function readsTwice(window, see) {
  const { page } = window;
  await signIn(window, "dana");
  await page.goto("/console/vendors/mistral");
  await page.getByText("16 of the 16 points that the law asks for are missing:").waitFor();
  await see(window, "vendor-unread");
  await page.getByRole("link", { name: "Read it, point by point" }).click();
  await page.getByRole("heading", { level: 1, name: "Read agreement mistral.1" }).waitFor();
  await see(window, "agreement-unread");
  await reads(window, "BAA-05");
  await page.getByLabel("Where BAA-01 stands").fill("Section 2");
  await page.getByRole("button", { name: "Save what I read" }).click();
  await page.getByText("1 of the 16 points that the law asks for is missing:").waitFor();
  await page.getByText("no patient text may leave on this agreement").waitFor();
  await see(window, "vendor-lacks");
  await page.getByRole("link", { name: "Read it, point by point" }).click();
  assert.equal(await page.getByLabel("Where BAA-01 stands").inputValue(), "Section 2");
  await reads(window, "none");
  await page.getByRole("button", { name: "Save what I read" }).click();
  await page.getByText("Nothing of the 16 points that the law asks for is missing.").waitFor();
  await see(window, "vendor-read");
}

test("an agreement is read, and what it opens is seen at once", visit(practice, async (window) => {
  await readsTwice(window, async (window, name) => {
    await look(window, name);
    await walk(window, name);
  });
}));

test("without scripts a gate is approved just so", visit(practice, async (window) => {
  const { page } = window;
  await opens(window, "Incident plan");
  await page.getByLabel("Attach a file").setInputFiles(list);
  await page.getByRole("button", { name: "Attach the file" }).click();
  await page.getByRole("link", { name: "incident-plan-1.csv" }).waitFor();
  await page.goto("/console/vendors/mistral/agreements/mistral.1");
  await reads(window, "BAA-26");
  await page.getByRole("button", { name: "Save what I read" }).click();
  await page.getByText("1 of the 16 points that the law asks for is missing:").waitFor();
}, { scripts: false }));
