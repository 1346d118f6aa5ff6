"""The server under test, the clients, and the invented patients."""

import json
import os
import pathlib
import types

import openai
import pytest
from mistralai.client import Mistral

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
