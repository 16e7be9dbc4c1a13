"""The documents of an agreement: made and kept where the notice is delivered, then sent to those who may see them."""

import logging
from dataclasses import replace

from bot.notice_documents import share
from bot.outgoing import Outgoing, Sender, post_once, reader_of, seen_by_reader
from bot.places import place_of, someone_may_not_see
from bot.slack import Slack
from bot.views.agreement_documents import file_sentence
from bot.views.blocks import safe
from domain.agreement_documents import Occasion
from domain.channels import why_not_here
from domain.errors import InvalidInput, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.permissions import OPERATOR, Actor
from services import Services
from services.agreement_document_cards import DocumentCard

log = logging.getLogger("cec.notices")

_TO_SIGN = "This is the document that waits for your signature. Once you have read it, write “sign” to sign or decline."
_AGAIN = "The officials of {number} have changed. Here is version {version} with the new names, to be signed anew."
_SAID = {
    Occasion.PRESENTED: "Here is version {version} of the proposal for {number}, to read and to keep.",
    Occasion.ACCEPTED: "Both sides accepted version {version} of {number}. Here is the agreement that is to be signed, "
    "with its payment schedule. Nobody has signed yet.",
    Occasion.SIGNED: "All have signed version {version} of {number}. Here is the copy with the signatures.",
}


def documents_wanted(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Make, keep and announce them; an agreement that both sides accepted can be signed then. Says nothing itself.

    Raises Conflict where somebody changed it in this moment: the queue tries again, and sees what is accepted then.
    """
    number, version = str(outgoing.facts["number"]), int(outgoing.facts["version"])
    try:
        made = services.agreement_documents.make_for_version(OPERATOR, number, version)
        channel = _channel(slack, services, made.organization)
        services.agreement_documents.announce(OPERATOR, number, version, channel)
        if made.to_sign:
            services.signatures.prepare(number, version, made.to_sign)
    except InvalidInput as wrong:  # a template of the office: nothing is made until somebody mends it
        log.error("documents of %s, version %s: %s", number, version, wrong)
        if outgoing.channel_id:
            again = f"Mend it, then run `cec documents make {number} {version}`."
            post_once(
                outgoing,
                slack,
                f"The documents of {number}, version {version}, cannot be made. {safe(str(wrong))} {again}",
            )
    except NotFound as refused:
        log.warning("documents of %s, version %s: %s", number, version, refused)


def documents_ready(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To a channel where everybody may see them still, or to a person."""
    number, version = str(outgoing.facts["number"]), int(outgoing.facts["version"])
    occasion = Occasion(str(outgoing.facts["occasion"]))
    documents, reader = services.agreement_documents, reader_of(outgoing, services)
    sent = seen_by_reader(outgoing, lambda: documents.sent(reader, number, version, occasion))
    if sent is None:
        return
    in_channel = outgoing.notice.to.channel_id
    if in_channel and not _all_may_see(slack, services, in_channel, sent.organization):
        documents.announce(OPERATOR, number, version, None, occasion)
        return
    words = _SAID[occasion]
    if occasion is Occasion.ACCEPTED and int(outgoing.facts.get("edition") or 1) > 1:
        words = _AGAIN
    said = f"{words.format(number=number, version=version)} They can be seen by {safe(sent.seen_by)}."
    contents = {file.name: file.content for file in sent.files}
    if in_channel:
        share(outgoing, slack, contents, "", post_once(outgoing, slack, said))
    else:
        share(outgoing, slack, contents, said)


def document_file(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """One file for who asked for it: in the channel where everybody may see it, else in their direct messages."""
    facts, channel = outgoing.facts, outgoing.notice.to.channel_id
    number, asked_by = str(facts["number"]), str(facts["slack_user_id"])
    actor, kept = services.directory.actor(asked_by), services.agreement_documents
    try:
        card = kept.card(actor, number, str(facts["document"]))
        file = kept.open(actor, number, card.id)
    except (NotFound, NotAllowed):
        log.info("notice %s is not said: its reader may not see this any more", outgoing.notice.key)
        return
    if channel and not _all_may_see(slack, services, channel, card.organization):
        outgoing = replace(outgoing, channel_id=slack.direct_channel(asked_by), thread_ts=None)
    is_signed_next = _waits_for_signature_of(actor, services, card)
    said = f"{file_sentence(card)}\n{_TO_SIGN}" if is_signed_next else file_sentence(card)
    share(outgoing, slack, {file.name: file.content}, said, outgoing.thread_ts)
    if is_signed_next:
        services.signatures.opened(actor, number, card.sha256)


def _waits_for_signature_of(actor: Actor, services: Services, card: DocumentCard) -> bool:
    """Whether that very file is the one that its reader has to sign: then it counts as opened with this."""
    try:
        view = services.signatures.view(actor, card.number)
    except NotFound:
        return False
    return view.may_decline and view.sha256 == card.sha256


def _channel(slack: Slack, services: Services, organization: str) -> str | None:
    """The first channel bound to the organization in which everybody may see its agreements."""
    bound = (binding.channel_id for binding in services.channels.of_organization(OPERATOR, organization))
    return next((each for each in bound if _all_may_see(slack, services, each, organization)), None)


def _all_may_see(slack: Slack, services: Services, channel_id: str, organization: str) -> bool:
    place = place_of(slack, services, channel_id)
    about = frozenset({organization})
    if place.direct:  # it is the asker's own
        return True
    return why_not_here(place, about) is None and not someone_may_not_see(slack, services, place, about)


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.DOCUMENTS_WANTED: documents_wanted,
    NoticeKind.DOCUMENTS_READY: documents_ready,
    NoticeKind.DOCUMENT_FILE: document_file,
}
