"""What a handler gives back. Handlers say what to answer; `bot/delivery.py` decides where and how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.charts import Chart
from services.memory import Memory

Block = dict[str, Any]
View = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """A message. `text` says everything that the blocks say that matters: it is read aloud and shown in notifications.

    `about` names the organizations (keys) whose facts it tells: it is said in a channel only where all may know.
    `private` keeps it to the asker in any case. `memory` replaces the conversation's memory, None leaves it.
    `replace` puts it in the place of the message whose button was pressed. `thread_ts` says it in that thread,
    `broadcast` also beside it, where the asker reads. `charts` follow as pictures (`bot/chart_pictures.py`).
    `key` stands in the message's metadata, for who looks for it later (`Slack.keyed`).
    """

    text: str
    blocks: Sequence[Block] = ()
    about: frozenset[str] = frozenset()
    private: bool = False
    memory: Memory | None = None
    replace: bool = False
    thread_ts: str | None = None
    broadcast: bool = False
    charts: Sequence[Chart] = ()
    key: str | None = None


@dataclass(frozen=True)
class Modal:
    """A modal to open (or, from within a modal, to push). `update` replaces the modal that the click came from."""

    view: View
    update: bool = False


@dataclass(frozen=True)
class FieldErrors:
    """What is wrong in a submitted modal: block id -> sentence. The modal stays open, nothing typed is lost."""

    errors: dict[str, str] = field(default_factory=dict)


Outcome = Reply | Modal | FieldErrors | None
