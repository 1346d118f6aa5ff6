"""The server under test, the clients, and the invented patients."""

import json
import os
import pathlib
import re
import types
import urllib.request

import openai
import pytest
from mistralai.client import Mistral

pytest.register_assert_rewrite("conversations")

DATA = pathlib.Path(__file__).parents[2] / "crates/testkit/data/patients.json"
PATIENTS = [types.SimpleNamespace(**patient) for patient in json.loads(DATA.read_text())]
STYLES = ["m", "o"]  # whose form the upstream's reply takes


def note(patient):
    """One identifier of each kind, introduced as notes introduce them."""
    return (
        f"Patient: {patient.given} {patient.family}\nDOB: {patient.birth}\nMRN: {patient.mrn}\n"
        f"SSN: {patient.ssn}\nPhone: {patient.phone}\nEmail: {patient.email}\n"
        f"Address: {patient.street}, Columbus, OH {patient.zip}\n\n"
        f"{patient.given} {patient.family} has had a productive cough for three days."
    )


@pytest.fixture(params=PATIENTS[:4], ids=lambda patient: patient.family)
def patient(request):
    return request.param


@pytest.fixture
def harriet():
    return PATIENTS[0]


@pytest.fixture(params=STYLES)
def style(request):
    return request.param


@pytest.fixture(params=[False, True], ids=["whole", "streamed"])
def streamed(request):
    return request.param


class Received:
    """What the model server got: how many requests, and the JSON of the last one."""

    def _asked(self):
        with urllib.request.urlopen(f"{os.environ['UPSTREAM_URL']}/received", timeout=30) as reply:
            return json.load(reply)

    def count(self):
        return self._asked()["count"]

    def last(self):
        return json.loads(self._asked()["last"]["body"])

    def roles(self):
        return [message["role"] for message in self.last()["messages"]]

    def texts(self):
        """The text of each message as the model reads it."""
        return [text_of(message["content"]) for message in self.last()["messages"]]


@pytest.fixture(scope="session")
def received():
    return Received()


def text_of(content):
    """The text of a message that left: a string, or a list of chunks."""
    if isinstance(content, str):
        return content
    return "".join(chunk["text"] for chunk in content or [] if chunk["type"] == "text")


def thought_of(style, message):
    """The thinking of a turn that left, as each kind of provider wants it."""
    if style == "o":
        return message["reasoning_content"]
    chunks = [chunk for chunk in message["content"] if chunk["type"] == "thinking"]
    return "".join(part["text"] for chunk in chunks for part in chunk["thinking"])


def placeholders(text):
    return set(re.findall(r"\[[A-Z][A-Z_]*_[0-9][A-Z_0-9]*\]", text))


def check_covered(text, patient):
    """A note that left: its clinical words are there, its patient is not."""
    assert "has had a productive cough for three days." in text
    assert {"[PATIENT_1]"} <= placeholders(text)
    assert not any(word in text for word in (patient.given, patient.family, patient.ssn, patient.email))


def glued(style, texts):
    """Parts as the echo of each style gives them back: where parts are unknown, they become lines."""
    return {"m": "", "o": "\n"}[style].join(texts)


@pytest.fixture(scope="session")
def url():
    return os.environ["ANTEROOM_URL"]


@pytest.fixture(scope="session")
def key():
    return os.environ["ANTEROOM_KEY"]


@pytest.fixture(scope="session")
def gpt(url, key):
    return openai.OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0, timeout=30)


@pytest.fixture(scope="session")
def mistral(url, key):
    with Mistral(server_url=url, api_key=key, timeout_ms=30_000) as client:
        yield client
