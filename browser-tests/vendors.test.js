// From a service that nobody has connected to Level 2, by the pages alone: the IT partner connects it, the compliance officer puts
// its vendor, agreement, service and claims on file.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented({ approved: false });
after(async () => {
  await closeBrowser();
  await practice.close();
});

const signed = { name: "Harriet Lindgren.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 signed %%EOF") };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

async function fill(page, fields) {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
}

test("an IT partner connects a service, once it answers", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "ines");
  await page.getByRole("link", { name: "System" }).click();
  await page.getByRole("link", { name: "mistral", exact: true }).click();
  const url = await page.locator("dd.mono").innerText();
  await page.goBack();
  await page.getByRole("link", { name: "Connect a service" }).click();
  await heading(page, "Connect a service");
  await look(window, "connect");
  await walk(window, "connect");
  await page.getByLabel(/Another service/).check();
  await fill(page, { "Short name": "second", "Address of the service": "http://127.0.0.1:9", Key: "made-up-key", Models: "m-second" });
  await button(page, "Test and connect").click();
  await page.getByRole("alert").getByText("Nobody answers at this address").waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.getByLabel("Key").inputValue(), "", "a key is never shown again");
  assert.equal(await page.getByLabel("Short name").inputValue(), "second");
  await look(window, "connect-wrong");
  await fill(page, { "Address of the service": url, Key: "made-up-key" });
  await button(page, "Only test").click();
  await page.getByRole("status").getByText("It is not connected yet").waitFor();
  await fill(page, { Key: "made-up-key" });
  await button(page, "Test and connect").click();
  await heading(page, "Connection second");
  await page.getByText("Level 1: no patient information").first().waitFor();
  await look(window, "connection");
  await walk(window, "connection");
  assert.equal(await button(page, "Approve").count(), 0, "that is the compliance officer's");
  await button(page, "Test the connection").click();
  await page.getByRole("status").getByText("It works").waitFor();
}));

test("a compliance officer leads it to Level 2", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "dana");
  await page.goto("/console/vendors");
  await look(window, "vendors-none");
  await page.getByRole("link", { name: "Add a vendor" }).click();
  await button(page, "Add the vendor").click();
  await page.getByRole("alert").getByText("Choose a vendor from the list").waitFor();
  await look(window, "vendor-new-wrong");
  await page.getByLabel("Vendor", { exact: true }).selectOption("Mistral AI");
  await button(page, "Add the vendor").click();
  await heading(page, "Mistral AI");
  await look(window, "vendor-new");
  await walk(window, "vendor-new");
  await agrees(window);
  await serves(window);
  await claims(window);
  assert.equal(await page.getByRole("heading", { name: "What to do next" }).count(), 0);
  await page.getByText("Level 2: patient text may go").waitFor();
  await look(window, "vendor-whole");
}));

/** Puts the signed agreement on file, and says of every point that it is there. */
async function agrees(window) {
  const { page } = window;
  await page.getByRole("link", { name: "Put an agreement on file" }).first().click();
  await heading(page, "Put an agreement on file");
  await page.getByLabel("Both sides have signed").check();
  await button(page, "Put it on file").click();
  await page.getByRole("alert").getByText("Write its first day.").waitFor();
  await look(window, "agreement-new-wrong");
  await walk(window, "agreement-new-wrong");
  await fill(page, { "First day": "2026-01-01", "Last day": "2999-12-31", Addresses: "127.0.0.1", Regions: "us" });
  await page.getByLabel("The signed paper").setInputFiles(signed);
  await button(page, "Put it on file").click();
  await page.getByRole("link", { name: "agreement.pdf" }).waitFor();
  await page.getByRole("link", { name: "Read it here" }).click();
  for (const point of await page.getByRole("radio", { name: "It is there" }).all()) await point.check();
  await button(page, "Save what I read").click();
  await page.getByText("Patient text may rest on it.").waitFor();
}

/** Puts the service in use on file and approves it. */
async function serves(window) {
  const { page } = window;
  await page.getByRole("link", { name: "Put a service on file" }).first().click();
  await look(window, "service-new");
  await page.getByLabel("Connection", { exact: true }).selectOption("second");
  await fill(page, { "Product or plan": "Scale plan", Region: "us" });
  await page.getByLabel(/I approve this service today/).check();
  await button(page, "Put it on file").click();
  await page.getByText("Covered by an agreement").waitFor();
}

/** Writes down what the vendor says on the two points that must be known. */
async function claims(window) {
  const { page } = window;
  for (const [about, value] of [["How long text is kept", "30 days"], ["Training on text", "no"]]) {
    await page.getByRole("link", { name: "Write down what it says" }).first().click();
    await page.getByLabel("What it is about").selectOption({ label: about });
    await fill(page, { "What is said, in short": value, "Where it is said": "Letter of 4 May" });
    await page.getByLabel("A copy of it, or the vendor's answer").setInputFiles(signed);
    await page.getByLabel(/I checked this with the vendor/).check();
    if (value === "no") await look(window, "claim-new");
    await button(page, "Write it down").click();
    await heading(page, "Mistral AI");
  }
}

test("a compliance officer approves a connection that no service names", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "dana");
  await page.goto("/system");
  await page.getByRole("link", { name: "mistral", exact: true }).click();
  await button(page, "Approve").click();
  await page.getByRole("alert").getByText("Write the last day of the agreement").waitFor();
  await look(window, "connection-approve-wrong");
  await fill(page, { "Last day of the agreement (BAA)": "2999-12-31" });
  await page.getByLabel(/trains no model on what we send/).check();
  await page.getByLabel(/I have read the agreement/).check();
  await button(page, "Approve").click();
  await page.getByText("Dana Whitfield approved it for patient text").waitFor();
  await page.getByText("Level 2: patient text may go").waitFor();
}));
