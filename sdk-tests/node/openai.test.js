// The official OpenAI client for Node, unmodified.

import assert from "node:assert/strict";
import { test } from "node:test";

import OpenAI from "openai";

import { all, gpt, harriet, note, patients, refused, strangers, styles, tool } from "./support.js";

const user = (content) => [{ role: "user", content }];
const ask = (model, content, more = {}) => gpt.chat.completions.create({ model, messages: user(content), ...more });
const streamOf = async (model, content, more = {}) => all(await ask(model, content, { stream: true, ...more }));
const textOf = (chunks) => chunks.map((c) => c.choices[0]?.delta?.content ?? "").join("");

function checkCalls(calls) {
  assert.equal(calls.length, 2);
  for (const call of calls) {
    assert.equal(call.function.name, "look_up_chart");
    assert.equal(JSON.parse(call.function.arguments).text, note(harriet));
  }
}

for (const style of styles) {
  for (const patient of patients.slice(0, 4)) {
    test(`${style}: ${patient.family} comes back restored`, async () => {
      const reply = await ask(`${style}-echo`, note(patient));
      assert.equal(reply.choices[0].message.content, note(patient));
      assert.equal(reply.usage.total_tokens, 18);
    });

    test(`${style}: ${patient.family} is streamed back restored`, async () => {
      const chunks = await streamOf(`${style}-echo-1`, note(patient), { stream_options: { include_usage: true } });
      assert.equal(textOf(chunks), note(patient));
      assert.deepEqual(chunks.map((c) => c.choices[0]?.finish_reason).filter(Boolean), ["stop"]);
      assert.deepEqual(chunks.map((c) => c.usage?.total_tokens).filter(Boolean), [18]);
    });
  }

  test(`${style}: parts, system and developer messages`, async () => {
    const parts = [{ type: "text", text: `SSN ${harriet.ssn.slice(0, 6)}` }, { type: "text", text: harriet.ssn.slice(6) }];
    const reply = await ask(`${style}-echo`, parts);
    // Where parts are unknown, they become lines.
    assert.ok(reply.choices[0].message.content.replace("\n", "").includes(harriet.ssn));
    for (const role of ["system", "developer"]) {
      const messages = [{ role, content: note(harriet) }, { role: "user", content: "Summarize." }];
      const answer = await gpt.chat.completions.create({ model: `${style}-echo`, messages });
      assert.equal(answer.choices[0].message.content, "Summarize.");
    }
  });

  test(`${style}: tools, whole, streamed and with results`, async () => {
    const messages = user(note(harriet));
    const reply = await gpt.chat.completions.create({ model: `${style}-tools`, messages, tools: [tool] });
    const { message } = reply.choices[0];
    checkCalls(message.tool_calls);
    const results = message.tool_calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: note(harriet) }));
    const after = [...messages, message, ...results];
    const answer = await gpt.chat.completions.create({ model: `${style}-tools`, messages: after, tools: [tool] });
    assert.equal(answer.choices[0].message.content, note(harriet));
    const chunks = await streamOf(`${style}-tools`, note(harriet), { tools: [tool] });
    checkCalls(chunks.flatMap((c) => c.choices[0]?.delta?.tool_calls ?? []));
  });

  test(`${style}: the stream helper puts a message together`, async () => {
    const stream = gpt.chat.completions.stream({ model: `${style}-tools`, messages: user(note(harriet)), tools: [tool] });
    checkCalls((await stream.finalChatCompletion()).choices[0].message.tool_calls);
  });

  test(`${style}: JSON stays JSON`, async () => {
    const tricky = `${note(harriet)} "quoted" \\ and\ttabs`;
    const schema = { type: "object", properties: { summary: { type: "string" } }, required: ["summary"] };
    for (const response_format of [{ type: "json_object" }, { type: "json_schema", json_schema: { name: "s", schema } }]) {
      const reply = await ask(`${style}-json`, tricky, { response_format });
      assert.equal(JSON.parse(reply.choices[0].message.content).summary, tricky);
      const chunks = await streamOf(`${style}-json`, tricky, { response_format });
      assert.equal(JSON.parse(textOf(chunks)).summary, tricky);
    }
  });

  test(`${style}: thinking`, async () => {
    const { message } = (await ask(`${style}-think`, note(harriet), { reasoning_effort: "high" })).choices[0];
    assert.equal(message.content, `In short: ${note(harriet)}`);
    assert.equal(message.reasoning_content, `The note says: ${note(harriet)}`);
    const messages = [...user(note(harriet)), message, { role: "user", content: "And?" }];
    await gpt.chat.completions.create({ model: `${style}-think`, messages });
  });

  test(`${style}: errors of the provider`, async () => {
    const busy = await refused(ask(`${style}-status-429`, "hello"));
    assert.ok(busy instanceof OpenAI.RateLimitError);
    assert.ok(Number(busy.headers.get("retry-after")) >= 1);
    for (const script of ["status-401", "status-500", "garbage", "cut"]) {
      const error = await refused(ask(`${style}-${script}`, "hello"));
      assert.ok([502, 503].includes(error.status), script);
    }
    const echoed = await refused(ask(`${style}-status-422`, note(harriet)));
    assert.ok(!JSON.stringify(echoed.error).includes(harriet.family));
  });

  for (const script of ["cut", "breakoff"]) {
    test(`${style}: a stream that ends by ${script} raises`, async () => {
      assert.ok((await refused(streamOf(`${style}-${script}`, "is anyone there? ".repeat(20)))) instanceof OpenAI.APIError);
    });
  }

  test(`${style}: embeddings`, async () => {
    const reply = await gpt.embeddings.create({ model: `${style}-echo`, input: [note(harriet), "plain"] });
    assert.deepEqual(reply.data.map((item) => [...item.embedding]), [[0.25, -0.5, 1], [0.25, -0.5, 1]]);
  });
}

test("a model nobody approved gets nothing", async () => {
  const error = await refused(ask("u-echo", note(harriet)));
  assert.ok(error instanceof OpenAI.PermissionDeniedError);
  assert.equal(error.type, "policy_blocked");
  assert.equal(error.code, "phi_found");
  assert.equal(error.error.found.ssn, 1);
  assert.equal(error.error.receipt, error.headers.get("anteroom-receipt"));
  assert.ok(!JSON.stringify(error.error).includes(harriet.family));
});

test("a wrong key and an unknown model are told", async () => {
  assert.equal((await refused(strangers.gpt.models.list())).status, 401);
  assert.equal((await refused(ask("gpt-unknown", "hello"))).status, 404);
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
