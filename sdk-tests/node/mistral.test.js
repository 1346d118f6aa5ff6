// The official Mistral client for Node, unmodified.

import assert from "node:assert/strict";
import { test } from "node:test";

import { conversations, user } from "./conversations.js";
import {
  all, checkCovered, harriet, mistral, note, received, refused, refusedHere, strangers, styles, tool, ways,
} from "./support.js";


/** One answer, whole or gathered from its stream as a program gathers it. */
async function ask(streamed, model, asked, more = {}) {
  const request = { model, messages: typeof asked === "string" ? user(asked) : asked, ...more };
  if (streamed) return gathered((await all(await mistral.chat.stream(request))).map((event) => event.data));
  const { choices: [{ message, finishReason }], usage } = await mistral.chat.complete(request);
  return {
    text: chunkTexts(message.content),
    thinking: chunkTexts(message.content, "thinking"),
    calls: message.toolCalls ?? [],
    finish: [finishReason],
    usage: [usage.totalTokens],
    turn: { ...message, role: "assistant" },
  };
}

/** The text of a content that is a string or a list of chunks. */
function chunkTexts(content, kind = "text") {
  if (typeof content === "string") return kind === "text" ? content : "";
  const wanted = (content ?? []).filter((chunk) => chunk.type === kind);
  return wanted.map((chunk) => (kind === "text" ? chunk.text : chunk.thinking.map((part) => part.text).join(""))).join("");
}

function gathered(chunks) {
  const choices = chunks.flatMap((chunk) => chunk.choices);
  const [text, thinking] = ["text", "thinking"].map((kind) => choices.map((one) => chunkTexts(one.delta.content, kind)).join(""));
  // Each call is taken as it comes, not put together: it must come whole.
  const calls = choices.flatMap((choice) => choice.delta.toolCalls ?? []);
  const thought = { type: "thinking", thinking: [{ type: "text", text: thinking }], closed: true };
  const turn = { role: "assistant", content: thinking ? [thought, { type: "text", text }] : text };
  if (calls.length > 0) turn.toolCalls = calls;
  const finish = choices.map((choice) => choice.finishReason).filter(Boolean);
  return { text, thinking, calls, finish, usage: chunks.map((c) => c.usage?.totalTokens).filter(Boolean), turn };
}

const parsed = (text) => (typeof text === "string" ? JSON.parse(text) : text);

function checkCalls(calls) {
  assert.equal(calls.length, 2);
  assert.equal(new Set(calls.map((call) => call.id)).size, 2);
  for (const call of calls) {
    assert.equal(call.function.name, "look_up_chart");
    assert.equal(parsed(call.function.arguments).text, note(harriet));
  }
}

const unchecked = {
  images_not_supported: { type: "image_url", imageUrl: "data:image/png;base64,iVBORw0KGgo=" },
  documents_not_supported: { type: "document_url", documentUrl: "https://x.example/a.pdf", documentName: "a.pdf" },
  audio_not_supported: { type: "input_audio", inputAudio: "UklGRiQAAABXQVZF" },
};

// The client knows no developer role: it is OpenAI's.
conversations({ ask, roles: ["system"], deep: { reasoningEffort: "high" }, short: { maxTokens: 5 } });

for (const { style, streamed, name } of ways) {
  test(`${name}: tools, whole calls, with results`, async () => {
    const messages = user(note(harriet));
    const answer = await ask(streamed, `${style}-tools`, messages, { tools: [tool], toolChoice: "any" });
    assert.deepEqual([answer.finish, answer.usage], [["tool_calls"], [18]]);
    checkCalls(answer.calls);
    assert.deepEqual((await received.last()).tools.map((one) => one.function.name), ["look_up_chart"]);
    messages.push(answer.turn);
    messages.push(...answer.calls.map((call) => ({ role: "tool", toolCallId: call.id, content: note(harriet) })));
    const after = await ask(streamed, `${style}-tools`, messages, { tools: [tool] });
    assert.deepEqual([after.text, after.finish], [note(harriet), ["stop"]]);
    assert.deepEqual(await received.roles(), ["user", "assistant", "tool", "tool"]);
    const [, called, ...results] = (await received.last()).messages;
    assert.deepEqual(results.map((one) => one.tool_call_id), called.tool_calls.map((call) => call.id));
    checkCovered(JSON.parse(called.tool_calls[0].function.arguments).text, harriet);
  });

  for (const kind of ["json_object", "json_schema"]) {
    test(`${name}: ${kind} stays JSON`, async () => {
      const tricky = `${note(harriet)} "quoted" \\ and\ttabs`;
      const schemaDefinition = { type: "object", properties: { summary: { type: "string" } }, required: ["summary"] };
      const jsonSchema = kind === "json_schema" ? { name: "s", schemaDefinition } : undefined;
      const answer = await ask(streamed, `${style}-json`, tricky, { responseFormat: { type: kind, jsonSchema } });
      assert.deepEqual(JSON.parse(answer.text), { summary: tricky, items: [tricky] });
      const { type, json_schema: sent } = (await received.last()).response_format;
      assert.equal(type, kind);
      if (jsonSchema) assert.deepEqual([sent.name, sent.schema], ["s", schemaDefinition]);
    });
  }

  for (const [code, chunk] of Object.entries(unchecked)) {
    test(`${name}: refused with ${code}`, async () => {
      const chunks = [{ type: "text", text: "What is this?" }, chunk];
      const error = await refusedHere(() => ask(streamed, `${style}-echo`, user(chunks)));
      const body = JSON.parse(error.body);
      assert.deepEqual([error.statusCode, body.code, body.param], [400, code, "messages"]);
      assert.match(body.message, /^Nothing was sent\. .*cannot be checked/);
    });
  }

  test(`${name}: errors of the provider`, async () => {
    const busy = await refused(ask(streamed, `${style}-status-429`, "hello"));
    assert.equal(busy.statusCode, 429);
    assert.equal(busy.headers.get("retry-after"), "7");
    for (const [script, status] of [["status-401", 502], ["status-403", 502], ["status-404", 502], ["status-500", 503]]) {
      assert.equal((await refused(ask(streamed, `${style}-${script}`, "hello"))).statusCode, status, script);
    }
    const echoed = await refused(ask(streamed, `${style}-status-422`, note(harriet)));
    assert.equal(echoed.statusCode, 400);
    assert.ok(!echoed.body.includes(harriet.family));
    for (const script of ["garbage", "cut", "breakoff"]) {
      const error = await refused(ask(streamed, `${style}-${script}`, "is anyone there? ".repeat(20)));
      if (!streamed) assert.equal(error.statusCode, 502, script);
    }
  });

  test(`${name}: a model nobody approved gets nothing`, async () => {
    const error = await refusedHere(() => ask(streamed, "u-echo", note(harriet)));
    const body = JSON.parse(error.body);
    assert.deepEqual([error.statusCode, body.type, body.code], [403, "policy_blocked", "phi_found"]);
    assert.equal(body.error.receipt, error.headers.get("anteroom-receipt"));
    assert.ok(!error.body.includes(harriet.family));
  });
}

for (const style of styles) {
  test(`${style}: embeddings`, async () => {
    const reply = await mistral.embeddings.create({ model: `${style}-echo`, inputs: [note(harriet), "plain"] });
    assert.deepEqual(reply.data.map((item) => item.embedding), [[0.25, -0.5, 1], [0.25, -0.5, 1]]);
  });
}

test("a wrong key and an unknown model are told", async () => {
  assert.equal((await refused(strangers.mistral.models.list())).statusCode, 401);
  assert.equal((await refused(ask(false, "mistral-unknown", "hello"))).statusCode, 404);
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
