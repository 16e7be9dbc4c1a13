"""Durable work: DBOS in the same database as everything else.

DBOS hands work only to a program of the version that the work was given to. A notice or an event that was accepted
before a new release must be finished after it, so the version is one constant; a change that running work could not
survive needs a new workflow name beside the old one.
"""

from dataclasses import replace
from typing import Any

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, Serializer
from dbos._sys_db import SystemDatabase
from sqlalchemy import Engine

from domain.notices import Notice
from storage.columns import cleaned
from storage.plain import from_plain, to_plain

APPLICATION = "cec"
APPLICATION_VERSION = "1"
NOTICE_QUEUE = "notices"
NOTICE_WORKFLOW = "deliver_notice"

#: How often the queue of notices is looked at: half of it is how long a notice waits on average.
NOTICE_POLLING_SECONDS = 0.25
#: How many notices, each to another destination, are delivered at once.
_DELIVERED_AT_ONCE = 20


def dbos_config(engine: Engine, executor: str = "local") -> DBOSConfig:
    """The configuration with which the program launches DBOS, after `storage.migrate.upgrade`.

    `executor` names this process among several that share a database, and must be the same after a restart:
    what a process had not finished is finished by the next one of that name.
    """
    return {
        "name": APPLICATION,
        "application_version": APPLICATION_VERSION,
        "executor_id": executor,
        "system_database_engine": engine,
        "serializer": _serializer(),
        "use_listen_notify": False,
        "run_migrations": False,
        "log_level": "WARNING",
    }


def make_client(engine: Engine) -> DBOSClient:
    """Enqueues in our own transactions. Connects to nothing by itself."""
    return DBOSClient(
        system_database_engine=engine,
        serializer=_serializer(),
        application_name=APPLICATION,
        lazy=True,
        retry_connection_errors=False,
    )


def register_notice_queue() -> None:
    """Call after DBOS was launched. To each destination in order, one at a time and one a second.

    One a second is what Slack takes in a channel.
    """
    DBOS.register_queue(
        NOTICE_QUEUE,
        worker_concurrency=_DELIVERED_AT_ONCE,
        partition_concurrency=1,
        partition_limiter={"limit": 1, "period": 1.0},
        polling_interval_sec=NOTICE_POLLING_SECONDS,
        on_conflict="always_update",
    )


def create_tables(engine: Engine) -> None:
    """Create or migrate DBOS's own tables. Safe when several processes do it at once.

    DBOS offers this publicly only for an address, with an engine of its own; ours may need another SQLite module.
    """
    SystemDatabase.create(
        system_database_url="sqlite://" if engine.dialect.name == "sqlite" else "postgresql://",
        engine_kwargs={},
        engine=engine,
        schema="dbos",
        serializer=_serializer(),
        executor_id=None,
        use_listen_notify=False,
    ).run_migrations()


def notice_to_json(notice: Notice) -> dict[str, Any]:
    """What the workflow `deliver_notice` is given: JSON values only, without characters that no database keeps."""
    plain = to_plain(notice)
    facts = {name: cleaned(value) if isinstance(value, str) else value for name, value in notice.facts.items()}
    return {**plain, "facts": facts}


def notice_from_json(data: dict[str, Any]) -> Notice:
    """The notice that `notice_to_json` was given."""
    return replace(from_plain(Notice, {**data, "facts": {}}), facts=data["facts"])


def _serializer() -> Serializer:
    """JSON, where DBOS's default is pickle: readable, and not bound to the classes of one release."""
    return DBOSPortableJSONSerializer()
