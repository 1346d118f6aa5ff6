// The official OpenAI client for Node, unmodified.

import assert from "node:assert/strict";
import { test } from "node:test";

import OpenAI from "openai";

import { conversations, user } from "./conversations.js";
import {
  all, checkCovered, gpt, harriet, note, received, refused, refusedHere, strangers, styles, tool, ways,
} from "./support.js";

const create = (request) => gpt.chat.completions.create(request);

/** One answer, whole or gathered from its stream as a program gathers it. */
async function ask(streamed, model, asked, more = {}) {
  const request = { model, messages: typeof asked === "string" ? user(asked) : asked, ...more };
  if (streamed) {
    return gathered(await all(await create({ ...request, stream: true, stream_options: { include_usage: true } })));
  }
  const { choices: [{ message, finish_reason }], usage } = await create(request);
  const { content: text, reasoning_content: thinking, tool_calls: calls = [] } = message;
  return { text, thinking, calls, finish: [finish_reason], usage: [usage.total_tokens], turn: message };
}

function gathered(chunks) {
  const choices = chunks.flatMap((chunk) => chunk.choices);
  const text = choices.map((choice) => choice.delta.content ?? "").join("");
  const thinking = choices.map((choice) => choice.delta.reasoning_content ?? "").join("");
  // Each call is taken as it comes, not put together: it must come whole.
  const calls = choices.flatMap((choice) => choice.delta.tool_calls ?? []);
  const turn = { role: "assistant", content: text };
  if (thinking) turn.reasoning_content = thinking;
  if (calls.length > 0) turn.tool_calls = calls;
  const finish = choices.map((choice) => choice.finish_reason).filter(Boolean);
  return { text, thinking, calls, finish, usage: chunks.map((c) => c.usage?.total_tokens).filter(Boolean), turn };
}

function checkCalls(calls) {
  assert.equal(calls.length, 2);
  assert.equal(new Set(calls.map((call) => call.id)).size, 2);
  for (const call of calls) {
    assert.equal(call.function.name, "look_up_chart");
    assert.equal(JSON.parse(call.function.arguments).text, note(harriet));
  }
}

const unchecked = {
  images_not_supported: { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } },
  documents_not_supported: { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" } },
  audio_not_supported: { type: "input_audio", input_audio: { data: "UklGRiQAAABXQVZF", format: "wav" } },
};

conversations({
  ask,
  roles: ["system", "developer"],
  deep: { reasoning_effort: "high" },
  short: { max_completion_tokens: 5 },
});

for (const { style, streamed, name } of ways) {
  test(`${name}: tools, whole calls, with results`, async () => {
    const messages = user(note(harriet));
    const answer = await ask(streamed, `${style}-tools`, messages, { tools: [tool], tool_choice: "auto" });
    assert.deepEqual([answer.finish, answer.usage], [["tool_calls"], [18]]);
    checkCalls(answer.calls);
    assert.deepEqual((await received.last()).tools, [tool]);
    messages.push(answer.turn);
    messages.push(...answer.calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: note(harriet) })));
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
      const schema = { type: "object", properties: { summary: { type: "string" } }, required: ["summary"] };
      const response_format = kind === "json_object" ? { type: kind } : { type: kind, json_schema: { name: "s", schema } };
      const answer = await ask(streamed, `${style}-json`, tricky, { response_format });
      assert.deepEqual(JSON.parse(answer.text), { summary: tricky, items: [tricky] });
      assert.deepEqual((await received.last()).response_format, response_format);
    });
  }

  for (const [code, part] of Object.entries(unchecked)) {
    test(`${name}: refused with ${code}`, async () => {
      const parts = [{ type: "text", text: "What is this?" }, part];
      const error = await refusedHere(() => ask(streamed, `${style}-echo`, user(parts)));
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.deepEqual([error.code, error.param], [code, "messages"]);
      assert.match(error.error.message, /^Nothing was sent\. .*cannot be checked/);
    });
  }

  test(`${name}: errors of the provider`, async () => {
    const busy = await refused(ask(streamed, `${style}-status-429`, "hello"));
    assert.ok(busy instanceof OpenAI.RateLimitError);
    assert.equal(busy.headers.get("retry-after"), "7");
    for (const [script, status] of [["status-401", 502], ["status-403", 502], ["status-404", 502], ["status-500", 503]]) {
      assert.equal((await refused(ask(streamed, `${style}-${script}`, "hello"))).status, status, script);
    }
    const echoed = await refused(ask(streamed, `${style}-status-422`, note(harriet)));
    assert.equal(echoed.status, 400);
    assert.ok(!JSON.stringify(echoed.error).includes(harriet.family));
    for (const script of ["garbage", "cut", "breakoff"]) {
      const error = await refused(ask(streamed, `${style}-${script}`, "is anyone there? ".repeat(20)));
      assert.ok(error instanceof OpenAI.APIError, script);
      if (!streamed) assert.equal(error.status, 502, script);
    }
  });

  test(`${name}: a model nobody approved gets nothing`, async () => {
    const error = await refusedHere(() => ask(streamed, "u-echo", note(harriet)));
    assert.ok(error instanceof OpenAI.PermissionDeniedError);
    assert.deepEqual([error.type, error.code, error.error.found.ssn], ["policy_blocked", "phi_found", 1]);
    assert.equal(error.error.receipt, error.headers.get("anteroom-receipt"));
    assert.ok(!JSON.stringify(error.error).includes(harriet.family));
  });
}

for (const style of styles) {
  test(`${style}: the stream helper puts a message together`, async () => {
    const stream = gpt.chat.completions.stream({ model: `${style}-tools`, messages: user(note(harriet)), tools: [tool] });
    const [choice] = (await stream.finalChatCompletion()).choices;
    checkCalls(choice.message.tool_calls);
    assert.equal(choice.finish_reason, "tool_calls");
  });

  test(`${style}: usage is not streamed unasked`, async () => {
    const chunks = await all(await create({ model: `${style}-echo`, messages: user("hello"), stream: true }));
    assert.ok(chunks.every((chunk) => chunk.choices.length === 1 && !chunk.usage));
  });

  test(`${style}: embeddings`, async () => {
    const reply = await gpt.embeddings.create({ model: `${style}-echo`, input: [note(harriet), "plain"] });
    assert.deepEqual(reply.data.map((item) => [...item.embedding]), [[0.25, -0.5, 1], [0.25, -0.5, 1]]);
  });
}

test("a wrong key and an unknown model are told", async () => {
  assert.equal((await refused(strangers.gpt.models.list())).status, 401);
  assert.equal((await refused(ask(false, "gpt-unknown", "hello"))).status, 404);
});

test("models", async () => {
  const ids = (await all(gpt.models.list())).map((model) => model.id);
  assert.ok(ids.includes("m-echo") && ids.includes("o-echo"));
  assert.equal((await gpt.models.retrieve("m-echo")).id, "m-echo");
});

test("closed endpoints say why", async () => {
  for (const call of [() => gpt.files.list(), () => gpt.responses.create({ model: "m-echo", input: note(harriet) })]) {
    const error = await refused(call());
    assert.equal(error.status, 403);
    assert.ok(error.error.message.startsWith("Nothing was sent."));
  }
});
