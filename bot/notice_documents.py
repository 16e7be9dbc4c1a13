"""Files that leave for Slack: made when they are delivered, since making them takes a moment."""

from collections.abc import Mapping
from datetime import datetime

from bot.outgoing import Outgoing, post_once, reader_of
from bot.replies import Block
from bot.slack import Slack
from bot.views.blocks import safe
from bot.views.vcards import card_file
from domain.errors import Conflict, NotAllowed, NotFound
from domain.permissions import OPERATOR, Actor
from services import Services


def survey_files(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To a person who asked for the answers of a survey, if they still may have them."""
    number = str(outgoing.facts["number"])
    try:
        actor = services.directory.actor(str(outgoing.facts["slack_user_id"]))
        share_survey_files(outgoing, slack, services, actor, f"The answers to the survey of {number}.")
    except (Conflict, NotFound, NotAllowed) as refused:
        post_once(outgoing, slack, safe(str(refused)))


def attach_survey_files(outgoing: Outgoing, slack: Slack, services: Services, ts: str) -> None:
    """In the thread of the message `ts` in the staff channel. Nothing when the survey was opened again meanwhile."""
    try:
        share_survey_files(outgoing, slack, services, OPERATOR, "All answers, to read and to work with.", ts)
    except Conflict:
        return


def share_survey_files(
    outgoing: Outgoing, slack: Slack, services: Services, actor: Actor, text: str, thread_ts: str | None = None
) -> None:
    """A message with the files below it; what an earlier try did is not done again."""
    files = services.survey_documents.documents(actor, str(outgoing.facts["number"]))
    share(outgoing, slack, {file.name: file.content for file in files}, text, thread_ts)


def contact_cards(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To a person who asked for contact cards, if they still may have them."""
    facts, actor = outgoing.facts, reader_of(outgoing, services)
    number, organization, at = facts["number"], facts["organization"], datetime.fromisoformat(str(facts["at"]))
    try:
        book = services.contacts.book(actor, number, organization)
        file = card_file(book, number, str(facts["person"]), at)
    except (NotFound, NotAllowed) as refused:
        post_once(outgoing, slack, safe(str(refused)))
        return
    share(outgoing, slack, {file.name: file.content}, safe(file.said))


def share(
    outgoing: Outgoing,
    slack: Slack,
    files: Mapping[str, bytes],
    text: str,
    thread_ts: str | None = None,
    blocks: list[Block] | None = None,
) -> None:
    """Files below a message with the text, or in a thread that is there; what an earlier try did is not done again."""
    since = thread_ts or post_once(outgoing, slack, text, blocks)
    there = slack.files_after(outgoing.channel_id, thread_ts, since) if outgoing.again else {}
    missing = {name: content for name, content in files.items() if not there.get(name)}
    if missing:
        slack.upload(outgoing.channel_id, missing, thread_ts, text if thread_ts else "")
