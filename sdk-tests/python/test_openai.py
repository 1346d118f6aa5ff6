"""The official OpenAI client for Python, unmodified."""

import functools
import json
import types

import openai
import pytest
from conftest import check_covered, note
from conversations import TOOL, Conversations, as_parts, check_instructions, counts, user


def ask(client, model, messages, streamed=False, **more):
    """One answer, whole or gathered from its stream as a program gathers it."""
    if isinstance(messages, str):
        messages = user(messages)
    if streamed:
        more |= {"stream": True, "stream_options": {"include_usage": True}}
        return gathered(list(client.chat.completions.create(model=model, messages=messages, **more)))
    reply = client.chat.completions.create(model=model, messages=messages, **more)
    message = reply.choices[0].message
    return types.SimpleNamespace(
        text=message.content,
        thinking=getattr(message, "reasoning_content", None),
        calls=message.tool_calls or [],
        finish=[reply.choices[0].finish_reason],
        usage=[reply.usage],
        turn=message.model_dump(),
    )


def gathered(chunks):
    choices = [chunk.choices[0] for chunk in chunks if chunk.choices]
    text = "".join(choice.delta.content or "" for choice in choices)
    thinking = "".join(getattr(choice.delta, "reasoning_content", None) or "" for choice in choices)
    # Each call is taken as it comes, not put together: it must come whole.
    calls = [call for choice in choices for call in choice.delta.tool_calls or []]
    turn = {"role": "assistant", "content": text, "reasoning_content": thinking or None}
    if calls:
        turn["tool_calls"] = [call.model_dump() for call in calls]
    finish = [choice.finish_reason for choice in choices if choice.finish_reason]
    usage = [chunk.usage for chunk in chunks if chunk.usage]
    return types.SimpleNamespace(text=text, thinking=thinking, calls=calls, finish=finish, usage=usage, turn=turn)


@pytest.fixture(name="ask")
def asking(gpt):
    return functools.partial(ask, gpt)


class TestConversations(Conversations):
    pass


@pytest.mark.parametrize("written", [str, as_parts], ids=["string", "parts"])
def test_developers_instruct_too(ask, style, streamed, harriet, written, received):
    check_instructions(ask, f"{style}-echo", "developer", written(note(harriet)), streamed, received, harriet)


def test_usage_is_not_streamed_unasked(gpt, style):
    chunks = list(gpt.chat.completions.create(model=f"{style}-echo", messages=user("hello"), stream=True))
    assert all(chunk.choices for chunk in chunks)


def check_calls(calls, harriet):
    assert [call.function.name for call in calls] == ["look_up_chart", "look_up_chart"]
    assert all(json.loads(call.function.arguments)["text"] == note(harriet) for call in calls)
    assert len({call.id for call in calls}) == 2


def test_tools(gpt, style, streamed, harriet, received):
    messages = user(note(harriet))
    answer = ask(gpt, f"{style}-tools", messages, streamed, tools=[TOOL], tool_choice="auto")
    assert answer.finish == ["tool_calls"]
    assert counts(answer.usage) == [(11, 7, 18)]
    check_calls(answer.calls, harriet)
    assert received.last()["tools"] == [TOOL]
    messages.append(answer.turn)
    result = json.dumps({"chart": note(harriet), harriet.email: True})
    messages += [{"role": "tool", "tool_call_id": call.id, "content": result} for call in answer.calls]
    answer = ask(gpt, f"{style}-tools", messages, streamed, tools=[TOOL])
    assert json.loads(answer.text) == json.loads(result)
    assert answer.finish == ["stop"]
    assert received.roles() == ["user", "assistant", "tool", "tool"]
    _, called, *results = received.last()["messages"]
    assert [one["tool_call_id"] for one in results] == [call["id"] for call in called["tool_calls"]]
    check_covered(json.loads(called["tool_calls"][0]["function"]["arguments"])["text"], harriet)


SCHEMA = {
    "type": "json_schema",
    "json_schema": {
        "name": "summary",
        "schema": {"type": "object", "properties": {"summary": {"type": "string"}}, "required": ["summary"]},
    },
}


@pytest.mark.parametrize("response_format", [{"type": "json_object"}, SCHEMA], ids=["object", "schema"])
def test_json_stays_json(gpt, style, streamed, patient, response_format, received):
    tricky = note(patient) + ' "quoted" \\ and\ttabs'
    answer = ask(gpt, f"{style}-json", tricky, streamed, response_format=response_format)
    assert json.loads(answer.text) == {"summary": tricky, "items": [tricky]}
    assert received.last()["response_format"] == response_format


def test_the_output_limit_is_reported(gpt, style, streamed, received):
    assert ask(gpt, f"{style}-length", "hello", streamed, max_completion_tokens=5).finish == ["length"]
    assert received.last()["max_tokens"] == 5


SPOKEN = "UklGRiQAAABXQVZF"
UNCHECKED = {
    "images_not_supported": {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
    "documents_not_supported": {"type": "file", "file": {"filename": "chart.pdf", "file_data": "data:application/pdf;base64,JVBERi0="}},
    "audio_not_supported": {"type": "input_audio", "input_audio": {"data": SPOKEN, "format": "wav"}},
}


@pytest.mark.parametrize("code", UNCHECKED)
def test_what_cannot_be_checked_is_refused(gpt, style, streamed, code, received):
    before = received.count()
    with pytest.raises(openai.BadRequestError) as caught:
        ask(gpt, f"{style}-echo", user([{"type": "text", "text": "What is this?"}, UNCHECKED[code]]), streamed)
    assert (caught.value.code, caught.value.param) == (code, "messages")
    assert caught.value.body["message"].startswith("Nothing was sent.")
    assert "cannot be checked" in caught.value.body["message"]
    assert received.count() == before


def test_spoken_answers_are_refused(gpt, style, streamed, received):
    before = received.count()
    with pytest.raises(openai.BadRequestError) as caught:
        ask(gpt, f"{style}-echo", "hello", streamed, modalities=["text", "audio"], audio={"voice": "alloy", "format": "wav"})
    assert caught.value.body["message"].startswith("Nothing was sent.")
    assert received.count() == before


def test_text_without_identifiers_arrives_as_written(gpt, style, streamed, received):
    plain = 'Doses: 5 mg/kg. "Quoted", [brackets], {braces}, [PATIENT_1] and naïve ☃.'
    assert ask(gpt, f"{style}-echo", plain, streamed).text == plain
    assert received.texts() == [plain]


def test_a_model_nobody_approved_gets_nothing(gpt, streamed, harriet, received):
    before = received.count()
    with pytest.raises(openai.PermissionDeniedError) as caught:
        ask(gpt, "u-echo", note(harriet), streamed)
    error = caught.value
    assert error.type == "policy_blocked"
    assert error.code == "phi_found"
    assert error.body["message"].startswith("Nothing was sent.")
    assert error.body["found"]["ssn"] == 1
    assert error.body["receipt"] == error.response.headers["anteroom-receipt"]
    assert harriet.family not in str(error.body)
    assert received.count() == before


def test_a_wrong_key_is_told(url, streamed):
    client = openai.OpenAI(base_url=f"{url}/v1", api_key="anteroom_wrong", max_retries=0)
    with pytest.raises(openai.AuthenticationError) as caught:
        ask(client, "m-echo", "hello", streamed)
    assert caught.value.code == "invalid_api_key"


def test_an_unknown_model_is_told(gpt, streamed):
    with pytest.raises(openai.NotFoundError) as caught:
        ask(gpt, "gpt-unknown", "hello", streamed)
    assert (caught.value.code, caught.value.param) == ("model_not_found", "model")


@pytest.mark.parametrize(("script", "status"), [("status-400", 400), ("status-404", 502), ("status-422", 400)])
def test_what_the_provider_refuses_is_told_without_its_words(gpt, style, streamed, script, status, harriet):
    with pytest.raises(openai.APIStatusError) as caught:
        ask(gpt, f"{style}-{script}", note(harriet), streamed)
    assert caught.value.status_code == status
    assert harriet.family not in str(caught.value.body)


def test_a_busy_provider_says_when_to_come_back(gpt, style, streamed):
    with pytest.raises(openai.RateLimitError) as caught:
        ask(gpt, f"{style}-status-429", "hello", streamed)
    assert caught.value.response.headers["retry-after"] == "7"


@pytest.mark.parametrize(
    ("script", "status"),
    [("status-401", 502), ("status-403", 502), ("status-500", 503), ("garbage", 502), ("cut", 502), ("breakoff", 502)],
)
def test_a_provider_that_fails_is_a_bad_gateway(gpt, style, script, status):
    with pytest.raises(openai.InternalServerError) as caught:
        ask(gpt, f"{style}-{script}", "hello, is anyone there?")
    assert caught.value.status_code == status


@pytest.mark.parametrize(("script", "status"), [("status-401", 502), ("status-403", 502), ("status-500", 503)])
def test_a_stream_that_never_begins_has_the_status_of_its_failure(gpt, style, script, status):
    with pytest.raises(openai.InternalServerError) as caught:
        ask(gpt, f"{style}-{script}", "hello, is anyone there?", True)
    assert caught.value.status_code == status


@pytest.mark.parametrize("script", ["cut", "breakoff", "garbage"])
def test_a_broken_stream_raises(gpt, style, script):
    with pytest.raises(openai.APIError) as caught:
        ask(gpt, f"{style}-{script}", "hello, is anyone there? " * 20, True)
    assert caught.value.body["receipt"]


@pytest.mark.parametrize("encoding", [openai.NOT_GIVEN, "float", "base64"], ids=["default", "float", "base64"])
def test_embeddings(gpt, style, patient, encoding):
    texts = [note(patient), "plain text"]
    reply = gpt.embeddings.create(model=f"{style}-echo", input=texts, encoding_format=encoding)
    assert len(reply.data) == 2
    if encoding != "base64":
        assert reply.data[0].embedding == [0.25, -0.5, 1.0]


def test_models(gpt):
    ids = [model.id for model in gpt.models.list()]
    assert {"m-echo", "o-echo"} <= set(ids)
    assert gpt.models.retrieve("m-echo").id == "m-echo"
    with pytest.raises(openai.NotFoundError):
        gpt.models.retrieve("nothing")


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.files.list(),
        lambda c: c.files.create(file=b"Patient: Harriet Lindgren", purpose="batch"),
        lambda c: c.responses.create(model="m-echo", input="Patient: Harriet Lindgren"),
        lambda c: c.moderations.create(input="Patient: Harriet Lindgren"),
        lambda c: c.audio.speech.create(model="m-echo", voice="alloy", input="Patient: Harriet Lindgren"),
        lambda c: c.images.generate(prompt="Patient: Harriet Lindgren"),
        lambda c: c.batches.list(),
        lambda c: c.completions.create(model="m-echo", prompt="Patient: Harriet Lindgren"),
    ],
)
def test_closed_endpoints_say_why(gpt, call):
    with pytest.raises(openai.PermissionDeniedError) as caught:
        call(gpt)
    assert caught.value.body["message"].startswith("Nothing was sent.")
