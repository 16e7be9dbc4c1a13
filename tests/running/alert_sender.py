"""A process that sweeps for alerts and delivers them, without understanding, connections to Slack or pages.

`python -m tests.running.alert_sender DATABASE API_URL TOKEN INSTANT`: each line on its input is a number of
milliseconds. A child begins to deliver and to sweep, at that instant by its clock, and is killed with `kill -9` so long
after its first call of Slack. `finish` instead lets a child deliver all that is left. Each line is answered by one.
"""

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from dbos import DBOS

from bot.conversation import Conversation
from bot.events import Events
from bot.handlers.relay import Relay
from bot.jobs import Jobs
from bot.notices import Notices
from bot.slack import Slack
from bot.slack import make_client as make_slack_client
from bot.understanding.client import NluClient
from bot.understanding.understander import Understander
from services import Services
from services.build import build_services
from services.knowledge_files import read_knowledge
from storage.durable import NOTICE_QUEUE, dbos_config, make_client, register_notice_queue
from storage.engine import make_engine
from storage.unit_of_work import Storage
from tests.running.process import ROOT

LONGEST_WAIT = 5.0
"""Seconds in which it begins to deliver, where there is something."""
KNOWLEDGE = read_knowledge(ROOT / "knowledge").required()


class WatchedSlack(Slack):
    """Writes to `began` before its first call."""

    began: int | None = None

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        began, self.began = self.began, None
        if began is not None:
            os.write(began, b".")
        return super().call(method, **arguments)


def main(database: str, api_url: str, token: str, instant: str) -> None:
    slack, nobody = WatchedSlack(make_slack_client(token, api_url)), NluClient("http://127.0.0.1:9")

    def start() -> Services:
        return _started(Storage(make_engine(database)), slack, nobody, datetime.fromisoformat(instant))

    for line in map(str.strip, sys.stdin):
        child, began = _forked(start, slack, finish=line == "finish")
        if line != "finish":
            select.select([began], [], [], LONGEST_WAIT)
            time.sleep(int(line) / 1000)  # noqa: TID251 -- the moment is to be any one, whatever happens in it
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(began)
        sys.stdout.write("over\n")
        sys.stdout.flush()


def _forked(start: Callable[[], Services], slack: WatchedSlack, finish: bool) -> tuple[int, int]:
    """A child, and where it writes to when it begins to deliver. To fork spares it from importing everything again."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        slack.began = writing
        services = start()
        services.alerts.sweep()
        client, pause = make_client(services.alerts.context.storage.engine), threading.Event()
        while not finish or client.list_queued_workflows(queue_name=NOTICE_QUEUE, limit=1, load_input=False):
            pause.wait(0.1)
        os._exit(0)
    os.close(writing)
    return child, reading


def _started(storage: Storage, slack: Slack, nobody: NluClient, at: datetime) -> Services:
    """Begin to deliver what waits, and what was begun by the one before."""
    services = build_services(storage, lambda: at, lambda: uuid4().hex, KNOWLEDGE)
    DBOS(config=dbos_config(storage.engine, "killed"))
    conversation = Conversation(services, Understander(nobody, services.vocabulary.current))
    events = Events(slack, services, conversation, Relay(slack, services), lambda: at)
    Jobs(events, Notices(slack, services), services, make_client(storage.engine))
    DBOS.launch()
    register_notice_queue()
    return services


if __name__ == "__main__":
    main(*sys.argv[1:5])
