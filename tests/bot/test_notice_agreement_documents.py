"""Documents of an agreement on their way: made, kept, announced, uploaded where everybody may see them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.notice_agreement_documents import documents_ready, documents_wanted
from bot.notices import Notices
from bot.outgoing import Outgoing
from documents.template_files import Templates
from domain.agreement_documents import Occasion
from domain.errors import Conflict
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import OPERATOR
from services import Services
from services.agreement_documents import AgreementDocumentUseCases
from services.signatures import SignatureUseCases
from tests.bot.desk import FakeSlack

NUMBER = "SLA-2027-0031"
CHANNEL = "C0NRCS"


class Announced(AgreementDocumentUseCases):
    """The real use cases; what is announced is kept in `places` instead of the queue."""

    def announce(
        self, actor: Any, number: str, version: int, channel_id: str | None, occasion: Occasion | None = None
    ) -> None:
        self.__dict__.setdefault("places", []).append(channel_id)
        self.__dict__["occasion"] = occasion

    @property
    def places(self) -> list[str | None]:
        return self.__dict__.get("places", [])


@pytest.fixture
def office(fresh_services: Services) -> tuple[Services, Announced]:
    documents = Announced(fresh_services.agreement_documents.context)
    return replace(fresh_services, agreement_documents=documents), documents


def wanted() -> Outgoing:
    notice = Notice("k", NoticeKind.DOCUMENTS_WANTED, Destination(staff=True), {"number": NUMBER, "version": 1})
    return Outgoing(notice, "C0STAFF", None)


def ready(to: Destination, channel_id: str) -> Outgoing:
    facts = {"number": NUMBER, "version": 1, "occasion": Occasion.PRESENTED.value}
    return Outgoing(Notice("k", NoticeKind.DOCUMENTS_READY, to, facts), channel_id, None)


def bound(services: Services) -> None:
    services.channels.bind(OPERATOR, CHANNEL, "nrcs")


def test_they_are_made_and_kept_and_nothing_is_said_yet(office: tuple[Services, Announced]):
    services, documents = office
    slack = FakeSlack()
    documents_wanted(wanted(), slack, services)
    assert {card.version for card in documents.documents(OPERATOR, NUMBER)} == {1}
    assert slack.all("chat.postMessage") == []
    assert len(documents.places) == 1


def test_they_go_to_the_channel_of_the_agreement_when_all_its_members_may_see_them(office: tuple[Services, Announced]):
    services, documents = office
    bound(services)
    documents_wanted(wanted(), FakeSlack(), services)
    assert documents.places == [CHANNEL]


class WithGuest(FakeSlack):
    """A stranger is in every channel."""

    def members(self, channel_id: str) -> tuple[str, ...]:
        return ("U0JAMES", "U0MARIA", "U0NINA")


def test_they_go_to_the_contacts_when_someone_in_the_channel_may_not_see_them(office: tuple[Services, Announced]):
    services, documents = office
    bound(services)
    documents_wanted(wanted(), WithGuest(), services)
    assert documents.places == [None]


def test_files_are_uploaded_below_a_message_that_says_who_may_see_them(office: tuple[Services, Announced]):
    services, _ = office
    bound(services)
    slack = FakeSlack()
    documents_wanted(wanted(), slack, services)
    documents_ready(ready(Destination(channel_id=CHANNEL), CHANNEL), slack, services)
    said = slack.all("chat.postMessage")[0]
    assert (said["channel"], NUMBER in said["text"]) == (CHANNEL, True)
    assert "CEC staff and the people of Natural Resources Conservation Service (NRCS)" in said["text"]
    upload = slack.all("files.upload")[0]
    assert upload["thread_ts"]
    assert sorted({name.rpartition(".")[2] for name in upload["files"]}) == ["docx", "pdf", "xlsx"]
    assert upload["files"][f"{NUMBER}-v1-proposal.pdf"].startswith(b"%PDF")


def test_a_channel_that_someone_joined_meanwhile_gets_nothing_and_the_contacts_do(office: tuple[Services, Announced]):
    services, documents = office
    bound(services)
    documents_wanted(wanted(), FakeSlack(), services)
    slack = WithGuest()
    documents_ready(ready(Destination(channel_id=CHANNEL), CHANNEL), slack, services)
    assert slack.all("files.upload") == []
    assert (documents.places, documents.__dict__["occasion"]) == ([CHANNEL, None], Occasion.PRESENTED)


def test_a_person_gets_them_in_direct_messages_while_they_may_see_them(office: tuple[Services, Announced]):
    services, _ = office
    slack = FakeSlack()
    documents_wanted(wanted(), slack, services)
    documents_ready(ready(Destination(slack_user_id="U0MARIA"), "DU0MARIA"), slack, services)
    assert slack.all("files.upload")[0]["channel"] == "DU0MARIA"
    stranger = FakeSlack()
    documents_ready(ready(Destination(slack_user_id="U0FATIMA"), "DU0FATIMA"), stranger, services)
    assert stranger.sent == []


def test_who_left_meanwhile_gets_nothing(fresh_services: Services):
    documents_wanted(wanted(), FakeSlack(), fresh_services)
    with fresh_services.agreements.context.unit_of_work() as work:
        work.people.save(replace(work.people.get("p-robert"), active=False))
        work.commit()
    slack = FakeSlack()
    documents_ready(ready(Destination(slack_user_id="U0ROBERT"), "DU0ROBERT"), slack, fresh_services)
    assert slack.sent == []


class Busy(SignatureUseCases):
    """Somebody else changes the agreement whenever its signing is to be opened."""

    def prepare(self, number: str, version: int, sha256: str) -> Any:
        raise Conflict("Someone else changed this agreement meanwhile.")


def test_a_signing_that_somebody_kept_from_being_opened_is_tried_again(fresh_services: Services):
    busy = replace(fresh_services, signatures=Busy(fresh_services.signatures.context))
    facts = {"number": "SLA-2027-0024", "version": 1}
    notice = Notice("k", NoticeKind.DOCUMENTS_WANTED, Destination(staff=True), facts)
    with pytest.raises(Conflict):
        documents_wanted(Outgoing(notice, "C0STAFF", None), FakeSlack(), busy)


def test_a_wrong_template_is_told_to_staff_with_what_to_do(fresh_services: Services, tmp_path: Path):
    (tmp_path / "proposal.html").write_text("{{ nothing }}", "utf-8")
    broken = AgreementDocumentUseCases(fresh_services.agreement_documents.context, Templates(tmp_path))
    slack = FakeSlack()
    documents_wanted(wanted(), slack, replace(fresh_services, agreement_documents=broken))
    said = slack.all("chat.postMessage")[0]
    assert said["channel"] == "C0STAFF"
    assert "proposal.html, line 1" in said["text"]
    assert f"`cec documents make {NUMBER} 1`" in said["text"]


def test_a_version_that_is_gone_is_left_alone(office: tuple[Services, Announced]):
    services, documents = office
    notice = Notice("k", NoticeKind.DOCUMENTS_WANTED, Destination(staff=True), {"number": NUMBER, "version": 99})
    documents_wanted(Outgoing(notice, "C0STAFF", None), FakeSlack(), services)
    assert documents.places == []


def test_they_are_made_also_where_no_staff_channel_is_set(office: tuple[Services, Announced]):
    services, documents = office
    for channel in services.channels.list(OPERATOR):
        services.channels.unbind(OPERATOR, channel.binding.channel_id)
    to = {"staff": True, "channel_id": None, "slack_user_id": None, "thread_ts": None}
    facts = {"number": NUMBER, "version": 1}
    packed = {"key": "k", "kind": "documents_wanted", "to": to, "facts": facts}
    Notices(FakeSlack(), services).deliver(packed, again=False)
    assert documents.documents(OPERATOR, NUMBER)
