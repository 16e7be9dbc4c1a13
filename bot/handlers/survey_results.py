"""What a survey's answers recommend, and the first lines of a proposal made from them."""

from bot.context import Click
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import read_value
from bot.views.survey_results import made_blocks, made_text, recommended_blocks, recommended_text


def recommended(click: Click) -> Outcome:
    """The recommended services with quantities, levels, estimated prices and reasons."""
    number = str(read_value(click.value).get("n") or "")
    view = click.services.surveys.view(click.actor, number)
    found = click.services.surveys.recommendation(click.actor, number)
    may_propose = click.actor.is_staff and view.response.submitted_at is not None
    about = frozenset({view.organization.key})
    return Reply(recommended_text(found), recommended_blocks(found, may_propose), about)


def propose(click: Click) -> Outcome:
    """The first proposal with one button; a second press changes nothing. Lines from before are replaced when told."""
    value = read_value(click.value)
    number = str(value.get("n") or "")
    made = click.services.surveys.make_proposal(click.actor, number, replacing=value.get("replace") is True)
    view = click.services.surveys.view(click.actor, number)
    return Reply(made_text(made), made_blocks(made), frozenset({view.organization.key}))


def register(routes: Routes) -> None:
    routes.action("survey.recommended", recommended)
    routes.action("survey.make_proposal", propose)
