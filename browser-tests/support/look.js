// What must hold for every page in every state, and a picture of each.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { named, patients } from "./patients.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const screens = process.env.ANTEROOM_SCREENS ?? new URL("../../target/browser", import.meta.url).pathname;
mkdirSync(screens, { recursive: true });

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };
/** 1280 by 1024 at a zoom of 400 %: WCAG 2.2, 1.4.10. */
const zoomed = { width: 320, height: 256 };

/** Looks at a page as it is now, wide and narrow, light and dark, zoomed and with large type. */
export async function look({ page }, name) {
  for (const [size, viewport] of Object.entries({ wide, narrow })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(screens, `${name}.${size}.${colorScheme}.png`), fullPage: true });
      // Colors depend on the scheme and the order on the width: both are seen in two runs.
      if ((size === "wide") === (colorScheme === "light")) await isAccessible(page, `${name}, ${size}, ${colorScheme}`);
    }
  }
  await fits(page, name);
  await keepsNothing(page, name);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(wide);
}

/** axe-core finds nothing serious or critical; what else it finds is printed. */
async function isAccessible(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  const told = ({ impact, id, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.html).join(" | ")}`;
  const isBad = ({ impact }) => impact === "serious" || impact === "critical";
  for (const small of violations.filter((one) => !isBad(one))) console.log(`${name}: ${told(small)}`);
  assert.deepEqual(violations.filter(isBad).map(told), [], name);
}

/** Nothing is wider than the window, at 320 px (400 %) nor with type of twice the size. */
async function fits(page, name) {
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.setViewportSize(zoomed);
  assert.equal(await over(), 0, `${name} scrolls sideways at 400 %`);
  await page.setViewportSize(wide);
  const type = (size) => page.evaluate((size) => void (document.documentElement.style.fontSize = size), size);
  await type("200%");
  assert.equal(await over(), 0, `${name} scrolls sideways with large type`);
  await type("");
}

/** The browser keeps nothing, and neither address nor title names a patient. */
async function keepsNothing(page, name) {
  const kept = await page.evaluate(async () => ({
    storage: [...Object.entries(localStorage), ...Object.entries(sessionStorage)],
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
  }));
  assert.deepEqual(kept, { storage: [], databases: [], caches: [], workers: 0, cookies: "" }, name);
  assert.deepEqual(named(`${await page.title()} ${page.url()}`, patients), [], name);
}
