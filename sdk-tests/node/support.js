// The server under test, the clients, and the invented patients.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { Mistral } from "@mistralai/mistralai";
import OpenAI from "openai";

const list = new URL("../../crates/testkit/data/patients.json", import.meta.url);
export const patients = JSON.parse(readFileSync(list, "utf8"));
export const [harriet] = patients;

/** Whose form the upstream's reply takes. */
export const styles = ["m", "o"];

/** Every style, whole and streamed. */
export const ways = styles.flatMap((style) => [false, true].map((streamed) => ({
  style, streamed, name: `${style}, ${streamed ? "streamed" : "whole"}`,
})));

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

/** What the model server got: how many requests, and the JSON of the last one. */
async function asked() {
  const { count, last } = await (await fetch(`${process.env.UPSTREAM_URL}/received`)).json();
  return { count, body: last && JSON.parse(last.body) };
}

/** The text of a message that left: a string, or a list of chunks. */
function textLeft(content) {
  if (typeof content === "string") return content;
  return (content ?? []).map((chunk) => (chunk.type === "text" ? chunk.text : "")).join("");
}

export const received = {
  count: async () => (await asked()).count,
  last: async () => (await asked()).body,
  roles: async () => (await asked()).body.messages.map((message) => message.role),
  /** The text of each message as the model reads it. */
  texts: async () => (await asked()).body.messages.map((message) => textLeft(message.content)),
};

/** The thinking and the text of a turn that left, as each kind of provider wants them. */
export function turnLeft(style, message) {
  const text = textLeft(message.content);
  if (style === "o") return { text, thinking: message.reasoning_content };
  const thoughts = message.content.filter((chunk) => chunk.type === "thinking");
  return { text, thinking: thoughts.flatMap((chunk) => chunk.thinking.map((part) => part.text)).join("") };
}

export const placeholders = (text) => new Set(text.match(/\[[A-Z][A-Z_]*_[0-9][A-Z_0-9]*\]/g) ?? []);

/** A note that left: its clinical words are there, its patient is not. */
export function checkCovered(text, p) {
  assert.ok(text.includes("has had a productive cough for three days."), text);
  assert.ok(placeholders(text).has("[PATIENT_1]"), text);
  for (const word of [p.given, p.family, p.ssn, p.email]) assert.ok(!text.includes(word), word);
}

/** A second question about the same people: its placeholders are those of the first. */
export function checkSamePeople([asked, answered, again]) {
  assert.equal(answered, asked);
  const [first, second] = [placeholders(asked), placeholders(again)];
  assert.ok(second.size > 0 && [...second].every((one) => first.has(one)), again);
}

/** Parts as the echo of each style gives them back: where parts are unknown, they become lines. */
export const glued = (style, texts) => texts.join({ m: "", o: "\n" }[style]);

/** Runs `call`, which must be refused, and sees to it that nothing reached the model server. */
export async function refusedHere(call) {
  const before = await received.count();
  const error = await refused(call());
  assert.equal(await received.count(), before);
  return error;
}

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
