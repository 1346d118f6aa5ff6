// What the keyboard alone reaches.

import assert from "node:assert/strict";

/** The most stops that one field has: the parts of a date and its calendar. */
const parts = 5;

/** Goes around the page by Tab: everything is reached, in the order of the page, and one sees where one is. */
export async function walk({ page }, name) {
  const expected = await page.evaluate(inOrder);
  await page.evaluate(fromTheTop);
  const reached = [];
  for (let tab = 0; reached.length < expected.length && tab < expected.length * parts; tab += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(focused);
    if (here === null) break;
    if (here.isSame) continue;
    assert.ok(here.shows, `${name}: the focus is not seen on ${here.what}`);
    reached.push(here.what);
  }
  assert.deepEqual(reached, expected, name);
}

/** Puts the place from which Tab goes on at the top of the page. */
function fromTheTop() {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  globalThis.lastStop = null;
}

/** Names everything that Tab should stop at; a group of radio buttons is one stop. */
function inOrder() {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  const stops = [...all].filter((one) => !one.disabled && one.type !== "hidden" && one.tabIndex >= 0 && one.checkVisibility());
  const isStop = (one) => {
    if (one.type !== "radio") return true;
    const group = stops.filter((other) => other.type === "radio" && other.name === one.name);
    return one === (group.find((other) => other.checked) ?? group[0]);
  };
  return stops.filter(isStop).map((one) => `${one.localName} ${one.name ?? ""} ${one.textContent.trim().slice(0, 40)}`);
}

/** Where the focus is, and whether one sees it; nothing once it has left the page. */
function focused() {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(here);
  const { left, right, top, bottom } = here.getBoundingClientRect();
  const inView = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  const isSame = here === globalThis.lastStop;
  globalThis.lastStop = here;
  return {
    isSame,
    what: `${here.localName} ${here.name ?? ""} ${here.textContent.trim().slice(0, 40)}`,
    shows: inView && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
  };
}
