"""Alerts go out while the process is killed with `kill -9` again and again: none is lost, none is twice in Slack."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from bot.views.alerts import alert_text
from cli.parts import KNOWLEDGE
from domain.alert_deliveries import Delivery
from domain.alerts import Subject, SubjectType
from domain.channels import ChannelBinding
from domain.kept_alerts import Alert
from domain.meetings import Meeting, MeetingKind, MeetingState
from domain.organizations import Organization
from domain.people import Contact, Role, Side
from domain.preferences import AlertsBy, Preferences
from domain.stages import Stage
from sandbox.model import Message
from sandbox.testing import SandboxServer
from services import Services
from services.build import build_services
from services.knowledge_files import read_knowledge
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.unit_of_work import Storage
from tests.builders import a_person, an_agreement
from tests.running.process import ROOT

KILLS, LONGEST_LIFE, SEED = 100, 300, 6
"""How often it is killed, and after how many milliseconds of delivering at the most."""
FEW, PUT_OFF = 5, 12
"""Alerts, and how often Slack answers 429: more often than one try asks again."""
AT = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
"""A Monday at 10 in Washington: nobody has quiet hours."""
ZONE = ZoneInfo("America/New_York")


@pytest.mark.timeout(300)
def test_no_alert_is_lost_or_twice_in_slack_by_a_hundred_kills(tmp_path: Path) -> None:
    storage = Storage(make_engine(f"sqlite:///{tmp_path / 'cec.db'}"))
    upgrade(storage.engine)
    knowledge = read_knowledge(KNOWLEDGE).required()
    services = build_services(storage, lambda: AT, lambda: uuid4().hex, knowledge)
    with SandboxServer() as sandbox, sender(storage, sandbox) as process:
        chance = random.Random(SEED)
        staff = _begin(storage, sandbox)
        for place in range(KILLS):
            _happen(services, storage, staff, place)
            _tell(process, str(chance.randrange(LONGEST_LIFE)))
        _tell(process, "finish")
        posts = [m for c in sandbox.ws.channels.values() for m in c.messages.values() if m.by_app]
        looked = sandbox.calls("conversations.history")
    assert looked, "no kill came between a message and the note that it was posted"
    _check(services, storage, posts, KILLS)
    storage.engine.dispose()


@pytest.mark.timeout(120)
def test_what_slack_put_off_again_and_again_is_delivered_once_by_the_queue(tmp_path: Path) -> None:
    storage = Storage(make_engine(f"sqlite:///{tmp_path / 'cec.db'}"))
    upgrade(storage.engine)
    services = build_services(storage, lambda: AT, lambda: uuid4().hex, read_knowledge(KNOWLEDGE).required())
    with SandboxServer() as sandbox, sender(storage, sandbox) as process:
        staff = _begin(storage, sandbox)
        for place in range(FEW):
            _happen(services, storage, staff, place)
        sandbox.set_fault("chat.postMessage", "429", times=PUT_OFF, retry_after=0)
        _tell(process, "finish")
        refused = [call for call in sandbox.calls("chat.postMessage") if call.status == 429]
        posts = [m for c in sandbox.ws.channels.values() for m in c.messages.values() if m.by_app]
    assert len(refused) == PUT_OFF
    _check(services, storage, posts, FEW)
    storage.engine.dispose()


@contextmanager
def sender(storage: Storage, sandbox: SandboxServer) -> Iterator[subprocess.Popen[str]]:
    url = storage.engine.url.render_as_string()
    command = (sys.executable, "-m", "tests.running.alert_sender", url, sandbox.api_url, sandbox.bot_token, str(AT))
    process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _tell(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    assert process.stdout.readline() == "over\n"


def _begin(storage: Storage, sandbox: SandboxServer) -> list[str]:
    """An agreement, and CEC's people (ids), who are all of the workspace; some want to be told in the staff channel."""
    people = [each for each in sandbox.ws.people.values() if not each.is_bot and not each.deleted]
    ids = [f"p-{each.id}" for each in people]
    with storage.unit_of_work() as work:
        work.organizations.save(Organization("nrcs", "Natural Resources Conservation Service", "NRCS"))
        for id, each in zip(ids, people, strict=True):
            work.people.save(a_person(id, Side.CEC, name=each.real_name, slack_user_id=each.id))
        for id in ids[::5]:
            work.preferences.save(Preferences(id, alerts_by=AlertsBy.CHANNEL))
        work.channels.save(ChannelBinding("C0STAFF", None, ids[0], AT))
        lead = (Contact(ids[0], Side.CEC, Role.SML),)
        work.agreements.add(an_agreement(Stage.OPERATIONS, id="k-1", number="SLA-2026-9001", lines=(), contacts=lead))
        work.commit()
    return ids


def _happen(services: Services, storage: Storage, staff: list[str], place: int) -> None:
    """A meeting is over of which there are no notes; the alert of an earlier one is claimed, or its notes are kept."""
    with storage.unit_of_work() as work:
        work.meetings.save(_meeting(place, staff[place % len(staff)]))
        earlier = work.meetings.find(f"k-{place - 10}")
        (known,) = work.alerts.concerning(Subject(SubjectType.MEETING, f"k-{place - 10}")).values()
        if earlier and known and place % 3 == 0:
            noted = replace(earlier, state=MeetingState.HELD, notes="Talked.", noted_at=AT, noted_by=staff[0])
            work.meetings.save(noted)
        work.commit()
    if known and place % 3 == 1:
        services.alerts.claim(services.directory.actor(staff[0].removeprefix("p-")), known[0].id)


def _meeting(place: int, organizer: str) -> Meeting:
    return Meeting(
        id=f"k-{place}",
        agreement="k-1",
        organization="nrcs",
        kind=MeetingKind.AD_HOC,
        title=f"Talk {place}",
        organizer=organizer,
        side=Side.CEC,
        created_at=AT - timedelta(days=1),
        minutes=60,
        state=MeetingState.BOOKED,
        time=AT - timedelta(hours=2),
        timed_at=AT - timedelta(days=1),
    )


def _check(services: Services, storage: Storage, posts: list[Message], many: int) -> None:
    by_key = {_key(post): post for post in posts}
    assert [key for key, count in Counter(map(_key, posts)).items() if count > 1] == []
    with storage.reading() as work:
        alerts = tuple(work.whole_tables.alerts())
        places = work.alerts.deliveries(*(alert.id for alert in alerts))
        told = {alert.id: [change.field for change in work.history.of("alert", alert.id)] for alert in alerts}
    meetings = [alert.wanted.subject.id for alert in alerts if alert.wanted.subject.id.startswith("k-")]
    assert sorted(meetings) == sorted(f"k-{place}" for place in range(many))
    of_alert = {alert.id: alert for alert in alerts}
    for delivery in places:
        if delivery.has_message and delivery.told_at:
            _check_message(services, of_alert[delivery.alert], delivery, by_key)
            lines = [key for key in by_key if f":{delivery.alert}:{delivery.place}:" in key]
            events = [event for event in told[delivery.alert] if event in ("claimed", "settled")]
            assert len(lines) == (len(events) if delivery.ts else 0)


def _check_message(services: Services, alert: Alert, delivery: Delivery, posts: dict[str, Message]) -> None:
    """It is there once, and says how things are at last; one that was settled before it left is not there."""
    post = posts.get(f"alert:{alert.id}:{delivery.place}")
    if post is None:
        assert delivery.ts is None
        assert not alert.is_open
        return
    assert (post.channel, post.ts) == (delivery.channel_id, delivery.ts)
    message = services.alerts.message(alert.id, delivery.place)
    assert message
    assert post.text == alert_text(message.card, ZONE)


def _key(post: Message) -> str:
    assert post.metadata
    return str(post.metadata["event_payload"]["key"])
