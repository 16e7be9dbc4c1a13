"""The message shortcut "Record as need"."""

import json
from typing import Any

import pytest

from bot.handlers import needs, needs_notes
from bot.understanding.client import NluClient
from bot.understanding.understander import Understander
from domain.needs import Source, SourceKind
from sandbox.blockkit.check import check_view
from services import Services
from tests.bot.desk import Desk, Table, a_desk
from tests.bot.needs import FS, person, values
from tests.bot.saying import AT, ZONE

STAFF_CHANNEL = "C0STAFF"


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, needs, needs_notes)


def shortcut(desk: Desk, user: str, text: str | None, channel: str = STAFF_CHANNEL) -> dict[str, Any]:
    desk.dispatch(
        {
            "type": "message_action", "callback_id": "record_need", "trigger_id": "T.1", "team": {"id": "T1"},
            "user": {"id": user}, "channel": {"id": channel}, "message": {"ts": "1.0", "text": text},
            "message_ts": "1.0",
        }
    )  # fmt: skip
    view = desk.slack.all("views.update")[-1]["view"]
    check_view(view)
    return view


def test_the_shortcut_fills_the_form_with_the_message_and_its_link(desk: Desk) -> None:
    form = shortcut(desk, "U0JAMES", "Phones &amp; radios for <https://x.example.gov|the crews>")
    filled = {b["block_id"]: b["element"] for b in form["blocks"] if b["type"] == "input"}
    assert filled["text"]["initial_value"] == "Phones & radios for the crews"
    assert filled["reference"]["initial_value"] == "https://example.slack.com/archives/C0STAFF/p10"
    entered = values(agreement=FS, source="message", reference="https://example.slack.com/archives/C0STAFF/p10")
    answer = desk.submit("U0JAMES", form, entered)
    assert "SLA-2027-0048" in json.loads(answer.body)["view"]["title"]["text"]
    (need,) = desk.routes.services.needs.view(person(desk.routes.services, "james"), FS).needs
    assert need.source == Source(SourceKind.MESSAGE, "https://example.slack.com/archives/C0STAFF/p10")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("SLA-2027-0048: they need 40 TB of storage", "40 TB of storage"),
        ("We need 40 TB of storage for SLA-2027-0048", "We need 40 TB of storage"),
        ("For SLA-2027-0048, 40 TB of storage, please", "40 TB of storage, please"),
    ],
)
def test_the_number_of_the_agreement_goes_to_its_own_field(fresh_services: Services, text: str, what: str) -> None:
    reading = Understander(NluClient("http://127.0.0.1:9"), fresh_services.vocabulary.current)
    known = Table({text: reading.read_entities(text, AT, ZONE)})
    desk = a_desk(fresh_services, needs, needs_notes, table=known)
    form = shortcut(desk, "U0JAMES", text)
    filled = {b["block_id"]: b["element"] for b in form["blocks"] if b["type"] == "input"}
    assert filled["text"]["initial_value"] == what
    assert filled["quantity"]["initial_value"] == "40"
    assert FS in str(filled["agreement"])


def test_the_shortcut_with_a_forged_agreement_says_so_at_the_field(desk: Desk) -> None:
    form = shortcut(desk, "U0JAMES", "Phones")
    answer = desk.submit("U0JAMES", form, values(agreement="SLA-1999-0001"))
    assert "There is no agreement" in json.loads(answer.body)["errors"]["agreement"]


@pytest.mark.parametrize(
    ("user", "text"), [("U0ERIK", "Phones"), ("U0NINA", "Phones"), ("U0JAMES", "  "), ("U0JAMES", None)]
)
def test_the_shortcut_without_right_or_words_says_why(desk: Desk, user: str, text: str | None) -> None:
    view = shortcut(desk, user, text)
    assert not [block for block in view["blocks"] if block["type"] == "input"]
