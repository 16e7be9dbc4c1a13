"""The documents of an agreement in Slack: listed, opened, what is missing in the forms, made by staff."""

from typing import Any

import pytest

from bot.handlers import agreement_documents
from bot.handlers.agreement_documents import show
from bot.notice_agreement_documents import document_file
from bot.outgoing import Outgoing
from bot.replies import Reply
from domain.errors import Conflict
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import OPERATOR
from services import Services
from services.agreement_document_cards import DocumentCard
from tests.blockkit import button, check_reply, shown, words
from tests.bot.desk import Desk, FakeSlack, a_command, a_desk, who
from tests.bot.needs import opened, press, updated

NRCS, FUNDED = "SLA-2027-0031", "SLA-2027-0022"
CHANNEL = "C0NRCS"


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, agreement_documents)


def made(services: Services, number: str = NRCS) -> tuple[DocumentCard, ...]:
    version = services.proposals.versions(OPERATOR, number)[-1].version.number
    return services.agreement_documents.make_for_version(OPERATOR, number, version).documents


def listed(services: Services, user: str, number: str = NRCS) -> Reply:
    reply = show(who(services, user), services, number)
    check_reply(reply)
    return reply


def pdf(services: Services) -> DocumentCard:
    return next(each for each in made(services) if each.name.endswith("-proposal.pdf"))


def sent(services: Services, slack: FakeSlack, card: DocumentCard, user: str, to: Destination, channel: str) -> None:
    facts = {"number": card.number, "document": card.id, "slack_user_id": user}
    notice = Notice("k", NoticeKind.DOCUMENT_FILE, to, facts)
    document_file(Outgoing(notice, channel, to.thread_ts), slack, services)


def test_every_document_shows_version_day_hash_and_who_may_see_it(fresh_services: Services) -> None:
    card = pdf(fresh_services)
    for user in ("U0MARIA", "U0JAMES"):
        said = shown(listed(fresh_services, user))
        assert f"Draft proposal, version {card.version}" in said
        assert f"SHA-256 {card.sha256[:12]}…" in said
        assert "CEC staff and the people of Natural Resources Conservation Service (NRCS)" in said
    assert button(listed(fresh_services, "U0MARIA"), "PDF")


def test_before_the_first_document_it_is_said_when_they_are_made(services: Services) -> None:
    assert "They are made when a proposal is presented." in shown(listed(services, "U0MARIA", "SLA-2027-0041"))


def test_another_organization_learns_nothing(fresh_services: Services) -> None:
    made(fresh_services)
    reply = show(who(fresh_services, "U0FATIMA"), fresh_services, NRCS)
    assert reply.private
    assert "no such agreement of your organization" in reply.text


def test_staff_have_missing_documents_made(desk: Desk) -> None:
    services = desk.routes.services
    assert "are not made yet" in shown(listed(services, "U0JAMES"))
    with pytest.raises(AssertionError):
        button(listed(services, "U0MARIA"), "Make the documents")
    press(desk, "U0JAMES", button(listed(services, "U0JAMES"), "Make the documents"))
    assert "The documents are being made." in updated(desk)


def test_a_file_comes_where_it_was_asked_for(desk: Desk) -> None:
    pdf(desk.routes.services)
    press(desk, "U0MARIA", button(listed(desk.routes.services, "U0MARIA"), "PDF"))
    assert desk.slack.all("chat.postMessage") == []  # the file itself is the answer
    press(desk, "U0MARIA", button(listed(desk.routes.services, "U0MARIA"), "PDF"), channel=CHANNEL)
    said = desk.slack.all("chat.postEphemeral")[-1]["text"]
    assert "here in a moment if everyone in this channel may see it" in said


def test_in_a_direct_message_the_file_has_its_whole_hash(fresh_services: Services) -> None:
    slack, card = FakeSlack(), pdf(fresh_services)
    sent(fresh_services, slack, card, "U0MARIA", Destination(channel_id="DU0MARIA"), "DU0MARIA")
    said, upload = slack.all("chat.postMessage")[0]["text"], slack.all("files.upload")[0]
    assert card.sha256 in said
    assert list(upload["files"]) == [card.name]
    assert upload["channel"] == "DU0MARIA"


def test_in_a_channel_it_comes_to_the_thread_only_where_all_may_see_it(fresh_services: Services) -> None:
    services, card = fresh_services, pdf(fresh_services)
    services.channels.bind(OPERATOR, CHANNEL, "nrcs")
    slack = FakeSlack()
    sent(services, slack, card, "U0MARIA", Destination(channel_id=CHANNEL, thread_ts="1.0"), CHANNEL)
    assert (slack.all("files.upload")[0]["channel"], slack.all("files.upload")[0]["thread_ts"]) == (CHANNEL, "1.0")
    slack = FakeSlack()
    sent(services, slack, card, "U0MARIA", Destination(channel_id="C0GENERAL", thread_ts="1.0"), "C0GENERAL")
    assert (slack.all("files.upload")[0]["channel"], slack.all("files.upload")[0]["thread_ts"]) == ("DU0MARIA", None)


def test_who_may_not_see_it_any_more_gets_nothing(fresh_services: Services) -> None:
    slack, card = FakeSlack(), pdf(fresh_services)
    sent(fresh_services, slack, card, "U0FATIMA", Destination(channel_id="DU0FATIMA"), "DU0FATIMA")
    assert slack.all("files.upload") == []


def test_the_data_for_the_forms_say_what_is_missing(desk: Desk) -> None:
    services = desk.routes.services
    made(services, FUNDED)
    reply = listed(services, "U0JAMES", FUNDED)
    said = shown(reply)
    assert "Data for form 7600A" in said
    assert button(reply, "JSON")
    assert button(reply, "CSV")
    press(desk, "U0JAMES", button(reply, "What is missing"))
    gaps = "\n".join(words(opened(desk)["blocks"]))
    assert "are not known to CEC" in gaps
    assert "Agency Location Code (ALC) (Requesting Agency (Buyer))" in gaps


def test_only_forms_have_a_list_of_what_is_missing(fresh_services: Services) -> None:
    with pytest.raises(Conflict, match="no list of what is missing"):
        fresh_services.agreement_documents.gaps(OPERATOR, NRCS, pdf(fresh_services).id)


def test_many_versions_are_shown_over_pages(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    services = desk.routes.services
    made(services, FUNDED)
    monkeypatch.setattr("bot.views.agreement_documents.PAGE", 2)
    reply = listed(services, "U0JAMES", FUNDED)
    press(desk, "U0JAMES", button(reply, f"Next documents of {FUNDED}"))
    assert updated(desk) != shown(reply)
    assert f"Previous documents of {FUNDED}" in str(desk.slack.all("chat.update")[-1]["blocks"])


def test_a_forged_button_opens_nothing_of_another_agreement(desk: Desk) -> None:
    other = made(desk.routes.services, FUNDED)[0]
    value = f'{{"number":"{NRCS}","d":"{other.id}"}}'
    press(desk, "U0MARIA", {"action_id": "documents.file:x", "value": value})
    assert "can't find that document" in desk.slack.all("chat.postMessage")[-1]["text"]


@pytest.mark.parametrize(("words_", "expected"), [(NRCS, "Draft proposal"), ("", "press Documents")])
def test_the_subcommand_takes_a_number_or_shows_those_to_choose_from(
    fresh_services: Services, words_: str, expected: str
) -> None:
    made(fresh_services)
    reply: Any = agreement_documents.command(
        a_command(fresh_services, "U0MARIA", "D1", "documents", words_, FakeSlack())
    )
    assert expected in reply.text
