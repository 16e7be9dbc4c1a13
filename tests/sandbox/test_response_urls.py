"""The addresses under which an app answers what a person did."""

from typing import Any

import httpx
import pytest

from sandbox.acting import payloads
from sandbox.testing import SandboxServer


@pytest.fixture
def address(sandbox: SandboxServer) -> str:
    with sandbox.ws.lock:
        return payloads.response_url(sandbox.ws, "U0ANA", "C0OPEN")


def post(address: str, **payload: Any) -> tuple[int, Any]:
    answer = httpx.post(address, json=payload)
    return answer.status_code, answer.json().get("error")


def test_an_answer_is_for_its_person_unless_it_says_otherwise(sandbox: SandboxServer, address: str) -> None:
    post(address, text="quietly")
    post(address, text="for all", response_type="in_channel")
    assert [m["text"] for m in sandbox.messages("#general", viewer="ana.diaz")] == ["quietly", "for all"]
    assert [m["text"] for m in sandbox.messages("#general", viewer="ben.cole")] == ["for all"]


def test_an_address_works_five_times(address: str) -> None:
    assert [post(address, text=str(n))[0] for n in range(5)] == [200] * 5
    assert post(address, text="6") == (404, "used_url")


def test_an_address_works_for_thirty_minutes(sandbox: SandboxServer, address: str) -> None:
    for known in sandbox.ws.response_urls.values():
        known.expires -= payloads.RESPONSE_URL_SECONDS
    assert post(address, text="late") == (404, "expired_url")


def test_blocks_are_checked_here_as_well(address: str) -> None:
    assert post(address, text="x", blocks=[{"type": "marquee"}]) == (400, "invalid_blocks")
    assert post(address) == (400, "no_text")
