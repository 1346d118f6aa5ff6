// The official Mistral client for Node, unmodified.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  all, checkCovered, checkSamePeople, glued, harriet, mistral, note, patients, received, refused, refusedHere, strangers,
  styles, tool, turnLeft, ways,
} from "./support.js";

const user = (content) => [{ role: "user", content }];

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

for (const { style, streamed, name } of ways) {
  for (const patient of patients.slice(0, 4)) {
    test(`${name}: ${patient.family} comes back restored`, async () => {
      for (const script of ["echo", "echo-1"]) {
        const answer = await ask(streamed, `${style}-${script}`, note(patient));
        assert.equal(answer.text, note(patient));
        assert.deepEqual([answer.finish, answer.usage], [["stop"], [18]]);
        checkCovered((await received.texts())[0], patient);
      }
    });
  }

  test(`${name}: content in chunks, and an identifier split over them`, async () => {
    const texts = [note(harriet), "And a second part."];
    const chunks = (texts) => user(texts.map((text) => ({ type: "text", text })));
    assert.equal((await ask(streamed, `${style}-echo`, chunks(texts))).text, glued(style, texts));
    checkCovered((await received.texts())[0], harriet);
    const split = await ask(streamed, `${style}-echo`, chunks([`SSN ${harriet.ssn.slice(0, 6)}`, harriet.ssn.slice(6)]));
    assert.ok(split.text.replace("\n", "").includes(harriet.ssn));
  });

  // The client knows no developer role: it is OpenAI's.
  test(`${name}: system messages are covered and arrive as instructions`, async () => {
    for (const content of [note(harriet), [{ type: "text", text: note(harriet) }]]) {
      const answer = await ask(streamed, `${style}-echo`, [{ role: "system", content }, ...user("Summarize.")]);
      assert.equal(answer.text, "Summarize.");
      assert.deepEqual(await received.roles(), ["system", "user"]);
      const [instructions, asked] = await received.texts();
      checkCovered(instructions, harriet);
      assert.equal(asked, "Summarize.");
    }
  });

  test(`${name}: a conversation can be replayed`, async () => {
    const messages = user(note(harriet));
    messages.push((await ask(streamed, `${style}-echo`, messages)).turn);
    messages.push(...user(`When did ${harriet.given} ${harriet.family} fall ill?`));
    assert.equal((await ask(streamed, `${style}-echo`, messages)).text, messages.at(-1).content);
    assert.deepEqual(await received.roles(), ["user", "assistant", "user"]);
    checkSamePeople(await received.texts());
  });

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

  test(`${name}: thinking both ways`, async () => {
    const messages = user(note(harriet));
    const answer = await ask(streamed, `${style}-think`, messages, { reasoningEffort: "high" });
    assert.equal(answer.text, `In short: ${note(harriet)}`);
    assert.equal(answer.thinking, `The note says: ${note(harriet)}`);
    assert.deepEqual(answer.finish, ["stop"]);
    messages.push(answer.turn, ...user("And?"));
    const again = await ask(streamed, `${style}-think`, messages, { reasoningEffort: "high" });
    assert.deepEqual([again.text, again.thinking], ["In short: And?", "The note says: And?"]);
    const { text, thinking } = turnLeft(style, (await received.last()).messages[1]);
    assert.ok(text.startsWith("In short: ") && thinking.startsWith("The note says: "));
    checkCovered(text, harriet);
    checkCovered(thinking, harriet);
  });

  test(`${name}: the output limit is reported`, async () => {
    assert.deepEqual((await ask(streamed, `${style}-length`, "hello", { maxTokens: 5 })).finish, ["length"]);
    assert.equal((await received.last()).max_tokens, 5);
  });

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
