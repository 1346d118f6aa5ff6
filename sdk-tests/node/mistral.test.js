// The official Mistral client for Node, unmodified.

import assert from "node:assert/strict";
import { test } from "node:test";

import { all, harriet, mistral, note, patients, refused, strangers, styles, tool } from "./support.js";

const user = (content) => [{ role: "user", content }];
const ask = (model, content, more = {}) => mistral.chat.complete({ model, messages: user(content), ...more });
const streamOf = async (model, content, more = {}) =>
  (await all(await mistral.chat.stream({ model, messages: user(content), ...more }))).map((event) => event.data);

/** The text of a content that is a string or a list of chunks. */
function chunkTexts(content, kind = "text") {
  if (typeof content === "string") return kind === "text" ? content : "";
  const wanted = (content ?? []).filter((chunk) => chunk.type === kind);
  return wanted.map((chunk) => (kind === "text" ? chunk.text : chunk.thinking.map((part) => part.text).join(""))).join("");
}

const textOf = (chunks, kind) => chunks.map((c) => chunkTexts(c.choices[0]?.delta?.content, kind)).join("");
const parsed = (text) => (typeof text === "string" ? JSON.parse(text) : text);

function checkCalls(calls) {
  assert.equal(calls.length, 2);
  for (const call of calls) {
    assert.equal(call.function.name, "look_up_chart");
    assert.equal(parsed(call.function.arguments).text, note(harriet));
  }
}

for (const style of styles) {
  for (const patient of patients.slice(0, 4)) {
    test(`${style}: ${patient.family} comes back restored`, async () => {
      const reply = await ask(`${style}-echo`, note(patient));
      assert.equal(reply.choices[0].message.content, note(patient));
      const chunks = await streamOf(`${style}-echo-1`, note(patient));
      assert.equal(textOf(chunks), note(patient));
      assert.deepEqual(chunks.map((c) => c.usage?.totalTokens).filter(Boolean), [18]);
    });
  }

  test(`${style}: tools, whole, streamed and with results`, async () => {
    const messages = user(note(harriet));
    const reply = await mistral.chat.complete({ model: `${style}-tools`, messages, tools: [tool] });
    const { message } = reply.choices[0];
    checkCalls(message.toolCalls);
    const results = message.toolCalls.map((call) => ({ role: "tool", toolCallId: call.id, content: note(harriet) }));
    const after = [...messages, { ...message, role: "assistant" }, ...results];
    const answer = await mistral.chat.complete({ model: `${style}-tools`, messages: after, tools: [tool] });
    assert.equal(answer.choices[0].message.content, note(harriet));
    const chunks = await streamOf(`${style}-tools`, note(harriet), { tools: [tool] });
    checkCalls(chunks.flatMap((c) => c.choices[0]?.delta?.toolCalls ?? []));
  });

  test(`${style}: JSON stays JSON`, async () => {
    const tricky = `${note(harriet)} "quoted" \\ and\ttabs`;
    const reply = await ask(`${style}-json`, tricky, { responseFormat: { type: "json_object" } });
    assert.equal(JSON.parse(reply.choices[0].message.content).summary, tricky);
    const schemaDefinition = { type: "object", properties: { summary: { type: "string" } } };
    const responseFormat = { type: "json_schema", jsonSchema: { name: "s", schemaDefinition } };
    assert.equal(JSON.parse(textOf(await streamOf(`${style}-json`, tricky, { responseFormat }))).summary, tricky);
  });

  test(`${style}: thinking both ways`, async () => {
    const { message } = (await ask(`${style}-think`, note(harriet), { reasoningEffort: "high" })).choices[0];
    assert.equal(chunkTexts(message.content), `In short: ${note(harriet)}`);
    assert.equal(chunkTexts(message.content, "thinking"), `The note says: ${note(harriet)}`);
    const messages = [...user(note(harriet)), { ...message, role: "assistant" }, { role: "user", content: "And?" }];
    await mistral.chat.complete({ model: `${style}-think`, messages });
    const chunks = await streamOf(`${style}-think`, note(harriet), { reasoningEffort: "high" });
    assert.equal(textOf(chunks), `In short: ${note(harriet)}`);
    assert.equal(textOf(chunks, "thinking"), `The note says: ${note(harriet)}`);
  });

  test(`${style}: errors of the provider`, async () => {
    const busy = await refused(ask(`${style}-status-429`, "hello"));
    assert.equal(busy.statusCode, 429);
    assert.ok(Number(busy.headers.get("retry-after")) >= 1);
    for (const script of ["status-401", "status-500", "garbage", "cut"]) {
      const error = await refused(ask(`${style}-${script}`, "hello"));
      assert.ok([502, 503].includes(error.statusCode), script);
    }
    const echoed = await refused(ask(`${style}-status-422`, note(harriet)));
    assert.ok(!echoed.body.includes(harriet.family));
  });

  for (const script of ["cut", "breakoff"]) {
    test(`${style}: a stream that ends by ${script} raises`, async () => {
      await refused(streamOf(`${style}-${script}`, "is anyone there? ".repeat(20)));
    });
  }

  test(`${style}: embeddings`, async () => {
    const reply = await mistral.embeddings.create({ model: `${style}-echo`, inputs: [note(harriet), "plain"] });
    assert.deepEqual(reply.data.map((item) => item.embedding), [[0.25, -0.5, 1], [0.25, -0.5, 1]]);
  });
}

test("a model nobody approved gets nothing", async () => {
  const error = await refused(ask("u-echo", note(harriet)));
  const body = JSON.parse(error.body);
  assert.equal(error.statusCode, 403);
  assert.equal(body.type, "policy_blocked");
  assert.equal(body.error.receipt, error.headers.get("anteroom-receipt"));
  assert.ok(!error.body.includes(harriet.family));
});

test("a wrong key and an unknown model are told", async () => {
  assert.equal((await refused(strangers.mistral.models.list())).statusCode, 401);
  assert.equal((await refused(ask("mistral-unknown", "hello"))).statusCode, 404);
});

test("models", async () => {
  const ids = (await mistral.models.list()).data.map((model) => model.id);
  assert.ok(ids.includes("m-echo") && ids.includes("o-echo"));
  assert.equal((await mistral.models.retrieve({ modelId: "o-echo" })).id, "o-echo");
});

test("closed endpoints say why", async () => {
  const error = await refused(mistral.files.list());
  assert.equal(error.statusCode, 403);
  assert.ok(JSON.parse(error.body).message.startsWith("Nothing was sent."));
});
