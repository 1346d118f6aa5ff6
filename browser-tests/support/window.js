// A browser window that notices what no page may do.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium } from "playwright-core";

import { named, patients } from "./patients.js";
import { passphrase } from "./practice.js";

let running;

/** The one Chromium of this process. */
async function browser() {
  running ??= chromium.launch({ executablePath: chromiumOnPath(), chromiumSandbox: false });
  return running;
}

function chromiumOnPath() {
  const places = process.env.PATH.split(delimiter).map((folder) => join(folder, "chromium"));
  return places.find((place) => existsSync(place));
}

/** Ends it. */
export async function closeBrowser() {
  await (await running)?.close();
}

/** A test in a fresh window; afterwards, nothing went wrong behind the page, and no patient reached the model server. */
export function visit(practice, journey, options) {
  return async () => {
    const window = await open(practice, options);
    try {
      await journey(window);
    } finally {
      await window.context.close();
    }
    assert.deepEqual(window.wrongs, []);
    await practice.received();
  };
}

/** Signs somebody in at the door. */
export async function signIn({ page }, name, words = passphrase) {
  await page.goto("/sign-in");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Passphrase").fill(words);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A fresh window of a practice, without cookies. `scripts: false` is a browser that runs none, `hosts` what it may ask beside
 * the practice. */
async function open(practice, { scripts = true, hosts = [] } = {}) {
  const context = await (await browser()).newContext({
    baseURL: practice.url,
    colorScheme: "light",
    javaScriptEnabled: scripts,
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  return { page, context, wrongs: watch(page, [practice.url, ...hosts]) };
}

/** Collects errors of scripts, refused styles and scripts, requests to other hosts, and addresses that name a patient. */
function watch(page, homes) {
  const wrongs = [];
  page.on("pageerror", (error) => wrongs.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !isStatusOfPage(message, page)) {
      wrongs.push(`console: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!homes.some((home) => url.startsWith(`${home}/`)) && !url.startsWith("data:")) wrongs.push(`other host: ${url}`);
    if (named(url, patients).length > 0) wrongs.push(`a patient in an address: ${url}`);
  });
  return wrongs;
}

/** Chromium also logs the status of a page that answers 403 or 404 on purpose. */
function isStatusOfPage(message, page) {
  return message.text().startsWith("Failed to load resource") && message.location().url === page.url();
}
