"""People who write at a given rate, and what the workspace saw of it."""

import math
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from benchmarks.processes import Failed
from benchmarks.questions import Question
from benchmarks.workspace import Event, Reply, Workspace

WRITERS = 8
ANSWERED_WITHIN = 15.0
_LOOK_EVERY = 0.5
#: What the assistant says when it has no understanding.
_UNREAD = "can't read free text"


@dataclass(frozen=True)
class Round:
    """Milliseconds of each event: until its reply was accepted, and until it was acknowledged (infinite: never).

    `repeated` deliveries were sent again by the workspace. `unread` replies say that understanding did not answer
    in time: they are no real answers, and figures with many of them are worth nothing.
    """

    replies: tuple[float, ...]
    acknowledgements: tuple[float, ...]
    repeated: int
    unread: int


def drive(workspace: Workspace, questions: Iterable[Question], rate: float, events: int) -> Round:
    """Write `events` questions, `rate` a second at even distances whether answers come or not, and wait for all.

    Raises Failed when an event stays without reply.
    """
    deliveries, posts = workspace.counts()
    with ThreadPoolExecutor(WRITERS) as writers:
        began = time.perf_counter()
        said = []
        for place, question in enumerate(islice(questions, events)):
            time.sleep(max(0.0, began + place / rate - time.perf_counter()))
            said.append(writers.submit(workspace.say, question.person, question.text))
        for each in said:
            each.result()
    return _seen(workspace, deliveries, posts, events)


def _seen(workspace: Workspace, deliveries: int, posts: int, events: int) -> Round:
    """Slack also sends the app's own messages back to it: the events that count are those with a reply."""
    give_up = time.monotonic() + ANSWERED_WITHIN
    while True:
        time.sleep(_LOOK_EVERY)  # looking costs the sandbox time: not while the answers still come
        replies = workspace.replies(posts)
        sent = [event for event in workspace.events(deliveries) if event.id in replies]
        late = time.monotonic() > give_up
        if len(sent) == events and (late or all(event.answered_at for event in sent)):
            return _round(sent, replies)
        if late:
            raise Failed(f"of {events} events {events - len(sent)} got no reply within {ANSWERED_WITHIN:.0f} s")


def _round(events: list[Event], replies: dict[str, Reply]) -> Round:
    return Round(
        replies=tuple((replies[event.id].at - event.sent_at) * 1000 for event in events),
        acknowledgements=tuple(((event.answered_at or math.inf) - event.sent_at) * 1000 for event in events),
        repeated=sum(event.repeated for event in events),
        unread=sum(_UNREAD in replies[event.id].words for event in events),
    )


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[math.ceil(share * len(ordered)) - 1]
