// Every page that links lead to, and forms in a browser that runs no scripts.

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

/** In the menu, and not there yet. */
for (const who of ["maya", "dana", "ines"]) {
  test(`every page that ${who} is led to can be read, reached and zoomed`, visit(practice, async (window) => {
    await signIn(window, who);
    await window.page.waitForURL("/");
    const alike = new Map();
    for await (const path of linked(window)) {
      // Of pages that differ by what they are about, the first two show what there is to see.
      const folder = path.split("/").length > 3 ? path.slice(0, path.lastIndexOf("/")) : path;
      alike.set(folder, (alike.get(folder) ?? 0) + 1);
      if (alike.get(folder) > 2) continue;
      const name = `${who}${path === "/" ? "-home" : path.replaceAll("/", "-")}`;
      await look(window, name);
      await walk(window, name);
    }
  }));
}

/** Opens every page that can be reached by links, and gives its path; fails at a link that leads nowhere. */
async function* linked({ page, context }) {
  const found = new Set(["/"]);
  for (const path of found) {
    const answer = await context.request.get(path, { maxRedirects: 0 });
    assert.equal(answer.status(), 200, path);
    if (!answer.headers()["content-type"].startsWith("text/html")) continue;
    await page.goto(path);
    for (const link of await page.getByRole("link").evaluateAll(ofThisServer)) found.add(link);
    yield path;
  }
}

function ofThisServer(links) {
  return links.filter(({ host }) => host === location.host).map(({ pathname }) => pathname);
}

test("without scripts every form works", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  await page.waitForURL("/");
  await page.getByRole("link", { name: "Maya Osei" }).click();
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Your account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("/sign-in");
}, { scripts: false }));

test("on a phone the menus fold, and open by the keyboard without scripts", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "dana");
  await page.waitForURL("/");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/console/readiness");
  for (const [name, title] of [["Main", "Menu"], ["Console", "Console: Readiness"]]) {
    const menu = page.locator(`nav[aria-label="${name}"]`);
    assert.equal(await menu.isVisible(), false, `${name} is folded`);
    await page.getByText(title, { exact: true }).press("Enter");
    assert.ok(await menu.isVisible(), `${name} is open`);
    assert.equal(await menu.locator("[aria-current=page]").count(), 1, name);
  }
  await walk(window, "phone-menus");
}, { scripts: false }));

test("an address that is no page leads back", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "maya");
  const answer = await page.goto("/no-such-page");
  assert.equal(answer.status(), 404);
  await look(window, "no-such-page");
}));
