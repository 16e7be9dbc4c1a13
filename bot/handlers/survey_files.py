"""The answers of a submitted survey as files, in the direct messages of who asks."""

from bot.context import Click
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import read_value


def download(click: Click) -> Outcome:
    """The files take a moment: they follow by the queue of notices."""
    number = str(read_value(click.value).get("n") or "")
    click.services.survey_documents.send(click.actor, number)
    return Reply(f"The answers to the survey of {number} will be in your direct messages with me.", private=True)


def register(routes: Routes) -> None:
    routes.action("survey.download", download)
