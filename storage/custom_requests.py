"""Requests for services that the catalog does not hold."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Row, select

from domain.custom_requests import CustomRequest
from domain.errors import NotFound
from storage.conversation_tables import custom_requests
from storage.transaction import Transaction


class CustomRequests:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def add(self, request: CustomRequest) -> None:
        """Raises Conflict when one with this id was added before."""
        self._db.insert(custom_requests, [{field.name: getattr(request, field.name) for field in fields(request)}])

    def get(self, request_id: str) -> CustomRequest:
        """Raises NotFound."""
        row = self._db.row(select(custom_requests).where(custom_requests.c.id == request_id))
        if row is None:
            raise NotFound("There is no such request.")
        return built_request(row)

    def latest(self, limit: int = 20) -> tuple[CustomRequest, ...]:
        """The latest first."""
        newest = (custom_requests.c.asked_at.desc(), custom_requests.c.id.desc())
        rows = self._db.rows(select(custom_requests).order_by(*newest).limit(limit))
        return tuple(built_request(row) for row in rows)


def built_request(row: Row[Any]) -> CustomRequest:
    return CustomRequest(**row._mapping)
