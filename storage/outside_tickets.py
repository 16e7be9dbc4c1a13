"""What the office's own ticket system calls our support requests, and how far its changes were read."""

from sqlalchemy import select

from storage.support_tables import outside_tickets, ticket_positions
from storage.transaction import Transaction

_SYSTEM = "tickets"


class OutsideTickets:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def of_request(self, request_id: str) -> str | None:
        return self._db.value(select(outside_tickets.c.outside_id).where(outside_tickets.c.request == request_id))

    def request_of(self, outside_id: str) -> str | None:
        """The id of the request."""
        return self._db.value(select(outside_tickets.c.request).where(outside_tickets.c.outside_id == outside_id))

    def keep(self, request_id: str, outside_id: str) -> None:
        self._db.upsert(outside_tickets, {"request": request_id, "outside_id": outside_id})

    def position(self) -> str:
        """As the other system gave it; empty at the beginning."""
        return self._db.value(select(ticket_positions.c.position).where(ticket_positions.c.system == _SYSTEM)) or ""

    def keep_position(self, position: str) -> None:
        self._db.upsert(ticket_positions, {"system": _SYSTEM, "position": position})
