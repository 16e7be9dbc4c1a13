"""An agreement is read, signed and declined in Slack; Ruth and Teresa sign for CEC after the officials of FNS."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.handlers import home, signing
from bot.handlers.agreement_replies import reader_of
from bot.notice_agreement_documents import document_file
from bot.outgoing import Outgoing
from bot.replies import Reply
from bot.views.signing import signing_blocks, signing_sentence
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Role, Side
from domain.permissions import OPERATOR
from domain.signing import SigningState
from domain.stages import Stage
from services import Services
from services.contact_cards import ContactGiven
from services.memory import Memory
from tests.blockkit import button, check_reply, shown
from tests.bot.desk import Desk, FakeSlack, a_desk, who
from tests.bot.funding import (
    HALF_SIGNED,
    NEGOTIATED,
    SIGNED,
    deliver,
    document_opened,
    form,
    person,
    press,
    signatures,
    updated,
)
from tests.bot.saying import AT, a_turn

RUTH = "Ruth Goldstein"


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, signing)


def sign_form(desk: Desk, name: str = "ruth") -> dict[str, Any]:
    document_opened(desk.routes.services, name)
    press(desk, name, button(signatures(desk.routes.services, name), "Sign"))
    return form(desk)


def names(reply: Reply) -> list[str]:
    return [each["text"]["text"] for each in reply.blocks[-1]["elements"]]


def asked(services: Services, user: str, text: str, memory: Memory | None = None) -> Reply:
    reply = signing.sign_agreement(a_turn(services, text, "sign_agreement", asker=who(services, user), memory=memory))
    check_reply(reply)
    return reply


# -- shown -------------------------------------------------------------------------------------------------------


def test_who_has_signed_when_and_whose_turn_it_is_stands_there(fresh_services: Services) -> None:
    text = signatures(fresh_services, "beatriz").text
    assert "2 of 4 have signed version 1" in text
    assert "Customer program official: signed by Gloria Ferreira" in text
    assert "It is the turn of the CEC program official" in text


def test_only_who_signs_has_buttons_and_the_document_comes_first(fresh_services: Services) -> None:
    assert names(signatures(fresh_services, "beatriz")) == ["Documents", "Open the agreement"]
    assert names(signatures(fresh_services, "ruth"))[:2] == ["Open the document", "Decline to sign"]
    document_opened(fresh_services, "ruth")
    assert names(signatures(fresh_services, "ruth"))[0] == "Sign"


def test_who_signs_later_reads_and_waits(fresh_services: Services) -> None:
    document_opened(fresh_services, "teresa")
    reply = signatures(fresh_services, "teresa")
    assert "Your turn comes after that" in reply.text
    assert "Sign" not in names(reply)


def test_before_a_document_is_ready_there_is_nothing_to_sign(fresh_services: Services) -> None:
    assert "There is nothing to sign for SLA-2027-0031 yet" in signatures(fresh_services, "maria", NEGOTIATED).text


def test_where_do_i_sign_is_answered_with_what_waits(fresh_services: Services) -> None:
    reply = asked(fresh_services, "U0RUTH", "where do I sign", Memory(agreement=NEGOTIATED))
    assert reply.text.startswith(HALF_SIGNED)
    assert button(reply, f"Open the document of {HALF_SIGNED}")
    assert asked(fresh_services, "U0MARIA", "where do I sign", Memory(agreement=NEGOTIATED)).text.startswith(
        "There is nothing to sign for SLA-2027-0031"
    )


@pytest.mark.parametrize("user", ["U0BEATRIZ", "U0DANA"])
def test_who_asks_to_sign_and_is_no_signer_is_told_so(fresh_services: Services, user: str) -> None:
    said = f"You are not a signer of {HALF_SIGNED}. Who signs it stands below."
    assert asked(fresh_services, user, f"sign {HALF_SIGNED}", Memory(agreement=HALF_SIGNED)).text.startswith(said)
    about_others = asked(fresh_services, user, f"who has to sign {HALF_SIGNED}", Memory(agreement=HALF_SIGNED))
    assert "not a signer" not in about_others.text


def test_who_signs_or_has_signed_is_not_told_to_be_no_signer(fresh_services: Services) -> None:
    for user in ("U0GLORIA", "U0TERESA"):
        reply = asked(fresh_services, user, f"sign {HALF_SIGNED}", Memory(agreement=HALF_SIGNED))
        assert "not a signer" not in reply.text


def test_what_waits_for_a_signature_stands_on_home(fresh_services: Services) -> None:
    view = home.view_for(who(fresh_services, "U0RUTH"), fresh_services)
    assert "Version 1 waits for your signature" in shown(Reply("x", view["blocks"]))


# -- read --------------------------------------------------------------------------------------------------------


def test_the_document_arrives_with_what_to_do_next_and_counts_as_opened(fresh_services: Services) -> None:
    slack, sha256 = FakeSlack(), document_sha(fresh_services)
    reply = deliver(fresh_services, slack, "ruth", NoticeKind.SIGNING_DOCUMENT, number=HALF_SIGNED, sha256=sha256)
    (upload,) = slack.all("files.upload")
    assert upload["channel"] == "DU0RUTH"
    assert [content[:5] for content in upload["files"].values()] == [b"%PDF-"]
    assert button(reply, f"Sign {HALF_SIGNED}")


def document_sha(services: Services) -> str:
    return services.signatures.view(person(services, "ruth"), HALF_SIGNED).sha256


def made_anew(services: Services) -> None:
    """Teresa has another title, so the document that names her is replaced."""
    teresa = person(services, "teresa").person
    assert teresa
    services.admin.save_person(person(services, "dana"), replace(teresa, title="Chief of finance"))
    made = services.agreement_documents.make_for_version(OPERATOR, HALF_SIGNED, 1)
    services.signatures.prepare(HALF_SIGNED, 1, str(made.to_sign))


def document_from_list(services: Services, user: str, sha256: str) -> str:
    """What is said with the file that somebody opened from the list of documents."""
    actor, slack = person(services, user), FakeSlack()
    kept = services.agreement_documents.documents(actor, HALF_SIGNED)
    card = next(each for each in kept if each.sha256 == sha256)
    facts = {"number": HALF_SIGNED, "document": card.id, "slack_user_id": f"U0{user.upper()}"}
    to = Destination(slack_user_id=f"U0{user.upper()}")
    outgoing = Outgoing(Notice("k", NoticeKind.DOCUMENT_FILE, to, facts), f"DU0{user.upper()}", None)
    document_file(outgoing, slack, services)
    return slack.all("chat.postMessage")[-1]["text"]


def test_the_very_file_opened_from_the_list_of_documents_counts_as_opened(fresh_services: Services) -> None:
    sha256 = document_sha(fresh_services)
    assert "waits for your signature" in document_from_list(fresh_services, "ruth", sha256)
    assert names(signatures(fresh_services, "ruth"))[0] == "Sign"
    assert "signature" not in document_from_list(fresh_services, "beatriz", sha256)


def test_another_file_of_the_list_does_not_count_as_opened(fresh_services: Services) -> None:
    made = fresh_services.agreement_documents.make_for_version(OPERATOR, HALF_SIGNED, 1)
    other = next(each for each in made.documents if each.sha256 != made.to_sign)
    document_from_list(fresh_services, "ruth", other.sha256)
    assert "Sign" not in names(signatures(fresh_services, "ruth"))


def test_what_is_void_says_why_and_who_signs_again(fresh_services: Services) -> None:
    facts = {"what": "void", "by": "CEC", "version": 1, "place": None, "reason": "Ann Lee is now official."}
    void = deliver(
        fresh_services, FakeSlack(), "ruth", NoticeKind.SIGNATURE_CHANGED, number=HALF_SIGNED, again="Bo Ek", **facts
    )
    said = "What was signed of version 1 of SLA-2027-0024 does not count any more. Ann Lee is now official. "
    assert void.text.startswith(f"{said}To sign again: Bo Ek.")


def test_a_document_that_was_replaced_is_not_sent(fresh_services: Services) -> None:
    slack = FakeSlack()
    reply = deliver(fresh_services, slack, "ruth", NoticeKind.SIGNING_DOCUMENT, number=HALF_SIGNED, sha256="ab" * 32)
    assert "The document has changed meanwhile" in reply.text
    assert not slack.all("files.upload")
    assert not fresh_services.signatures.view(person(fresh_services, "ruth"), HALF_SIGNED).has_opened


def test_opening_asks_for_the_file_in_the_direct_messages(desk: Desk) -> None:
    press(desk, "ruth", button(signatures(desk.routes.services, "ruth"), "Open the document"))
    assert "comes here in a moment" in desk.slack.all("chat.postMessage")[-1]["text"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ruth", "Below it you can sign or decline."),
        ("teresa", "Below it you can decline. You can sign once it is your turn."),
    ],
)
def test_what_can_be_done_below_the_document_depends_on_the_turn(desk: Desk, name: str, said: str) -> None:
    press(desk, name, button(signatures(desk.routes.services, name), "Open the document"))
    assert desk.slack.all("chat.postMessage")[-1]["text"].endswith(said)


def test_who_has_nothing_to_sign_is_refused_the_document_with_the_reason(desk: Desk) -> None:
    press(desk, "beatriz", button(signatures(desk.routes.services, "ruth"), "Open the document"))
    assert "You are none of them" in desk.slack.sent[-1][1]["text"]


# -- signed ------------------------------------------------------------------------------------------------------


def test_a_signature_is_typed_declared_and_told(desk: Desk) -> None:
    view = sign_form(desk)
    assert "I have read version 1 of SLA-2027-0024 and sign it electronically for CEC" in json.dumps(view["blocks"])
    desk.submit("U0RUTH", view, {"intent": ["yes"], "name": "ruth goldstein"})
    reply = updated(desk)
    assert "You have signed" in reply.text
    assert "It is the turn of the CEC funding official" in reply.text


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"intent": ["yes"], "name": "Dana Reyes"}, "name", "Type your name as it stands"),
        ({"intent": ["yes"], "name": " "}, "name", "Type your name as it stands"),
        ({"intent": [], "name": RUTH}, "intent", "Confirm the statement"),
    ],
)
def test_what_is_no_signature_is_refused_at_its_field(
    desk: Desk, values: dict[str, Any], field: str, said: str
) -> None:
    answer = desk.submit("U0RUTH", sign_form(desk), values)
    assert said in json.loads(answer.body)["errors"][field]


def test_a_form_that_is_sent_twice_signs_once(desk: Desk) -> None:
    view = sign_form(desk)
    desk.submit("U0RUTH", view, {"intent": ["yes"], "name": RUTH})
    desk.submit("U0RUTH", view, {"intent": ["yes"], "name": RUTH})
    assert "Nothing was changed. This was signed already for the CEC program official." in updated(desk).text


def test_who_is_an_official_no_more_reads_why_above_the_signatures_and_at_no_field(desk: Desk) -> None:
    view = sign_form(desk)
    given = ContactGiven(Side.CEC, Role.PROGRAM_OFFICIAL, "p-dana", "p-ruth")
    services = desk.routes.services
    services.contacts.name(person(services, "priya"), [HALF_SIGNED], given, AT)
    answer = desk.submit("U0RUTH", view, {"intent": ["yes"], "name": RUTH})
    assert "errors" not in answer.body
    assert "Nothing was changed. Dana Whitfield is CEC program official of SLA-2027-0024 in your" in updated(desk).text


def test_the_button_of_who_signs_shows_others_how_it_stands(desk: Desk) -> None:
    document_opened(desk.routes.services, "ruth")
    sign = button(signatures(desk.routes.services, "ruth"), "Sign")
    press(desk, "teresa", sign)
    assert "Nothing was changed" in updated(desk).text
    assert not desk.slack.all("views.open")


def test_the_last_signature_puts_the_agreement_into_force(desk: Desk) -> None:
    services = desk.routes.services
    for name, typed in (("ruth", RUTH), ("teresa", "Teresa Montoya")):
        desk.submit(f"U0{name.upper()}", sign_form(desk, name), {"intent": ["yes"], "name": typed})
    assert "All have signed version 1" in updated(desk).text
    assert services.signatures.view(person(services, "dana"), HALF_SIGNED).state is SigningState.SIGNED


def test_declining_needs_a_reason_and_goes_back_to_the_negotiation(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "ruth", button(signatures(services, "ruth"), "Decline to sign"))
    view = form(desk)
    answer = desk.submit("U0RUTH", view, {"reason": " "})
    assert "Say why" in json.loads(answer.body)["errors"]["reason"]
    desk.submit("U0RUTH", view, {"reason": "The term is <wrong>"})
    assert "Ruth Goldstein declined to sign version 1" in updated(desk).text
    assert "&lt;wrong&gt;" in updated(desk).text
    assert services.agreements.status(person(services, "dana"), HALF_SIGNED).stage is Stage.PROPOSAL


def test_a_form_of_a_document_that_was_replaced_declines_nothing(desk: Desk) -> None:
    services = desk.routes.services
    old = button(signatures(services, "ruth"), "Decline to sign")
    press(desk, "ruth", old)
    made_anew(services)
    desk.submit("U0RUTH", form(desk), {"reason": "Too dear"})
    assert "has changed" in updated(desk).text
    press(desk, "ruth", old)
    assert "Nothing was changed" in updated(desk).text
    assert services.signatures.view(person(services, "ruth"), HALF_SIGNED).state is SigningState.OPEN


def test_after_it_is_over_the_old_button_says_so(desk: Desk) -> None:
    services = desk.routes.services
    old = button(signatures(services, "ruth"), "Decline to sign")
    services.signatures.decline(person(services, "teresa"), HALF_SIGNED, document_sha(services), "No")
    press(desk, "ruth", old)
    assert "Teresa Montoya declined to sign" in updated(desk).text


# -- told --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"for": None, "to_lead": False}, "You are asked to sign version 1 of SLA-2027-0024 as CEC program official."),
        ({"for": "Ruth <b>", "to_lead": False}, "As deputy of Ruth &lt;b&gt; you are asked to sign version 1"),
        ({"for": None, "to_lead": True}, "nobody who may sign there is in Slack: please tell them"),
    ],
)
def test_whose_turn_it_is_is_told_with_the_way_to_sign(
    fresh_services: Services, facts: dict[str, Any], said: str
) -> None:
    place = {"number": HALF_SIGNED, "version": 1, "place": "CEC program official", "side": "cec"}
    reply = deliver(fresh_services, FakeSlack(), "ruth", NoticeKind.SIGNATURE_WANTED, **place, **facts)
    assert said in reply.text
    assert button(reply, f"Open the document of {HALF_SIGNED}")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("signed", "Ruth signed version 1 of SLA-2027-0026 as CEC program official."),
        ("all_signed", "All have signed it now."),
        ("declined", "Ruth declined to sign version 1 of SLA-2027-0026: “Too *dear*”"),
        ("void", "The document of version 1 of SLA-2027-0026 is signed no more. Too *dear*"),
    ],
)
def test_what_happened_is_told_to_both_sides(fresh_services: Services, what: str, said: str) -> None:
    facts = {"number": SIGNED, "version": 1, "by": "Ruth", "place": "CEC program official", "reason": "Too *dear*"}
    reply = deliver(fresh_services, FakeSlack(), "erik", NoticeKind.SIGNATURE_CHANGED, what=what, **facts)
    assert said in reply.text.replace("\u200b", "")


def test_a_deputy_whose_time_was_ended_is_told_by_whom(fresh_services: Services) -> None:
    reply = deliver(fresh_services, FakeSlack(), "dana", NoticeKind.DEPUTY_ENDED, signer="Ruth Goldstein")
    assert reply.text == ("Ruth Goldstein ended that you sign as deputy. You sign nothing for Ruth Goldstein any more.")


def test_a_version_of_an_amendment_is_named_without_stray_commas(fresh_services: Services) -> None:
    view = fresh_services.signatures.view(person(fresh_services, "teresa"), HALF_SIGNED)
    reader = reader_of(who(fresh_services, "U0TERESA"))
    amended = replace(view, version=4, amendment=1)
    assert "2 of 4 have signed version 4 (amendment 1). It is" in signing_sentence(amended, reader)
    signed = replace(
        amended, state=SigningState.SIGNED, may_decline=False, ended_at=view.since, effective_on=date(2027, 3, 1)
    )
    assert ". It counts from March 1, 2027." in signing_sentence(signed, reader)
    assert "Payments" in [each["text"]["text"] for each in signing_blocks(signed, reader)[-1]["elements"]]


def test_a_deputy_reads_for_whom_it_is_their_turn(fresh_services: Services) -> None:
    today = fresh_services.signatures.view(person(fresh_services, "ruth"), HALF_SIGNED).today
    fresh_services.signatures.delegate(person(fresh_services, "ruth"), "p-grace", today, today)
    assert "It is your turn, as deputy of Ruth Goldstein, since" in signatures(fresh_services, "grace").text


def test_who_may_not_see_it_any_more_is_told_nothing(fresh_services: Services) -> None:
    slack = FakeSlack()
    facts = {"number": HALF_SIGNED, "version": 1, "place": "x", "for": None, "to_lead": False}
    with pytest.raises(IndexError):  # nothing was posted
        deliver(fresh_services, slack, "maria", NoticeKind.SIGNATURE_WANTED, **facts)
