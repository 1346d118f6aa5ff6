// A request for an exception: a vendor's phone number is found, asked for, decided on and answered; with scripts and without.

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

/** A handout that names a phone number, on the way to the model. */
async function create(page, phone) {
  await page.goto("/tasks/patient-handout");
  await page.getByLabel("What is it about?").fill("A blood test");
  await page.getByLabel("adult").check();
  await page.getByLabel("prepare").check();
  await page.getByLabel("What must be in it?").fill(`Call the help line of the lab at ${phone}.`);
  await page.getByRole("button", { name: "Create" }).last().click();
}

for (const scripts of [true, false]) {
  test(`an exception is asked for and ${scripts ? "allowed" : "refused, without scripts"}`, visit(practice, async (window) => {
    const { page } = window;
    const phone = scripts ? "614-555-0199" : "614-555-0188";
    await change(window, "maya");
    await create(page, phone);
    await page.getByRole("heading", { level: 1, name: "Nothing was sent" }).waitFor();
    await page.getByText("Nobody's? Ask for an exception").click();
    if (scripts) await look(window, "exception-ask");
    if (scripts) await walk(window, "exception-ask");
    await page.getByLabel("Whose is it, and why do you need it?").fill("The help line of our lab");
    await page.getByLabel("Whose is it, and why do you need it?").press("Enter");
    await page.getByRole("heading", { level: 1, name: "Your request" }).waitFor();
    await page.getByText("Your compliance officer has your request.").waitFor();
    if (scripts) await look(window, "exception-asked");
    if (scripts) await walk(window, "exception-asked");

    await change(window, "dana");
    await page.getByRole("link", { name: "1 request for an exception waits for you" }).click();
    await page.getByRole("heading", { name: phone }).waitFor();
    if (scripts) await look(window, "console-exceptions-asked");
    if (scripts) await walk(window, "console-exceptions-asked");
    if (scripts) {
      await page.getByRole("button", { name: "Allow it" }).click();
    } else {
      await page.getByLabel("Why not?").fill("The lab has a web page for that.");
      await page.getByRole("button", { name: "Refuse it" }).click();
    }
    await page.getByText("Nothing waits.").waitFor();
    if (scripts) await look(window, "console-exceptions-allowed");

    await change(window, "maya");
    await page.getByRole("link", { name: `Your request to allow a phone number was ${scripts ? "allowed" : "refused"}` }).click();
    await page.getByText(scripts ? "It is not marked any more" : "The lab has a web page for that.").waitFor();
    if (scripts) await look(window, "exception-allowed");
    await page.getByRole("button", { name: "I have read it" }).click();
    await page.waitForURL("/");
    await create(page, phone);
    // A clinician reads a handout first.
    const name = scripts ? "Waiting for approval" : "Nothing was sent";
    await page.getByRole("heading", { name }).waitFor();
  }, { scripts }));
}
