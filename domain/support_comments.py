"""What is written about a support request, by whom, and who may read it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.support_requests import RequestFile


class CommentKind(StrEnum):
    """`ask`: CEC needs something from the customer. `note`: among CEC's people, never shown to customers."""

    COMMENT = "comment"
    ASK = "ask"
    NOTE = "note"


@dataclass(frozen=True)
class Comment:
    """`request` is its id. `by` is a person id, or `outside` for what came from the office's ticket system, whose
    `author` is a name."""

    id: str
    request: str
    kind: CommentKind
    at: datetime
    by: str
    from_staff: bool
    text: str
    files: tuple[RequestFile, ...] = ()
    author: str = ""
