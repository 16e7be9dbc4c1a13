"""Notices on their way to Slack: kept with the change that they tell of, delivered after its commit."""

from datetime import timedelta
from itertools import groupby

from dbos import DBOSClient, EnqueueOptions

from domain.notices import Notice
from storage.conversation_tables import notice_counts
from storage.durable import NOTICE_QUEUE, NOTICE_WORKFLOW, notice_to_json
from storage.failures import translated
from storage.transaction import Transaction


class Notices:
    def __init__(self, transaction: Transaction, client: DBOSClient) -> None:
        self._db = transaction
        self._client = client
        self._waiting: list[tuple[Notice, timedelta]] = []

    def enqueue(self, notice: Notice, wait: timedelta = timedelta(0)) -> None:
        """Deliver it once after the commit, after everything that was enqueued before it for the same destination; with
        `wait` not before so long from now, and after what leaves meanwhile.

        Nothing happens for a key that was enqueued before. What is rolled back is never delivered.
        """
        _ = self._db.writable
        self._waiting.append((notice, wait))

    def hand_over(self) -> None:
        """Called right before the commit.

        Each destination's count stays locked until then. Taken this late and in one order, nobody waits long for
        another, and no two wait for each other.
        """
        in_order = sorted(self._waiting, key=_partition)
        for partition, notices in groupby(in_order, _partition):
            self._hand_over(partition, list(notices))
        self._waiting.clear()

    def _hand_over(self, partition: str, notices: list[tuple[Notice, timedelta]]) -> None:
        # DBOS sorts by priority, then by the millisecond, in which several may fall. The place in the line decides.
        last = self._db.next_count(notice_counts, len(notices), partition=partition)
        for place, (notice, wait) in enumerate(notices, start=last - len(notices) + 1):
            self._enqueue(notice, place, wait)

    def _enqueue(self, notice: Notice, place: int, wait: timedelta) -> None:
        options: EnqueueOptions = {
            "workflow_name": NOTICE_WORKFLOW,
            "queue_name": NOTICE_QUEUE,
            "workflow_id": notice.key,
            "queue_partition_key": notice.to.partition,
            "priority": place,
        }
        if wait:
            options["delay_seconds"] = wait.total_seconds()
        with translated():
            self._client.enqueue_in_transaction(self._db.writable, options, notice_to_json(notice))


def _partition(waiting: tuple[Notice, timedelta]) -> str:
    return waiting[0].to.partition
