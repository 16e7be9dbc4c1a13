"""Durable work: events, notices and what is done by the clock. What was accepted is finished, also after a crash.

Workflows keep their names and meanings from release to release: an older release may have accepted what a newer one
finishes.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from dbos import DBOS, DBOSClient, SetWorkflowID

from bot.events import Events, conversation_of
from bot.in_order import InOrder
from bot.metrics import GIVEN_UP
from bot.notices import Notices
from bot.slack import SlackRefused, SlackUnreachable
from domain.errors import Conflict, Unavailable
from services import Services

log = logging.getLogger("cec.jobs")

#: Tries with doubling pauses, at most an hour each. An answer later than some minutes helps nobody; a notice waits for
#: a week, as long as it may take until somebody gives us a new token.
EVENT_TRIES = 10
NOTICE_TRIES = 180
#: What is finished is kept for so long, then its words are erased.
KEPT_FOR = timedelta(days=14)
ERASED_AT_ONCE = 500


@dataclass
class Jobs:
    """The workflows of this process. Make one, once, before DBOS is launched."""

    events: Events
    notices: Notices
    services: Services
    client: DBOSClient
    order: InOrder = field(default_factory=InOrder)

    def __post_init__(self) -> None:
        self._handle_event = DBOS.workflow(name="handle_event")(self._event_workflow())
        DBOS.workflow(name="deliver_notice")(self._notice_workflow())
        self._every_minute = DBOS.workflow(name="every_minute")(self._minute_workflow())
        self._every_day = DBOS.workflow(name="every_day")(self._day_workflow())
        self._read_calendars = DBOS.workflow(name="read_calendars")(self._calendars_workflow())
        self._sweep_alerts = DBOS.workflow(name="sweep_alerts")(self._alerts_workflow())
        self._send_digests = DBOS.workflow(name="send_digests")(self._digests_workflow())

    def accept(self, body: Mapping[str, Any]) -> None:
        """Write the event down and start on it. Raises when the database does not take it: Slack sends it again."""
        event_id = str(body["event_id"])
        self.order.arrived(event_id, conversation_of(body["event"]))
        try:
            with SetWorkflowID(event_id):
                DBOS.start_workflow(self._handle_event, dict(body))
        except Exception:
            self.order.forget(event_id)
            raise

    def line_up_again(self, process_name: str) -> None:
        """Give what this process left unfinished its place in its conversation again. Call before DBOS is launched,
        which then begins all of it at once.
        """
        left = self.client.list_workflows(
            status="PENDING", name="handle_event", executor_id=process_name, load_output=False
        )
        events = [(each.workflow_id, each.input["args"][0]["event"]) for each in left if each.input]
        # Slack's own time tells the order: two connections may have written them down the other way round.
        for workflow_id, event in sorted(events, key=lambda event: Decimal(event[1].get("event_ts") or 0)):
            self.order.arrived(workflow_id, conversation_of(event))

    def schedule(self) -> None:
        """What is done by the clock; once for all processes. Call after DBOS was launched."""
        DBOS.apply_schedules(
            [
                {"schedule_name": "every-minute", "workflow_fn": self._every_minute, "schedule": "* * * * *"},
                {"schedule_name": "every-day", "workflow_fn": self._every_day, "schedule": "17 4 * * *"},
                {"schedule_name": "read-calendars", "workflow_fn": self._read_calendars, "schedule": "* * * * *"},
                {"schedule_name": "sweep-alerts", "workflow_fn": self._sweep_alerts, "schedule": "* * * * *"},
                {"schedule_name": "send-digests", "workflow_fn": self._send_digests, "schedule": "* * * * *"},
            ]
        )

    def _event_workflow(self) -> Callable[[dict[str, Any]], None]:
        @DBOS.step(name="handle_event", retries_allowed=True, max_attempts=EVENT_TRIES, should_retry=may_pass)
        def step(body: dict[str, Any]) -> None:
            try:
                self.events.handle(body, self._tried_before())
            except SlackRefused as refused:
                if refused.shuts_out:
                    raise
                log.warning("an answer was refused by Slack: %s", refused)

        def handle_event(body: dict[str, Any]) -> None:
            with self.order.turn(str(body["event_id"])):
                _or_say("event", str(body["event_id"]), lambda: step(body))

        return handle_event

    def _notice_workflow(self) -> Callable[[dict[str, Any]], None]:
        @DBOS.step(name="deliver_notice", retries_allowed=True, max_attempts=NOTICE_TRIES, should_retry=may_pass)
        def step(notice: dict[str, Any]) -> None:
            self.notices.deliver(notice, self._tried_before())

        def deliver_notice(notice: dict[str, Any]) -> None:
            _or_say("notice", str(notice["key"]), lambda: step(notice))

        return deliver_notice

    def _tried_before(self) -> bool:
        """Whether this workflow, or this step of it, ran before: something may have reached Slack already."""
        if DBOS.step_status and DBOS.step_status.current_attempt:
            return True
        try:
            attempts = self.client.retrieve_workflow(str(DBOS.workflow_id)).get_status().recovery_attempts
        except Exception as error:  # whatever the database has: looking for an earlier message is always safe
            log.warning("it is not known whether %s was tried before: %s", DBOS.workflow_id, error)
            return True
        return attempts is None or attempts > 1

    def _minute_workflow(self) -> Callable[[datetime, Any], None]:
        def every_minute(scheduled: datetime, context: Any) -> None:
            each_in_turn(
                "every_minute",
                self.services.handoffs.remind_unclaimed,
                self.services.surveys.remind_due,
                self.services.proposals.expire_due,
                self.services.funding.remind_due,
                self.services.startup.remind_due,
                self.services.renewals.settle_due,
                self.services.support_queue.keep_missed,
                self.services.support_queue.close_resolved,
                self.services.memory.forget_old,
                self.services.report_making.want_due,
            )

        return every_minute

    def _calendars_workflow(self) -> Callable[[datetime, Any], None]:
        """Apart from the rest, because it waits for servers of others."""

        def read_calendars(scheduled: datetime, context: Any) -> None:
            each_in_turn("read_calendars", self.services.busy_calendars.read_due, self.services.tickets.poll)

        return read_calendars

    def _alerts_workflow(self) -> Callable[[datetime, Any], None]:
        """Apart from the rest, so that a long sweep holds up nothing and nothing holds it up."""

        def sweep_alerts(scheduled: datetime, context: Any) -> None:
            each_in_turn("sweep_alerts", self.services.alerts.sweep)

        return sweep_alerts

    def _digests_workflow(self) -> Callable[[datetime, Any], None]:
        """Apart from the sweep, which may take long after a pause."""

        def send_digests(scheduled: datetime, context: Any) -> None:
            each_in_turn("send_digests", self.services.alerts.send_digests)

        return send_digests

    def _day_workflow(self) -> Callable[[datetime, Any], None]:
        def every_day(scheduled: datetime, context: Any) -> None:
            each_in_turn(
                "every_day",
                lambda: self.erase_finished(scheduled - KEPT_FOR),
                self.services.learning.forget_old,
            )

        return every_day

    def erase_finished(self, before: datetime) -> int:
        """Erase finished work, with the words of people in it, that began before an instant. Returns how much."""
        erased = 0
        while finished := self.client.list_workflows(
            status=["SUCCESS", "ERROR"],
            end_time=before.isoformat(),
            limit=ERASED_AT_ONCE,
            load_input=False,
            load_output=False,
        ):
            self.client.delete_workflows([each.workflow_id for each in finished])
            erased += len(finished)
        return erased


def may_pass(error: BaseException) -> bool:
    """Whether another try may go better: Slack or our own database was away or busy, or Slack let us in no more."""
    shut_out = isinstance(error, SlackRefused) and error.shuts_out
    return shut_out or isinstance(error, (SlackUnreachable, Unavailable, Conflict))


def each_in_turn(what: str, *works: Callable[[], object]) -> None:
    """Each is done, also after one that fails: that is told in the log and counted. Raises the failures at the end."""
    failed: list[Exception] = []
    for work in works:
        try:
            _or_say(what, work.__name__, work)
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{what}: {len(failed)} of {len(works)} failed", failed)


def _or_say(what: str, key: str, work: Callable[[], object]) -> None:
    """What could not be done in the end is told in the log and counted; the workflow keeps the error."""
    try:
        work()
    except Exception:
        GIVEN_UP.labels(what).inc()
        log.exception("gave up on %s %s", what, key)
        raise
