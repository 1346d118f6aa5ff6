"""What both clients must do alike; each suite brings its own way to ask."""

import pytest
from conftest import check_covered, glued, note, placeholders, text_of, thought_of

TOOL = {
    "type": "function",
    "function": {
        "name": "look_up_chart",
        "description": "Looks up a chart",
        "parameters": {"type": "object", "properties": {"text": {"type": "string"}}},
    },
}


def user(content):
    return [{"role": "user", "content": content}]


def counts(usage):
    return [(one.prompt_tokens, one.completion_tokens, one.total_tokens) for one in usage]


def check_instructions(ask, model, role, content, streamed, received, harriet):
    """What stands in a message of this role arrives as instructions, covered."""
    answer = ask(model, [{"role": role, "content": content}, *user("Summarize.")], streamed)
    assert answer.text == "Summarize."
    assert received.roles() == ["system", "user"]
    check_covered(received.texts()[0], harriet)
    assert received.texts()[1] == "Summarize."


def as_parts(text):
    return [{"type": "text", "text": text}]


class Conversations:
    """Conversations, whole and streamed, in the form of either provider. A suite's fixture `ask` gives one answer."""

    @pytest.mark.parametrize("script", ["echo", "echo-1"])
    def test_text_comes_back_restored(self, ask, style, streamed, patient, script, received):
        answer = ask(f"{style}-{script}", note(patient), streamed)
        assert answer.text == note(patient)
        assert answer.finish == ["stop"]
        assert counts(answer.usage) == [(11, 7, 18)]
        check_covered(received.texts()[0], patient)

    def test_content_in_parts(self, ask, style, streamed, harriet, received):
        texts = [note(harriet), "And a second part."]
        answer = ask(f"{style}-echo", user([*as_parts(texts[0]), *as_parts(texts[1])]), streamed)
        assert answer.text == glued(style, texts)
        check_covered(received.texts()[0], harriet)
        assert received.texts()[0].endswith("And a second part.")

    def test_an_identifier_split_over_parts(self, ask, style, streamed, harriet):
        parts = [*as_parts(f"Patient {harriet.given} {harriet.family}, SSN {harriet.ssn[:6]}"), *as_parts(harriet.ssn[6:])]
        # Where parts are unknown, they become lines.
        assert harriet.ssn in ask(f"{style}-echo", user(parts), streamed).text.replace("\n", "")

    def test_an_identifier_split_over_messages_does_not_leak(self, ask, style, streamed, harriet, received):
        ask(f"{style}-echo", user(f"SSN {harriet.ssn[:6]}") + user(harriet.ssn[6:]), streamed)
        assert harriet.ssn[:6] not in "".join(received.texts())

    @pytest.mark.parametrize("written", [str, as_parts], ids=["string", "parts"])
    def test_instructions_are_covered_and_arrive_as_instructions(self, ask, style, streamed, harriet, written, received):
        check_instructions(ask, f"{style}-echo", "system", written(note(harriet)), streamed, received, harriet)

    def test_a_conversation_can_be_replayed(self, ask, style, streamed, harriet, received):
        messages = [{"role": "system", "content": "Be brief."}, *user(note(harriet))]
        messages.append(ask(f"{style}-echo", messages, streamed).turn)
        messages += user(f"When did {harriet.given} {harriet.family} fall ill?")
        assert ask(f"{style}-echo", messages, streamed).text == messages[-1]["content"]
        assert received.roles() == ["system", "user", "assistant", "user"]
        _, asked, answered, again = received.texts()
        assert answered == asked
        assert placeholders(again) and placeholders(again) <= placeholders(asked)

    def test_thinking_both_ways(self, ask, style, streamed, harriet, received):
        messages = user(note(harriet))
        answer = ask(f"{style}-think", messages, streamed, reasoning_effort="high")
        assert answer.text == f"In short: {note(harriet)}"
        assert answer.thinking == f"The note says: {note(harriet)}"
        assert answer.finish == ["stop"]
        messages += [answer.turn, *user("And?")]
        again = ask(f"{style}-think", messages, streamed, reasoning_effort="high")
        assert (again.text, again.thinking) == ("In short: And?", "The note says: And?")
        assert received.roles() == ["user", "assistant", "user"]
        replayed = received.last()["messages"][1]
        check_covered(thought_of(style, replayed).removeprefix("The note says: "), harriet)
        check_covered(text_of(replayed["content"]).removeprefix("In short: "), harriet)
