"""Contact cards sent as vCard files to who asked for them."""

import json

import pytest

from bot.handlers import vcards
from bot.notice_documents import contact_cards
from bot.outgoing import Outgoing
from bot.replies import Reply
from domain.errors import NotFound
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.bot.contacts import ANA, NRCS, RMA, name_form, send
from tests.bot.desk import FakeSlack, who
from tests.bot.saying import AT, a_click


def saved(services: Services, user: str, **value: str) -> tuple[Reply, dict[str, bytes], FakeSlack]:
    """Asked for by a button, then delivered by the queue."""
    outcome = vcards.vcards(a_click(services, {"action_id": "x", "value": json.dumps(value)}, who(services, user)))
    assert isinstance(outcome, Reply)
    slack = FakeSlack()
    contact_cards(cards_asked(user, **value), slack, services)
    upload = slack.all("files.upload")[0]
    assert upload["channel"] == f"D{user}"
    return outcome, upload["files"], slack


def cards_asked(user: str, **value: str) -> Outgoing:
    facts = {
        "number": value.get("n"),
        "organization": value.get("o"),
        "person": value.get("p", ""),
        "at": AT.isoformat(),
    }
    notice = Notice("n", NoticeKind.CONTACT_CARDS, Destination(slack_user_id=user), facts)
    return Outgoing(notice, f"D{user}", None)


def test_one_contact_is_saved_in_the_direct_message(services: Services) -> None:
    reply, files, slack = saved(services, "U0MARIA", n=NRCS, p="p-james")
    assert reply.text == "James-Okafor.vcf comes to your direct messages with me."
    assert slack.all("chat.postMessage")[0]["text"] == "The contact card of James Okafor"
    card = files["James-Okafor.vcf"].decode()
    assert "FN:James Okafor\r\nORG:Client Experience Center\r\n" in card
    assert "ROLE:SML\r\n" in card


def test_the_whole_sheet_is_one_file(services: Services) -> None:
    _, files, _ = saved(services, "U0MARIA", n=NRCS)
    assert list(files) == [f"Contacts-{NRCS}.vcf"]
    assert files[f"Contacts-{NRCS}.vcf"].count(b"BEGIN:VCARD") > 4


def test_nobody_saves_the_contacts_of_others(services: Services) -> None:
    for value in ({"n": "SLA-2027-0038"}, {"n": NRCS, "p": "p-erik"}):
        with pytest.raises(NotFound):
            saved(services, "U0MARIA", **value)


def test_a_name_has_no_effect_in_the_message_of_its_card(fresh_services: Services) -> None:
    send(fresh_services, name_form(fresh_services), **{**ANA, "name": "<!channel> Ana"})
    sheet = fresh_services.agreements.contacts(who(fresh_services, "U0INGRID").actor, agreement=RMA)[0]
    ana = next(card.person.id for card in sheet.contacts if card.person.name == "<!channel> Ana")
    _, _, slack = saved(fresh_services, "U0INGRID", n=RMA, p=ana)
    assert slack.all("chat.postMessage")[0]["text"] == "The contact card of &lt;!channel&gt; Ana"


def test_cards_are_not_sent_to_who_may_no_longer_have_them(services: Services) -> None:
    slack = FakeSlack()
    contact_cards(cards_asked("U0ERIK", n=NRCS), slack, services)
    assert slack.all("files.upload") == []
