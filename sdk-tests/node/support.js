// The server under test, the clients, and the invented patients.

import { readFileSync } from "node:fs";

import { Mistral } from "@mistralai/mistralai";
import OpenAI from "openai";

const list = new URL("../../crates/testkit/data/patients.json", import.meta.url);
export const patients = JSON.parse(readFileSync(list, "utf8"));
export const [harriet] = patients;

/** Whose form the upstream's reply takes. */
export const styles = ["m", "o"];

const url = process.env.ANTEROOM_URL;
const apiKey = process.env.ANTEROOM_KEY;
export const gpt = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0, timeout: 30_000 });
export const mistral = new Mistral({ serverURL: url, apiKey, timeoutMs: 30_000 });
export const strangers = {
  gpt: new OpenAI({ baseURL: `${url}/v1`, apiKey: "anteroom_wrong", maxRetries: 0 }),
  mistral: new Mistral({ serverURL: url, apiKey: "anteroom_wrong" }),
};

/** One identifier of each kind, introduced as notes introduce them. */
export function note(p) {
  return (
    `Patient: ${p.given} ${p.family}\nDOB: ${p.birth}\nMRN: ${p.mrn}\nSSN: ${p.ssn}\nPhone: ${p.phone}\n` +
    `Email: ${p.email}\nAddress: ${p.street}, Columbus, OH ${p.zip}\n\n` +
    `${p.given} ${p.family} has had a productive cough for three days.`
  );
}

export const tool = {
  type: "function",
  function: {
    name: "look_up_chart",
    description: "Looks up a chart",
    parameters: { type: "object", properties: { text: { type: "string" } } },
  },
};

export async function all(stream) {
  const items = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** What a promise was rejected with. */
export async function refused(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("this was not refused");
}
