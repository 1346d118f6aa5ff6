// The invented patients, and whether a text names one of them.

import { readFileSync } from "node:fs";

const list = new URL("../../crates/testkit/data/patients.json", import.meta.url);
export const patients = JSON.parse(readFileSync(list, "utf8"));
export const [harriet] = patients;

/** Which identifiers of `people` a text shows, as they are written or as an address carries them. */
export function named(text, people) {
  const shown = decoded(text).toLowerCase();
  return people.flatMap(Object.values).filter((identifier) => shown.includes(identifier.toLowerCase()));
}

function decoded(text) {
  try {
    return `${text} ${decodeURIComponent(text.replaceAll("+", " "))}`;
  } catch {
    return text;
  }
}
