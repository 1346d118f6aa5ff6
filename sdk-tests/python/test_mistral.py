"""The official Mistral client for Python, unmodified."""

import json

import pytest
from conftest import note
from mistralai.client.errors import MistralError

TOOL = {
    "type": "function",
    "function": {
        "name": "look_up_chart",
        "description": "Looks up a chart",
        "parameters": {"type": "object", "properties": {"text": {"type": "string"}}},
    },
}


def ask(client, model, content, **more):
    return client.chat.complete(model=model, messages=[{"role": "user", "content": content}], **more)


def stream_of(client, model, content, **more):
    with client.chat.stream(model=model, messages=[{"role": "user", "content": content}], **more) as events:
        return [event.data for event in events]


def chunk_texts(content, kind="text"):
    """The text of a content that is a string or a list of chunks."""
    if isinstance(content, str):
        return content if kind == "text" else ""
    found = []
    for chunk in content or []:
        if chunk.type == kind == "text":
            found.append(chunk.text)
        elif chunk.type == kind == "thinking":
            found += [part.text for part in chunk.thinking]
    return "".join(found)


def text_of(chunks, kind="text"):
    return "".join(chunk_texts(c.choices[0].delta.content, kind) for c in chunks if c.choices)


def test_text_comes_back_restored(mistral, style, patient):
    reply = ask(mistral, f"{style}-echo", note(patient))
    assert reply.choices[0].message.content == note(patient)
    assert reply.choices[0].finish_reason == "stop"
    assert reply.usage.total_tokens == 18


@pytest.mark.parametrize("script", ["echo", "echo-1"])
def test_a_stream_comes_back_restored(mistral, style, patient, script):
    chunks = stream_of(mistral, f"{style}-{script}", note(patient))
    assert text_of(chunks) == note(patient)
    assert [c.usage.total_tokens for c in chunks if c.usage] == [18]
    assert [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason] == ["stop"]


def test_content_in_chunks_and_an_identifier_split_over_them(mistral, style, harriet):
    head, tail = harriet.ssn[:6], harriet.ssn[6:]
    chunks = [{"type": "text", "text": f"SSN {head}"}, {"type": "text", "text": tail}]
    reply = chunk_texts(ask(mistral, f"{style}-echo", chunks).choices[0].message.content)
    assert harriet.ssn in reply.replace("\n", "")  # where chunks are unknown, they become lines


def test_a_conversation_can_be_replayed(mistral, style, harriet):
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": note(harriet)}]
    first = mistral.chat.complete(model=f"{style}-echo", messages=messages)
    messages += [first.choices[0].message.model_dump(), {"role": "user", "content": f"And {harriet.given} {harriet.family}?"}]
    second = mistral.chat.complete(model=f"{style}-echo", messages=messages)
    assert second.choices[0].message.content == messages[-1]["content"]


def check_calls(calls, harriet):
    assert [call.function.name for call in calls] == ["look_up_chart", "look_up_chart"]
    for call in calls:
        arguments = call.function.arguments
        arguments = json.loads(arguments) if isinstance(arguments, str) else arguments
        assert arguments["text"] == note(harriet)


def test_tools(mistral, style, harriet):
    messages = [{"role": "user", "content": note(harriet)}]
    reply = mistral.chat.complete(model=f"{style}-tools", messages=messages, tools=[TOOL], tool_choice="any")
    message = reply.choices[0].message
    check_calls(message.tool_calls, harriet)
    messages.append(message)
    messages += [
        {"role": "tool", "tool_call_id": call.id, "name": "look_up_chart", "content": note(harriet)}
        for call in message.tool_calls
    ]
    reply = mistral.chat.complete(model=f"{style}-tools", messages=messages, tools=[TOOL])
    assert reply.choices[0].message.content == note(harriet)


def test_streamed_tool_calls_arrive_whole(mistral, style, harriet):
    chunks = stream_of(mistral, f"{style}-tools", note(harriet), tools=[TOOL])
    calls = [call for c in chunks if c.choices for call in c.choices[0].delta.tool_calls or []]
    check_calls(calls, harriet)


def test_json_stays_json(mistral, style, patient):
    tricky = note(patient) + ' "quoted" \\ and\ttabs'
    reply = ask(mistral, f"{style}-json", tricky, response_format={"type": "json_object"})
    assert json.loads(reply.choices[0].message.content)["summary"] == tricky
    schema = {"name": "summary", "schema": {"type": "object", "properties": {"summary": {"type": "string"}}}}
    chunks = stream_of(mistral, f"{style}-json", tricky, response_format={"type": "json_schema", "json_schema": schema})
    assert json.loads(text_of(chunks))["summary"] == tricky


def test_thinking_both_ways(mistral, style, harriet):
    reply = ask(mistral, f"{style}-think", note(harriet), reasoning_effort="high")
    message = reply.choices[0].message
    assert chunk_texts(message.content) == f"In short: {note(harriet)}"
    assert chunk_texts(message.content, "thinking") == f"The note says: {note(harriet)}"
    replay = [{"role": "user", "content": note(harriet)}, message, {"role": "user", "content": "And?"}]
    again = mistral.chat.complete(model=f"{style}-think", messages=replay, reasoning_effort="high")
    assert chunk_texts(again.choices[0].message.content) == "In short: And?"


def test_streamed_thinking(mistral, style, harriet):
    chunks = stream_of(mistral, f"{style}-think", note(harriet), reasoning_effort="high")
    assert text_of(chunks) == f"In short: {note(harriet)}"
    assert text_of(chunks, "thinking") == f"The note says: {note(harriet)}"


def test_the_output_limit_is_reported(mistral, style):
    assert ask(mistral, f"{style}-length", "hello", max_tokens=5).choices[0].finish_reason == "length"


def refused(call):
    with pytest.raises(MistralError) as caught:
        call()
    return caught.value


def test_a_model_nobody_approved_gets_nothing(mistral, harriet):
    error = refused(lambda: ask(mistral, "u-echo", note(harriet)))
    body = json.loads(error.body)
    assert error.status_code == 403
    assert body["message"].startswith("Nothing was sent.")
    assert body["type"] == "policy_blocked"
    assert body["error"]["receipt"] == error.headers["anteroom-receipt"]
    assert harriet.family not in error.body


def test_a_wrong_key_is_told(url):
    from mistralai.client import Mistral

    with Mistral(server_url=url, api_key="anteroom_wrong") as client:
        assert refused(lambda: ask(client, "m-echo", "hello")).status_code == 401


def test_an_unknown_model_is_told(mistral):
    assert refused(lambda: ask(mistral, "mistral-unknown", "hello")).status_code == 404


@pytest.mark.parametrize("status", [400, 422])
def test_what_the_provider_refuses_is_told_without_its_words(mistral, style, status, harriet):
    error = refused(lambda: ask(mistral, f"{style}-status-{status}", note(harriet)))
    assert 400 <= error.status_code < 600
    assert harriet.family not in error.body


def test_a_busy_provider_says_when_to_come_back(mistral, style):
    error = refused(lambda: ask(mistral, f"{style}-status-429", "hello"))
    assert error.status_code == 429
    assert int(error.headers["retry-after"]) >= 1


@pytest.mark.parametrize("script", ["status-401", "status-500", "garbage", "cut"])
def test_a_provider_that_fails_is_a_bad_gateway(mistral, style, script):
    assert refused(lambda: ask(mistral, f"{style}-{script}", "hello")).status_code in (502, 503)


@pytest.mark.parametrize("script", ["cut", "breakoff"])
def test_a_broken_stream_raises(mistral, style, script):
    refused(lambda: stream_of(mistral, f"{style}-{script}", "hello, is anyone there? " * 20))


def test_embeddings(mistral, style, patient):
    reply = mistral.embeddings.create(model=f"{style}-echo", inputs=[note(patient), "plain text"])
    assert [item.embedding for item in reply.data] == [[0.25, -0.5, 1.0]] * 2


def test_models(mistral):
    assert {"m-echo", "o-echo"} <= {model.id for model in mistral.models.list().data}
    assert mistral.models.retrieve(model_id="o-echo").id == "o-echo"


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.files.list(),
        lambda c: c.beta.conversations.start(model="m-echo", inputs="Patient: Harriet Lindgren"),
        lambda c: c.fim.complete(model="m-echo", prompt="Patient: Harriet Lindgren"),
        lambda c: c.ocr.process(model="m-echo", document={"type": "document_url", "document_url": "https://x.example/Lindgren.pdf"}),
        lambda c: c.batch.jobs.list(),
    ],
)
def test_closed_endpoints_say_why(mistral, call):
    error = refused(lambda: call(mistral))
    assert error.status_code == 403
    assert json.loads(error.body)["message"].startswith("Nothing was sent.")
