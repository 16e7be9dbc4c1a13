"""Programs bring measurements over HTTP."""

from dataclasses import replace
from typing import Any, cast

import pytest
from flask import Flask
from openapi_spec_validator import validate

from domain.errors import Conflict, NotAllowed, NotFound
from domain.permissions import OPERATOR
from tests.services.office import Office
from tests.web.visitor import Visitor
from web.api import add_api

GIVEN = {
    "agreement": "SLA-2026-0019",
    "service": "platform_hosting",
    "metric": "availability",
    "day": "2026-10-14",
    "value": "99.93",
    "unit": "%",
}


@pytest.fixture
def secret(office: Office) -> str:
    return office.services.api_keys.make(OPERATOR, "monitor").secret


def send(visitor: Visitor, content: object, secret: str | None, raw: bytes | None = None) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    body = {"data": raw, "content_type": "application/json"} if raw is not None else {"json": content}
    answered = visitor.client.post("/api/measurements", headers=headers, **cast(Any, body))
    return answered.status_code, answered.get_json()


def test_a_program_brings_measurements_and_the_same_request_again_changes_nothing(visitor: Visitor, secret: str):
    sent = {"measurements": [GIVEN, {**GIVEN, "day": "2026-10-15", "value": 100}]}
    assert send(visitor, sent, secret) == (200, {"rows": 2, "added": 2, "unchanged": 0})
    assert send(visitor, sent, secret) == (200, {"rows": 2, "added": 0, "unchanged": 2})


def test_each_problem_names_its_row_and_field_and_nothing_is_kept(visitor: Visitor, secret: str):
    wrong = {**GIVEN, "unit": "hours", "day": "2026-10-15"}
    status, answered = send(visitor, {"measurements": [GIVEN, wrong]}, secret)
    assert (status, answered["problem_count"]) == (422, 1)
    assert (answered["problems"][0]["row"], answered["problems"][0]["field"]) == (2, "unit")
    assert send(visitor, {"measurements": [GIVEN]}, secret)[1]["added"] == 1


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {"measurements": "x"},
        {"measurements": []},
        {"measurements": [GIVEN] * 1001},
        {"measurements": ["x"]},
        {"measurements": [{**GIVEN, "speed": 1}]},
        {"measurements": [{**GIVEN, "value": None}]},
        {"measurements": [{**GIVEN, "value": True}]},
        {"measurements": [{**GIVEN, "value": [1]}]},
        {"measurements": [{**GIVEN, "service": 7}]},
        {"measurements": [{**GIVEN, "day": "yesterday"}]},
        {"measurements": [{**GIVEN, "day": 20261014}]},
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(visitor: Visitor, secret: str, content: object):
    status, answered = send(visitor, content, secret)
    assert status == 400
    assert answered["error"].endswith(".")


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused(visitor: Visitor, secret: str, raw: bytes):
    assert send(visitor, None, secret, raw)[0] == 400


@pytest.mark.parametrize("key", ["a\0", "a\x1b", "\ud800", "a\n"])
def test_a_key_that_no_database_keeps_is_a_problem_of_its_row(visitor: Visitor, secret: str, key: str):
    for _ in range(2):
        status, answered = send(visitor, {"measurements": [{**GIVEN, "key": f"{key}b"}]}, secret)
        assert (status, answered["problems"][0]["field"]) == (422, "key")


def test_what_somebody_else_brought_at_this_moment_is_a_conflict(visitor: Visitor, secret: str):
    class Taken:
        def record(self, *given: object) -> None:
            raise Conflict("It was brought meanwhile.")

    services = replace(visitor.office.services, measurements=cast(Any, Taken()))
    web = Flask(__name__)
    add_api(web, services)
    headers = {"Authorization": f"Bearer {secret}"}
    answered = web.test_client().post("/api/measurements", headers=headers, json={"measurements": [GIVEN]})
    assert (answered.status_code, answered.get_json()) == (409, {"error": "It was brought meanwhile."})


def test_what_is_refused_before_it_is_read_is_json_too(visitor: Visitor, secret: str):
    assert send(visitor, None, secret, b" " * 2_000_000)[0] == 413
    for asked, status in (("/api/measurements", 405), ("/api/nothing", 404)):
        answered = visitor.client.get(asked)
        assert (answered.status_code, answered.mimetype) == (status, "application/json")
        assert answered.get_json()["error"].endswith(".")
    assert "POST" in visitor.client.get("/api/measurements").headers["Allow"]


def test_without_a_key_that_can_be_used_nothing_is_kept(visitor: Visitor, office: Office, secret: str):
    office.services.api_keys.revoke(OPERATOR, "monitor")
    for used in (None, "cec_guess", secret):
        status, answered = send(visitor, {"measurements": [GIVEN]}, used)
        assert status == 401
        assert "key" in answered["error"]


def test_the_description_is_valid_and_tells_of_what_is_answered(visitor: Visitor):
    described = visitor.client.get("/api/openapi.json").get_json()
    validate(described)
    assert set(described["paths"]["/api/measurements"]["post"]["responses"]) == {
        "200",
        "400",
        "401",
        "409",
        "413",
        "422",
        "500",
        "503",
    }


class TestKeys:
    def test_the_secret_is_shown_once_and_not_kept(self, office: Office, secret: str):
        (key,) = office.services.api_keys.all(OPERATOR)
        assert secret not in repr(key)
        assert office.services.api_keys.program(secret).id == "key:monitor"

    def test_a_name_is_used_by_one_key_at_a_time(self, office: Office, secret: str):
        keys = office.services.api_keys
        with pytest.raises(Conflict):
            keys.make(OPERATOR, "monitor")
        keys.revoke(OPERATOR, "monitor")
        assert keys.make(OPERATOR, "monitor").secret != secret
        with pytest.raises(NotFound):
            keys.revoke(OPERATOR, "nobody")

    def test_only_administrators_make_see_and_revoke_them(self, office: Office):
        for who in ("priya", "beatriz", "nina"):
            with pytest.raises(NotAllowed):
                office.services.api_keys.make(office.actor(who), "mine")
            with pytest.raises(NotAllowed):
                office.services.api_keys.all(office.actor(who))
            with pytest.raises(NotAllowed):
                office.services.api_keys.revoke(office.actor(who), "monitor")
