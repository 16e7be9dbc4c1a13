"""What the use cases of conversations with a person answer with, and what they are given."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.handoffs import Handoff
from services.cards import OrganizationCard, PersonCard
from services.office_hours import AnswerTime


@dataclass(frozen=True)
class FileRef:
    """A file in Slack: its id, its name, and the address that shows it to whoever may see it."""

    id: str
    name: str
    link: str


@dataclass(frozen=True)
class HandoffView:
    """A conversation with the people in it. `organization` is what the requester belongs to, or seems to."""

    handoff: Handoff
    organization: OrganizationCard | None
    claimed_by: PersonCard | None
    requester: PersonCard | None


@dataclass(frozen=True)
class HandoffOpened:
    """`already_open`: the person had one, which goes on in its own thread. `answer` says when someone answers."""

    view: HandoffView
    already_open: bool
    answer: AnswerTime


@dataclass(frozen=True)
class HandoffChanged:
    """`changed` is false when it was so before: a second press of a button changes nothing."""

    view: HandoffView
    changed: bool


class RelayOutcome(StrEnum):
    """What became of a message in a thread.

    `not_a_conversation`: the thread is none, or its conversation is closed. `internal`: written in the staff's
    thread by someone else than the one who claimed it, or before anyone did; it stays there. `outsider`: written
    in the requester's thread by someone else.
    """

    RELAYED = "relayed"
    INTERNAL = "internal"
    OUTSIDER = "outsider"
    NOT_A_CONVERSATION = "not_a_conversation"


@dataclass(frozen=True)
class Relay:
    outcome: RelayOutcome
    handoff: Handoff | None = None


def files_to_fact(files: Sequence[FileRef]) -> str | None:
    """Files as a JSON text, since a notice's facts are single values; None for none."""
    return json.dumps([vars(file) for file in files]) if files else None


def files_from_fact(fact: str | int | bool | None) -> tuple[FileRef, ...]:
    """Back from `files_to_fact`."""
    return tuple(FileRef(**file) for file in json.loads(fact)) if isinstance(fact, str) else ()
