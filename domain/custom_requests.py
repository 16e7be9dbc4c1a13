"""A request for something that the catalog does not hold, or for a service adapted."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class CustomRequest:
    """`requester` is an `Actor.id`. `service` is the key of the catalog service to be adapted, if any."""

    id: str
    requester: str
    requester_slack_id: str
    requester_name: str
    organization: str | None
    what: str
    why: str
    quantity: str
    needed_by: date | None
    service: str | None
    asked_at: datetime
