"""What a survey's answers recommend, and the first lines of a proposal made from them."""

from bot.context import Click
from bot.handlers.surveys import open_already
from bot.replies import Modal, Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import read_value
from bot.views.reading import as_modal
from bot.views.survey_results import made_blocks, made_text, recommended_blocks, recommended_text
from bot.views.survey_summary import submitted_sentence, summary_blocks, summary_text
from bot.views.survey_words import name_of


def recommended(click: Click) -> Outcome:
    """The recommended services with quantities, levels, estimated prices and reasons, in a modal."""
    number = str(read_value(click.value).get("n") or "")
    view = click.services.surveys.view(click.actor, number)
    found = click.services.surveys.recommendation(click.actor, number)
    may_propose = click.actor.is_staff and view.response.submitted_at is not None
    return Modal(as_modal(Reply(recommended_text(found), recommended_blocks(found, may_propose))))


def propose(click: Click) -> Outcome:
    """The first proposal with one button; a second press changes nothing. Lines from before are replaced when told.

    The card of the submitted survey tells in its place what came of it, or that the survey was opened again.
    """
    value = read_value(click.value)
    number = str(value.get("n") or "")
    view = click.services.surveys.view(click.actor, number)
    if value.get("summary") and view.response.submitted_at is None:
        return open_already(click, view)
    made = click.services.surveys.make_proposal(click.actor, number, replacing=value.get("replace") is True)
    about = frozenset({view.organization.key})
    if not value.get("summary"):
        return Reply(made_text(made), made_blocks(made), about)
    found = click.services.surveys.recommendation(click.actor, number)
    said = submitted_sentence(name_of(view, view.response.submitted_by), number, view.organization.name)
    text, blocks = summary_text(view, found, said, made), summary_blocks(view, found, said, made)
    return Reply(text, blocks, about, replace=True)


def register(routes: Routes) -> None:
    routes.action("survey.recommended", recommended)
    routes.action("survey.make_proposal", propose)
