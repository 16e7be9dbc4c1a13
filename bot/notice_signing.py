"""What is told of signatures: whose turn it is, the document that is signed, what was signed or declined."""

import logging
from dataclasses import replace

from bot.notice_documents import share
from bot.outgoing import Outgoing, Sender, notice_reader, post_once, reader_of, seen_by_reader
from bot.slack import Slack
from bot.views.agreement_documents import file_sentence
from bot.views.blocks import section
from bot.views.signing import signing_blocks, signing_text
from bot.views.talk import quoted
from domain.notices import NoticeKind
from services import Services
from services.signing_cards import SigningView

log = logging.getLogger("cec.notices")

QUOTED = 500


def document_to_sign(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """The file, which is opened with that, then the card with which it is signed. A document that was replaced while
    the notice waited is not sent: the card says what is the case."""
    view = _seen(outgoing, services)
    if view is None:
        return
    said = "The document has changed meanwhile. Open the new one."
    if view.sha256 == str(outgoing.facts["sha256"]) and view.may_decline:
        view, said = _opened(outgoing, slack, services, view)
    card = replace(outgoing, notice=replace(outgoing.notice, key=f"{outgoing.notice.key}:card"))
    _post(card, slack, services, view, said)


def _opened(outgoing: Outgoing, slack: Slack, services: Services, view: SigningView) -> tuple[SigningView, str]:
    """As it stands after the file was sent, and what is said of it."""
    actor, kept = reader_of(outgoing, services), services.agreement_documents
    card = next((each for each in kept.documents(actor, view.number) if each.sha256 == view.sha256), None)
    if card is None:
        log.error("the document of %s that is to be signed is not kept", view.number)
        return view, "The document cannot be found. Please ask for a person of CEC: it has to be made again."
    file = kept.open(actor, view.number, card.id)
    share(outgoing, slack, {file.name: file.content}, file_sentence(card))
    after = services.signatures.opened(actor, view.number, view.sha256)
    return after, "The document is above. Read it, then sign or decline here."


def signature_wanted(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts = outgoing.facts
    what = f"version {facts['version']} of {facts['number']} as {facts['place']}"
    if facts["to_lead"]:
        said = f"It is time to sign {what}, but nobody who may sign there is in Slack: please tell them."
    elif facts["for"]:
        said = f"As deputy of {quoted(str(facts['for']))} you are asked to sign {what}."
    else:
        said = f"You are asked to sign {what}."
    _tell(outgoing, slack, services, said)


def signature_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts = outgoing.facts
    by, number, version = quoted(str(facts["by"])), facts["number"], facts["version"]
    reason, again = quoted(str(facts.get("reason") or ""), QUOTED), quoted(str(facts.get("again") or ""), QUOTED)
    said = {
        "signed": f"{by} signed version {version} of {number} as {facts['place']}.",
        "all_signed": f"{by} signed version {version} of {number}. All have signed it now.",
        "declined": f"{by} declined to sign version {version} of {number}: “{reason}”",
        "void": _void(f"version {version} of {number}", reason, again),
    }[str(facts["what"])]
    _tell(outgoing, slack, services, said)


def deputy_ended(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    signer = quoted(str(outgoing.facts["signer"]))
    said = f"{signer} ended that you sign as deputy. You sign nothing for {signer} any more."
    post_once(outgoing, slack, said, [section(said)])


def _void(what: str, reason: str, again: str) -> str:
    if again:
        return f"What was signed of {what} does not count any more. {reason} To sign again: {again}."
    return f"The document of {what} is signed no more. {reason}"


def _tell(outgoing: Outgoing, slack: Slack, services: Services, said: str) -> None:
    """What happened, and how the signatures stand now, with what the reader can do."""
    view = _seen(outgoing, services)
    if view is not None:
        _post(outgoing, slack, services, view, said)


def _seen(outgoing: Outgoing, services: Services) -> SigningView | None:
    actor = reader_of(outgoing, services)
    return seen_by_reader(outgoing, lambda: services.signatures.view(actor, str(outgoing.facts["number"])))


def _post(outgoing: Outgoing, slack: Slack, services: Services, view: SigningView, said: str) -> None:
    reader = notice_reader(outgoing, reader_of(outgoing, services), view.today)
    post_once(outgoing, slack, signing_text(view, reader, said), signing_blocks(view, reader, said))


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.SIGNING_DOCUMENT: document_to_sign,
    NoticeKind.SIGNATURE_WANTED: signature_wanted,
    NoticeKind.SIGNATURE_CHANGED: signature_changed,
    NoticeKind.DEPUTY_ENDED: deputy_ended,
}
