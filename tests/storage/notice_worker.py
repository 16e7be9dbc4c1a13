"""A program that delivers notices into a file, as the bot delivers them to Slack. Ends when its input ends.

python -m tests.storage.notice_worker URL FILE RELEASE: each delivery is a line `RELEASE started|done KEY SECONDS`.
A notice with the fact `stuck` is not done before the file FILE.go exists.
"""

import sys
import threading
import time
from pathlib import Path
from typing import Any

from dbos import DBOS

from storage.durable import NOTICE_WORKFLOW, dbos_config, notice_from_json, register_notice_queue
from storage.engine import make_engine
from storage.migrate import upgrade


def main(url: str, file: str, release: str) -> None:
    said, go = Path(file), Path(f"{file}.go")
    writing, stop = threading.Lock(), threading.Event()

    def say(what: str, key: str) -> None:
        with writing, said.open("a") as out:
            out.write(f"{release} {what} {key} {time.monotonic()}\n")

    @DBOS.step()
    def post(data: dict[str, Any]) -> None:
        notice = notice_from_json(data)
        say("started", notice.key)
        while notice.facts.get("stuck") and not go.exists():
            stop.wait(0.05)
        say("done", notice.key)

    @DBOS.workflow(name=NOTICE_WORKFLOW)
    def deliver(data: dict[str, Any]) -> None:
        post(data)

    if release != "first":  # other code than before: a later release of the program

        @DBOS.workflow(name="something_new")
        def something_new() -> None: ...

    engine = make_engine(url)
    upgrade(engine)
    DBOS(config=dbos_config(engine))
    DBOS.launch()
    register_notice_queue()
    sys.stdin.read()
    stop.set()
    DBOS.destroy()


if __name__ == "__main__":
    main(*sys.argv[1:4])
