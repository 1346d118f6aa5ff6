// What both clients must do alike; each suite brings its own way to ask.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkCovered, checkSamePeople, glued, harriet, note, patients, received, turnLeft, ways } from "./support.js";

export const user = (content) => [{ role: "user", content }];

/**
 * Conversations, whole and streamed, in the form of either provider. `ask` gives one answer, `roles` are those that
 * instruct, `deep` and `short` ask in the client's words for much thought and for five tokens.
 */
export function conversations({ ask, roles, deep, short }) {
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

    test(`${name}: content in parts, and an identifier split over them`, async () => {
      const texts = [note(harriet), "And a second part."];
      const parts = (texts) => user(texts.map((text) => ({ type: "text", text })));
      assert.equal((await ask(streamed, `${style}-echo`, parts(texts))).text, glued(style, texts));
      checkCovered((await received.texts())[0], harriet);
      const split = await ask(streamed, `${style}-echo`, parts([`SSN ${harriet.ssn.slice(0, 6)}`, harriet.ssn.slice(6)]));
      assert.ok(split.text.replace("\n", "").includes(harriet.ssn));
    });

    for (const role of roles) {
      test(`${name}: ${role} messages are covered and arrive as instructions`, async () => {
        for (const content of [note(harriet), [{ type: "text", text: note(harriet) }]]) {
          const answer = await ask(streamed, `${style}-echo`, [{ role, content }, ...user("Summarize.")]);
          assert.equal(answer.text, "Summarize.");
          assert.deepEqual(await received.roles(), ["system", "user"]);
          const [instructions, asked] = await received.texts();
          checkCovered(instructions, harriet);
          assert.equal(asked, "Summarize.");
        }
      });
    }

    test(`${name}: a conversation can be replayed`, async () => {
      const messages = user(note(harriet));
      messages.push((await ask(streamed, `${style}-echo`, messages)).turn);
      messages.push(...user(`When did ${harriet.given} ${harriet.family} fall ill?`));
      assert.equal((await ask(streamed, `${style}-echo`, messages)).text, messages.at(-1).content);
      assert.deepEqual(await received.roles(), ["user", "assistant", "user"]);
      checkSamePeople(await received.texts());
    });

    test(`${name}: thinking both ways`, async () => {
      const messages = user(note(harriet));
      const answer = await ask(streamed, `${style}-think`, messages, deep);
      assert.equal(answer.text, `In short: ${note(harriet)}`);
      assert.equal(answer.thinking, `The note says: ${note(harriet)}`);
      assert.deepEqual(answer.finish, ["stop"]);
      messages.push(answer.turn, ...user("And?"));
      const again = await ask(streamed, `${style}-think`, messages, deep);
      assert.deepEqual([again.text, again.thinking], ["In short: And?", "The note says: And?"]);
      const { text, thinking } = turnLeft(style, (await received.last()).messages[1]);
      assert.ok(text.startsWith("In short: ") && thinking.startsWith("The note says: "));
      checkCovered(text, harriet);
      checkCovered(thinking, harriet);
    });

    test(`${name}: the output limit is reported`, async () => {
      assert.deepEqual((await ask(streamed, `${style}-length`, "hello", short)).finish, ["length"]);
      assert.equal((await received.last()).max_tokens, 5);
    });
  }
}
