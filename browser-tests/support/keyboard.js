// What the keyboard alone reaches.

import assert from "node:assert/strict";

/** Presses Tab once around the page: everything is reached, in the order of the page, and one sees where one is. */
export async function walk({ page }, name) {
  const expected = await page.evaluate(inOrder);
  assert.ok(expected.length > 0, `${name} has nothing to reach`);
  await page.evaluate(fromTheTop);
  const reached = [];
  for (const _ of expected) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(focused);
    if (here === null) break;
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
}

/** Names everything that Tab should stop at; a group of radio buttons is one stop. */
function inOrder() {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  const stops = [...all].filter((one) => !one.disabled && one.type !== "hidden" && one.checkVisibility());
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
  return {
    what: `${here.localName} ${here.name ?? ""} ${here.textContent.trim().slice(0, 40)}`,
    shows: inView && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
  };
}
