"""Durable work: events, notices and what is done by the clock. What was accepted is finished, also after a crash.

Workflows keep their names and meanings from release to release: an older release may have accepted what a newer one
finishes.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dbos import DBOS, DBOSClient, SetWorkflowID

from bot.events import Events
from bot.notices import Notices
from bot.slack import SlackError, SlackRefused
from services import Services

log = logging.getLogger("cec.jobs")

#: Tries of one message: with the pauses doubling from 1 s this goes on for more than an hour.
TRIES = 12


@dataclass
class Jobs:
    """The workflows of this process. Make one, once, before DBOS is launched."""

    events: Events
    notices: Notices
    services: Services
    client: DBOSClient

    def __post_init__(self) -> None:
        self._mine: set[str] = set()
        self._handle_event = DBOS.workflow(name="handle_event")(self._event_workflow())
        DBOS.workflow(name="deliver_notice")(self._notice_workflow())
        self._every_minute = DBOS.workflow(name="every_minute")(self._minute_workflow())

    def accept(self, body: Mapping[str, Any]) -> None:
        """Write the event down and start on it. Raises when the database does not take it: Slack sends it again."""
        event_id = str(body["event_id"])
        self._mine.add(event_id)
        with SetWorkflowID(event_id):
            DBOS.start_workflow(self._handle_event, dict(body))

    def schedule(self) -> None:
        """What is done by the clock; once for all processes. Call after DBOS was launched."""
        DBOS.apply_schedules(
            [{"schedule_name": "every-minute", "workflow_fn": self._every_minute, "schedule": "* * * * *"}]
        )

    def _event_workflow(self) -> Callable[[dict[str, Any]], None]:
        @DBOS.step(
            name="handle_event",
            retries_allowed=True,
            max_attempts=TRIES,
            should_retry=lambda error: isinstance(error, SlackError) and not isinstance(error, SlackRefused),
        )
        def step(body: dict[str, Any]) -> None:
            event_id = str(body["event_id"])
            again = event_id not in self._mine or _is_retry()
            try:
                self.events.handle(body, again)
            except SlackRefused as refused:
                log.warning("an answer was refused by Slack: %s", refused)
            self._mine.discard(event_id)

        def handle_event(body: dict[str, Any]) -> None:
            step(body)

        return handle_event

    def _notice_workflow(self) -> Callable[[dict[str, Any]], None]:
        @DBOS.step(
            name="deliver_notice",
            retries_allowed=True,
            max_attempts=TRIES,
            should_retry=lambda error: isinstance(error, SlackError) and not isinstance(error, SlackRefused),
        )
        def step(notice: dict[str, Any]) -> None:
            self.notices.deliver(notice, self._tried_before())

        def deliver_notice(notice: dict[str, Any]) -> None:
            step(notice)

        return deliver_notice

    def _tried_before(self) -> bool:
        """Whether this workflow, or this step of it, ran before: something may have reached Slack already."""
        if _is_retry():
            return True
        attempts = self.client.retrieve_workflow(str(DBOS.workflow_id)).get_status().recovery_attempts
        return attempts is None or attempts > 1

    def _minute_workflow(self) -> Callable[[datetime, Any], None]:
        def every_minute(scheduled: datetime, context: Any) -> None:
            self.services.handoffs.remind_unclaimed()
            self.services.memory.forget_old()

        return every_minute


def _is_retry() -> bool:
    """Whether the step that runs failed before, in this process."""
    return bool(DBOS.step_status and DBOS.step_status.current_attempt)
