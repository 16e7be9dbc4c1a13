"""The interface for programs: `POST /api/measurements` with a key, described at `/api/openapi.json`."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from domain.errors import CecError, Conflict, InvalidInput, NotAllowed
from domain.measurements import Source
from domain.permissions import Actor
from services import Services
from services.measurement_rows import Given
from web.openapi import DESCRIPTION, PATH

_TEXTS = ("agreement", "service", "metric", "unit", "key")
_NEEDED = ("agreement", "service", "metric", "day", "value", "unit")
_KNOWN = frozenset((*_NEEDED, "first_day", "weight", "key"))
_STATUS: Mapping[type[CecError], int] = {InvalidInput: 400, NotAllowed: 401, Conflict: 409}
_UNAVAILABLE = 503
_REFUSED: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address. The interface is described at /api/openapi.json.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address is asked in another way. The header Allow names it.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is more than one megabyte. Bring it in several requests.",
}
_FAILED = "Something went wrong here. Send it again later."

type Answer = tuple[Response, int]


def add_api(web: Flask, services: Services) -> None:
    @web.post(PATH)
    def bring() -> Answer:  # pyright: ignore[reportUnusedFunction]
        try:
            return _bring(services, _program(services))
        except CecError as error:
            status = next((each for kind, each in _STATUS.items() if isinstance(error, kind)), _UNAVAILABLE)
            return _safe({"error": str(error)}, status)

    @web.get("/api/openapi.json")
    def described() -> Answer:  # pyright: ignore[reportUnusedFunction]
        return _safe(DESCRIPTION, 200)


def is_for_programs(path: str) -> bool:
    return path.startswith("/api/")


def refused(error: HTTPException) -> Response:
    """What Flask refuses before the interface is asked, and our own mistakes, said as the interface says it."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    answer, _ = _safe({"error": _REFUSED.get(status, _FAILED)}, status)
    answer.status_code = status
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(error.valid_methods)
    return answer


def _program(services: Services) -> Actor:
    """Raises NotAllowed."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret:
        raise NotAllowed("Give the key in the header Authorization: Bearer KEY.")
    return services.api_keys.program(secret.strip())


def _bring(services: Services, program: Actor) -> Answer:
    given = [_given(number, each) for number, each in enumerate(_listed(), start=1)]
    brought = services.measurements.record(program, given, Source.API)
    counts = {"rows": brought.rows, "added": brought.added, "unchanged": brought.unchanged}
    if not brought.problem_count:
        return _safe(counts, 200)
    problems = [{"row": each.row, "field": each.column, "message": each.message} for each in brought.problems]
    return _safe({"error": brought.sentence, "problem_count": brought.problem_count, "problems": problems}, 422)


def _listed() -> list[Any]:
    try:
        body = json.loads(request.get_data(), parse_float=Decimal)
    except (ValueError, RecursionError):
        body = None
    listed = body.get("measurements") if isinstance(body, dict) else None
    if not isinstance(listed, list):
        raise InvalidInput("measurements", 'Send JSON such as {"measurements": [...]}, as described in the interface.')
    return listed


def _given(row: int, each: Any) -> Given:
    """Raises InvalidInput naming row and field."""
    if not isinstance(each, dict):
        raise InvalidInput("measurements", f"Row {row} is no object with the fields of a measurement.")
    unknown = sorted(set(each) - _KNOWN)
    if unknown:
        raise InvalidInput(unknown[0], f"Row {row}: nobody knows the field “{unknown[0][:40]}”.")
    missing = next((name for name in _NEEDED if each.get(name) in (None, "")), None)
    if missing:
        raise InvalidInput(missing, f"Row {row}: the field “{missing}” is missing.")
    return Given(
        **{name: _text(row, name, each.get(name, "")) for name in _TEXTS},
        day=_day(row, "day", each["day"]),
        first_day=_day(row, "first_day", each["first_day"]) if each.get("first_day") else None,
        value=_number(row, "value", each["value"]),
        weight=_number(row, "weight", each.get("weight", "")),
    )


def _text(row: int, name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidInput(name, f"Row {row}: give “{name}” as a text.")
    return value.strip()


def _number(row: int, name: str, value: Any) -> str:
    """A text keeps all of its digits; so does a number of JSON."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise InvalidInput(name, f"Row {row}: give “{name}” as a number, or as a text of digits.")
    return str(value).strip()


def _day(row: int, name: str, value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise InvalidInput(name, f"Row {row}: give “{name}” as a day such as 2026-10-01.") from None


def _safe(content: Any, status: int) -> Answer:
    response = jsonify(content)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response, status
