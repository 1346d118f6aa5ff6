"""Every place of a request that can hold text, and whether such a request is answered or refused.

What matters is that nothing of a patient reaches the upstream, which the search for leaks sees afterwards; a request that is
answered did reach it, and one that is refused did not.
"""

import json
import urllib.error
import urllib.request

import openai
import pytest
from conftest import note


def places(p):
    """Requests that hide identifiers of `p` where a careless gateway would not look; with the code of those to be refused."""
    who, said = f"{p.given} {p.family}", f"Patient {p.given} {p.family}, SSN {p.ssn}, phone {p.phone}"
    plain = [{"role": "user", "content": "Summarize the visit."}]
    tool = {"name": "look_up", "description": said, "parameters": {"type": "object", "properties": {}}}
    schema = {"type": "object", "properties": {"who": {"type": "string"}}}
    yield "tool description", {"messages": plain, "tools": [{"type": "function", "function": tool}]}
    for key, value in {
        "description": said, "enum": [said, p.email], "const": p.ssn, "default": p.phone, "examples": [p.email],
        "title": said,
    }.items():
        body = {"type": "object", "properties": {"who": {"type": "string", key: value}}}
        function = {"name": "look_up", "parameters": body}
        yield f"tool schema {key}", {"messages": plain, "tools": [{"type": "function", "function": function}]}
        answer = {"type": "json_schema", "json_schema": {"name": "answer", "schema": body}}
        yield f"answer schema {key}", {"messages": plain, "response_format": answer}
    keyed = {"type": "object", "properties": {p.email: {"type": "string"}}, "required": [p.email]}
    yield "schema property name", {"messages": plain, "tools": [{"type": "function", "function": {"name": "f", "parameters": keyed}}]}
    described = {"type": "json_schema", "json_schema": {"name": "answer", "description": said, "schema": schema}}
    yield "answer schema's own description", {"messages": plain, "response_format": described}
    named = {"type": "function", "function": {"name": f"chart_{p.ssn}", "parameters": schema}}
    yield "tool name", {"messages": plain, "tools": [named]}, "invalid_identifier"
    yield "prediction", {"messages": plain, "prediction": {"type": "content", "content": said}}
    yield "stop", {"messages": plain, "stop": [p.ssn, who]}
    yield "metadata", {"messages": plain, "metadata": {"patient": who, p.email: p.phone}}
    yield "user", {"messages": plain, "user": p.email}
    yield "safety identifier", {"messages": plain, "safety_identifier": p.email}
    yield "cache key", {"messages": plain, "prompt_cache_key": f"chart-{p.ssn}"}
    yield "message name", {"messages": [{"role": "user", "name": f"{p.given}_{p.family}", "content": "Hello"}]}
    yield "unknown field", {"messages": plain, "x_chart": {"who": who, p.ssn: said}}, "unknown_field"
    yield "unknown message field", {"messages": [{"role": "user", "content": "Hello", "x_note": said}]}, "unknown_field"
    yield "unknown part field", {"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi", "x": said}]}]}, "unknown_field"
    yield "file part", {"messages": [{"role": "user", "content": [{"type": "file", "file": {"filename": f"{p.family}.pdf", "file_data": "JVBERi0="}}]}]}, "documents_not_supported"
    yield "image address", {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": f"https://img.example/{p.ssn}.png?name={p.family}"}}]}]}, "images_not_supported"
    yield "document chunk", {"messages": [{"role": "user", "content": [{"type": "document_url", "document_url": "https://x.example/a.pdf", "document_name": f"{p.family}.pdf"}]}]}, "documents_not_supported"
    yield "number", {"messages": [{"role": "user", "content": json.dumps({"ssn": int(p.ssn.replace("-", ""))})}]}
    yield "json in text", {"messages": [{"role": "user", "content": json.dumps({"name": who, "dob": p.birth, "ssn": p.ssn})}]}
    yield "json in json in text", {"messages": [{"role": "user", "content": json.dumps({"x": json.dumps({"name": who, "ssn": p.ssn})})}]}
    call = {"id": "D681PevKs", "type": "function", "function": {"name": "f", "arguments": json.dumps({"name": who, p.email: p.ssn})}}
    turns = [{"role": "user", "content": "Look."}, {"role": "assistant", "content": None, "tool_calls": [call]}]
    yield "tool arguments and result", {"messages": [*turns, {"role": "tool", "tool_call_id": "D681PevKs", "content": json.dumps({"name": who, "ssn": p.ssn})}]}
    yield "tool result as parts", {"messages": [*turns, {"role": "tool", "tool_call_id": "D681PevKs", "content": [{"type": "text", "text": f"{said[:30]}"}, {"type": "text", "text": said[30:]}]}]}
    thought = {"role": "assistant", "content": [{"type": "thinking", "thinking": [{"type": "text", "text": said}], "closed": True}, {"type": "text", "text": said}]}
    yield "thinking replayed", {"messages": [*plain, thought, {"role": "user", "content": "And?"}]}
    reasoned = {"role": "assistant", "content": "Yes", "reasoning_content": said, "refusal": said}
    yield "reasoning replayed", {"messages": [*plain, reasoned, {"role": "user", "content": "And?"}]}
    yield "full-width digits", {"messages": [{"role": "user", "content": f"SSN {p.ssn.translate({48 + d: 0xFF10 + d for d in range(10)})}"}]}
    yield "odd spaces", {"messages": [{"role": "user", "content": f"Patient:\u00a0{p.given}\u00a0{p.family}, SSN\u00a0{p.ssn}"}]}
    yield "zero-width characters", {"messages": [{"role": "user", "content": f"SSN {p.ssn[:5]}\u200b{p.ssn[5:]}"}]}


def cases(people):
    for person in people:
        for name, body, *code in places(person):
            yield pytest.param((body, *code), id=f"{person.family}: {name}")


def post(url, key, data, **headers):
    """Status and error code of a raw request, for what no client would send."""
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json", **headers}
    request = urllib.request.Request(f"{url}/v1/chat/completions", data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return (reply.status,)
    except urllib.error.HTTPError as error:
        return (error.code, json.load(error)["code"])


def pytest_generate_tests(metafunc):
    if "hidden" in metafunc.fixturenames:
        from conftest import PATIENTS

        metafunc.parametrize("hidden", list(cases(PATIENTS)))


@pytest.mark.parametrize("model", ["m-echo", "o-echo"])
def test_no_place_leaks(url, key, model, hidden, received):
    (body, *code), before = hidden, received.count()
    said = post(url, key, json.dumps({"model": model, **body}).encode())
    assert said == ((400, *code) if code else (200,))
    assert received.count() == before + (0 if code else 1)


def escaped(text):
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


def test_escaped_text_is_read_as_text(url, key, harriet):
    body = f'{{"model":"m-echo","messages":[{{"role":"user","content":"{escaped(note(harriet))}"}}]}}'
    assert post(url, key, body.encode()) == (200,)


def test_a_key_given_twice_does_not_hide_the_first(url, key, harriet, received):
    body = f'{{"model":"m-echo","messages":[{{"role":"user","content":"SSN {harriet.ssn}","content":"Hello"}}]}}'
    assert post(url, key, body.encode()) == (200,)
    assert received.texts() == ["Hello"]  # the last one counts, and the first is gone


def test_headers_and_query_stay_here(url, key, harriet):
    body = json.dumps({"model": "m-echo", "messages": [{"role": "user", "content": "Hello"}]}).encode()
    odd = {
        "cookie": f"patient={harriet.family}", "referer": f"https://emr.example/{harriet.ssn}", "baggage": harriet.family,
        "x-request-id": harriet.email, "user-agent": f"chart/{harriet.family}", "x-client-request-id": harriet.mrn,
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "openai-organization": harriet.family,
    }
    assert post(url, key, body, **odd) == (200,)
    request = urllib.request.Request(
        f"{url}/v1/chat/completions?patient={harriet.family}&ssn={harriet.ssn}", data=body,
        headers={"authorization": f"Bearer {key}", "content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        assert reply.status == 200


def test_coded_bodies_are_refused(url, key, harriet):
    import gzip

    body = json.dumps({"model": "m-echo", "messages": [{"role": "user", "content": note(harriet)}]})
    assert post(url, key, gzip.compress(body.encode()), **{"content-encoding": "gzip"}) == (415, "body_coded")
    assert post(url, key, gzip.compress(body.encode())) == (400, "invalid_json")
    assert post(url, key, body.encode("utf-16"), **{"content-type": "application/json; charset=utf-16"}) == (415, "body_not_json")
    assert post(url, key, body.encode("utf-16")) == (400, "invalid_json")
    assert post(url, key, body.encode(), **{"content-type": "text/plain"}) == (415, "body_not_json")


def test_an_export_is_refused(gpt):
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "Patient", "name": [{"family": "Lindgren"}]}}]}
    with pytest.raises(openai.PermissionDeniedError) as caught:
        gpt.chat.completions.create(model="m-echo", messages=[{"role": "user", "content": json.dumps(bundle)}])
    assert caught.value.code == "bulk_export"
    assert "medical record export" in caught.value.body["message"]


@pytest.mark.parametrize("model", ["m-echo", "o-echo"])
def test_every_patient_of_the_list(gpt, model):
    from conftest import PATIENTS

    for patient in PATIENTS:
        reply = gpt.chat.completions.create(model=model, messages=[{"role": "user", "content": note(patient)}])
        assert reply.choices[0].message.content == note(patient)
