"""The official OpenAI client for Python, unmodified."""

import json

import openai
import pytest
from conftest import note

TOOL = {
    "type": "function",
    "function": {
        "name": "look_up_chart",
        "description": "Looks up a chart",
        "parameters": {"type": "object", "properties": {"text": {"type": "string"}}},
    },
}


def ask(client, model, content, **more):
    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": content}], **more)


def stream_of(client, model, content, **more):
    return list(ask(client, model, content, stream=True, **more))


def text_of(chunks):
    return "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)


def test_text_comes_back_restored(gpt, style, patient):
    reply = ask(gpt, f"{style}-echo", note(patient))
    assert reply.choices[0].message.content == note(patient)
    assert reply.choices[0].finish_reason == "stop"
    assert reply.usage.total_tokens == 18


@pytest.mark.parametrize("script", ["echo", "echo-1"])
def test_a_stream_comes_back_restored(gpt, style, patient, script):
    chunks = stream_of(gpt, f"{style}-{script}", note(patient), stream_options={"include_usage": True})
    assert text_of(chunks) == note(patient)
    assert [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason] == ["stop"]
    assert [c.usage.total_tokens for c in chunks if c.usage] == [18]


def test_usage_is_not_streamed_unasked(gpt, style):
    chunks = stream_of(gpt, f"{style}-echo", "hello")
    assert all(chunk.choices for chunk in chunks)


def test_content_in_parts_and_an_identifier_split_over_them(gpt, style, harriet):
    head, tail = harriet.ssn[:6], harriet.ssn[6:]
    parts = [{"type": "text", "text": f"Patient {harriet.given} {harriet.family}, SSN {head}"}, {"type": "text", "text": tail}]
    reply = ask(gpt, f"{style}-echo", parts)
    # Where parts are unknown, they become lines.
    assert harriet.ssn in reply.choices[0].message.content.replace("\n", "")


def test_an_identifier_split_over_messages_does_not_leak(gpt, style, harriet):
    messages = [
        {"role": "user", "content": f"SSN {harriet.ssn[:6]}"},
        {"role": "user", "content": harriet.ssn[6:]},
    ]
    gpt.chat.completions.create(model=f"{style}-echo", messages=messages)


@pytest.mark.parametrize("role", ["system", "developer"])
def test_instructions_are_covered_too(gpt, style, harriet, role):
    messages = [{"role": role, "content": note(harriet)}, {"role": "user", "content": "Summarize."}]
    reply = gpt.chat.completions.create(model=f"{style}-echo", messages=messages)
    assert reply.choices[0].message.content == "Summarize."


def test_a_conversation_can_be_replayed(gpt, style, harriet):
    messages = [{"role": "user", "content": note(harriet)}]
    first = gpt.chat.completions.create(model=f"{style}-echo", messages=messages)
    messages.append(first.choices[0].message.model_dump())
    messages.append({"role": "user", "content": f"When did {harriet.given} {harriet.family} fall ill?"})
    second = gpt.chat.completions.create(model=f"{style}-echo", messages=messages)
    assert second.choices[0].message.content == messages[-1]["content"]


def check_calls(calls, harriet):
    assert [call.function.name for call in calls] == ["look_up_chart", "look_up_chart"]
    assert all(json.loads(call.function.arguments)["text"] == note(harriet) for call in calls)
    assert len({call.id for call in calls}) == 2


def test_tools(gpt, style, harriet):
    messages = [{"role": "user", "content": note(harriet)}]
    reply = gpt.chat.completions.create(model=f"{style}-tools", messages=messages, tools=[TOOL])
    assert reply.choices[0].finish_reason == "tool_calls"
    message = reply.choices[0].message
    check_calls(message.tool_calls, harriet)
    messages.append(message.model_dump())
    result = json.dumps({"chart": note(harriet), harriet.email: True})
    messages += [{"role": "tool", "tool_call_id": call.id, "content": result} for call in message.tool_calls]
    reply = gpt.chat.completions.create(model=f"{style}-tools", messages=messages, tools=[TOOL])
    assert json.loads(reply.choices[0].message.content) == json.loads(result)


def test_streamed_tool_calls_arrive_whole(gpt, style, harriet):
    chunks = stream_of(gpt, f"{style}-tools", note(harriet), tools=[TOOL], tool_choice="auto")
    calls = [call for c in chunks if c.choices for call in c.choices[0].delta.tool_calls or []]
    check_calls(calls, harriet)
    assert chunks[-1].choices[0].finish_reason == "tool_calls"


SCHEMA = {
    "type": "json_schema",
    "json_schema": {
        "name": "summary",
        "schema": {"type": "object", "properties": {"summary": {"type": "string"}}, "required": ["summary"]},
    },
}


@pytest.mark.parametrize("response_format", [{"type": "json_object"}, SCHEMA], ids=["object", "schema"])
@pytest.mark.parametrize("streamed", [False, True])
def test_json_stays_json(gpt, style, patient, response_format, streamed):
    tricky = note(patient) + ' "quoted" \\ and\ttabs'
    if streamed:
        text = text_of(stream_of(gpt, f"{style}-json", tricky, response_format=response_format))
    else:
        text = ask(gpt, f"{style}-json", tricky, response_format=response_format).choices[0].message.content
    assert json.loads(text)["summary"] == tricky


def test_thinking(gpt, style, harriet):
    reply = ask(gpt, f"{style}-think", note(harriet), reasoning_effort="high")
    message = reply.choices[0].message
    assert message.content == f"In short: {note(harriet)}"
    assert message.reasoning_content == f"The note says: {note(harriet)}"
    replay = [{"role": "user", "content": note(harriet)}, message.model_dump(), {"role": "user", "content": "And?"}]
    gpt.chat.completions.create(model=f"{style}-think", messages=replay, reasoning_effort="high")


def test_streamed_thinking(gpt, style, harriet):
    chunks = stream_of(gpt, f"{style}-think", note(harriet), reasoning_effort="high")
    assert text_of(chunks) == f"In short: {note(harriet)}"
    thought = "".join(getattr(c.choices[0].delta, "reasoning_content", None) or "" for c in chunks if c.choices)
    assert thought == f"The note says: {note(harriet)}"


def test_the_output_limit_is_reported(gpt, style):
    assert ask(gpt, f"{style}-length", "hello", max_completion_tokens=5).choices[0].finish_reason == "length"


def test_text_without_identifiers_arrives_as_written(gpt, style):
    plain = 'Doses: 5 mg/kg. "Quoted", [brackets], {braces}, [PATIENT_1] and naïve ☃.'
    assert ask(gpt, f"{style}-echo", plain).choices[0].message.content == plain


def test_a_model_nobody_approved_gets_nothing(gpt, harriet):
    with pytest.raises(openai.PermissionDeniedError) as caught:
        ask(gpt, "u-echo", note(harriet))
    error = caught.value
    assert error.type == "policy_blocked"
    assert error.code == "phi_found"
    assert error.body["message"].startswith("Nothing was sent.")
    assert error.body["found"]["ssn"] == 1
    assert error.body["receipt"] == error.response.headers["anteroom-receipt"]
    assert harriet.family not in str(error.body)


def test_a_wrong_key_is_told(url):
    client = openai.OpenAI(base_url=f"{url}/v1", api_key="anteroom_wrong", max_retries=0)
    with pytest.raises(openai.AuthenticationError):
        ask(client, "m-echo", "hello")


def test_an_unknown_model_is_told(gpt):
    with pytest.raises(openai.NotFoundError) as caught:
        ask(gpt, "gpt-unknown", "hello")
    assert caught.value.param == "model"


@pytest.mark.parametrize("status", [400, 404, 422])
def test_what_the_provider_refuses_is_told_without_its_words(gpt, style, status, harriet):
    with pytest.raises(openai.APIStatusError) as caught:
        ask(gpt, f"{style}-status-{status}", note(harriet))
    assert 400 <= caught.value.status_code < 600
    assert harriet.family not in str(caught.value.body)


def test_a_busy_provider_says_when_to_come_back(gpt, style):
    with pytest.raises(openai.RateLimitError) as caught:
        ask(gpt, f"{style}-status-429", "hello")
    assert int(caught.value.response.headers["retry-after"]) >= 1


@pytest.mark.parametrize("script", ["status-401", "status-403", "status-500", "garbage", "cut", "breakoff"])
def test_a_provider_that_fails_is_a_bad_gateway(gpt, style, script):
    with pytest.raises(openai.InternalServerError) as caught:
        ask(gpt, f"{style}-{script}", "hello, is anyone there?")
    assert caught.value.status_code in (502, 503)


@pytest.mark.parametrize("script", ["cut", "breakoff"])
def test_a_broken_stream_raises(gpt, style, script):
    with pytest.raises(openai.APIError):
        stream_of(gpt, f"{style}-{script}", "hello, is anyone there? " * 20)


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
