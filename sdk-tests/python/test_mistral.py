"""The official Mistral client for Python, unmodified."""

import functools
import json
import types

import pytest
from conftest import check_covered, note
from conversations import TOOL, Conversations, counts, user
from mistralai.client import Mistral
from mistralai.client.errors import MistralError


def ask(client, model, messages, streamed=False, **more):
    """One answer, whole or gathered from its stream as a program gathers it."""
    if isinstance(messages, str):
        messages = user(messages)
    if streamed:
        with client.chat.stream(model=model, messages=messages, **more) as events:
            return gathered([event.data for event in events])
    reply = client.chat.complete(model=model, messages=messages, **more)
    message = reply.choices[0].message
    return types.SimpleNamespace(
        text=chunk_texts(message.content),
        thinking=chunk_texts(message.content, "thinking"),
        calls=message.tool_calls or [],
        finish=[reply.choices[0].finish_reason],
        usage=[reply.usage],
        turn=message,
    )


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


def gathered(chunks):
    choices = [chunk.choices[0] for chunk in chunks if chunk.choices]
    text, thinking = ("".join(chunk_texts(one.delta.content, kind) for one in choices) for kind in ("text", "thinking"))
    # Each call is taken as it comes, not put together: it must come whole.
    calls = [call for choice in choices for call in choice.delta.tool_calls or []]
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": thinking}], "closed": True}
    content = [thought, {"type": "text", "text": text}] if thinking else text
    return types.SimpleNamespace(
        text=text,
        thinking=thinking,
        calls=calls,
        finish=[choice.finish_reason for choice in choices if choice.finish_reason],
        usage=[chunk.usage for chunk in chunks if chunk.usage],
        turn={"role": "assistant", "content": content, "tool_calls": calls or None},
    )


@pytest.fixture(name="ask")
def asking(mistral):
    return functools.partial(ask, mistral)


# The client knows no developer role: it is OpenAI's.
class TestConversations(Conversations):
    pass


def check_calls(calls, harriet):
    assert [call.function.name for call in calls] == ["look_up_chart", "look_up_chart"]
    for call in calls:
        arguments = call.function.arguments
        arguments = json.loads(arguments) if isinstance(arguments, str) else arguments
        assert arguments["text"] == note(harriet)
    assert len({call.id for call in calls}) == 2


def test_tools(mistral, style, streamed, harriet, received):
    messages = user(note(harriet))
    answer = ask(mistral, f"{style}-tools", messages, streamed, tools=[TOOL], tool_choice="any")
    assert answer.finish == ["tool_calls"]
    assert counts(answer.usage) == [(11, 7, 18)]
    check_calls(answer.calls, harriet)
    sent = received.last()
    assert [tool["function"]["name"] for tool in sent["tools"]] == ["look_up_chart"]
    assert sent["tool_choice"] == "required"
    messages.append(answer.turn)
    messages += [
        {"role": "tool", "tool_call_id": call.id, "name": "look_up_chart", "content": note(harriet)}
        for call in answer.calls
    ]
    answer = ask(mistral, f"{style}-tools", messages, streamed, tools=[TOOL])
    assert answer.text == note(harriet)
    assert answer.finish == ["stop"]
    assert received.roles() == ["user", "assistant", "tool", "tool"]
    _, called, *results = received.last()["messages"]
    assert [one["tool_call_id"] for one in results] == [call["id"] for call in called["tool_calls"]]
    check_covered(json.loads(called["tool_calls"][0]["function"]["arguments"])["text"], harriet)


SCHEMA = {"type": "object", "properties": {"summary": {"type": "string"}}, "required": ["summary"]}
FORMATS = {
    "json_object": {"type": "json_object"},
    "json_schema": {"type": "json_schema", "json_schema": {"name": "summary", "schema": SCHEMA}},
}


@pytest.mark.parametrize("form", FORMATS)
def test_json_stays_json(mistral, style, streamed, patient, form, received):
    tricky = note(patient) + ' "quoted" \\ and\ttabs'
    answer = ask(mistral, f"{style}-json", tricky, streamed, response_format=FORMATS[form])
    assert json.loads(answer.text) == {"summary": tricky, "items": [tricky]}
    sent = received.last()["response_format"]
    assert sent["type"] == form
    assert form == "json_object" or (sent["json_schema"]["name"], sent["json_schema"]["schema"]) == ("summary", SCHEMA)


def test_the_output_limit_is_reported(mistral, style, streamed, received):
    assert ask(mistral, f"{style}-length", "hello", streamed, max_tokens=5).finish == ["length"]
    assert received.last()["max_tokens"] == 5


def refused(call):
    with pytest.raises(MistralError) as caught:
        call()
    return caught.value


UNCHECKED = {
    "images_not_supported": {"type": "image_url", "image_url": "data:image/png;base64,iVBORw0KGgo="},
    "documents_not_supported": {"type": "document_url", "document_url": "https://x.example/a.pdf", "document_name": "a.pdf"},
    "audio_not_supported": {"type": "input_audio", "input_audio": "UklGRiQAAABXQVZF"},
}


@pytest.mark.parametrize("code", UNCHECKED)
def test_what_cannot_be_checked_is_refused(mistral, style, streamed, code, received):
    before = received.count()
    chunks = [{"type": "text", "text": "What is this?"}, UNCHECKED[code]]
    error = refused(lambda: ask(mistral, f"{style}-echo", user(chunks), streamed))
    body = json.loads(error.body)
    assert (error.status_code, body["code"], body["param"]) == (400, code, "messages")
    assert body["message"].startswith("Nothing was sent.") and "cannot be checked" in body["message"]
    assert received.count() == before


def test_a_model_nobody_approved_gets_nothing(mistral, streamed, harriet, received):
    before = received.count()
    error = refused(lambda: ask(mistral, "u-echo", note(harriet), streamed))
    body = json.loads(error.body)
    assert error.status_code == 403
    assert body["message"].startswith("Nothing was sent.")
    assert (body["type"], body["code"]) == ("policy_blocked", "phi_found")
    assert body["error"]["found"]["ssn"] == 1
    assert body["error"]["receipt"] == error.headers["anteroom-receipt"]
    assert harriet.family not in error.body
    assert received.count() == before


def test_a_wrong_key_is_told(url, streamed):
    with Mistral(server_url=url, api_key="anteroom_wrong") as client:
        error = refused(lambda: ask(client, "m-echo", "hello", streamed))
    assert (error.status_code, json.loads(error.body)["code"]) == (401, "invalid_api_key")


def test_an_unknown_model_is_told(mistral, streamed):
    error = refused(lambda: ask(mistral, "mistral-unknown", "hello", streamed))
    assert (error.status_code, json.loads(error.body)["code"]) == (404, "model_not_found")


@pytest.mark.parametrize(("script", "status"), [("status-400", 400), ("status-404", 502), ("status-422", 400)])
def test_what_the_provider_refuses_is_told_without_its_words(mistral, style, streamed, script, status, harriet):
    error = refused(lambda: ask(mistral, f"{style}-{script}", note(harriet), streamed))
    assert error.status_code == status
    assert harriet.family not in error.body


def test_a_busy_provider_says_when_to_come_back(mistral, style, streamed):
    error = refused(lambda: ask(mistral, f"{style}-status-429", "hello", streamed))
    assert error.status_code == 429
    assert error.headers["retry-after"] == "7"


@pytest.mark.parametrize(
    ("script", "status"),
    [("status-401", 502), ("status-403", 502), ("status-500", 503), ("garbage", 502), ("cut", 502), ("breakoff", 502)],
)
def test_a_provider_that_fails_is_a_bad_gateway(mistral, style, script, status):
    assert refused(lambda: ask(mistral, f"{style}-{script}", "hello")).status_code == status


@pytest.mark.parametrize(("script", "status"), [("status-401", 502), ("status-403", 502), ("status-500", 503)])
def test_a_stream_that_never_begins_has_the_status_of_its_failure(mistral, style, script, status):
    assert refused(lambda: ask(mistral, f"{style}-{script}", "hello", True)).status_code == status


@pytest.mark.parametrize("script", ["cut", "breakoff", "garbage"])
def test_a_broken_stream_raises(mistral, style, script):
    refused(lambda: ask(mistral, f"{style}-{script}", "hello, is anyone there? " * 20, True))


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
