"""Files that leave for Slack: made when they are delivered, since making them takes a moment."""

from bot.outgoing import Outgoing, post_once
from bot.slack import Slack
from bot.views.blocks import safe
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
        share_survey_files(outgoing, slack, services, OPERATOR, "All answers.", ts)
    except Conflict:
        return


def share_survey_files(
    outgoing: Outgoing, slack: Slack, services: Services, actor: Actor, text: str, thread_ts: str | None = None
) -> None:
    """A message with the files below it; what an earlier try did is not done again."""
    files = services.survey_documents.documents(actor, str(outgoing.facts["number"]))
    since = thread_ts or post_once(outgoing, slack, text)
    there = slack.files_after(outgoing.channel_id, thread_ts, since) if outgoing.again else {}
    missing = {file.name: file.content for file in files if not there.get(file.name)}
    if missing:
        slack.upload(outgoing.channel_id, missing, thread_ts, text if thread_ts else "")
