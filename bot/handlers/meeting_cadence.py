"""How often the services of an agreement are reviewed: staff choose it in a small form."""

from bot.context import Click, Submission
from bot.forms import after_form, at_field, submitted, text_of
from bot.handlers.meetings import agreement_reply
from bot.replies import Modal, Outcome
from bot.routes import Routes
from bot.views.blocks import read_value
from bot.views.meeting_change_forms import cadence_form
from bot.views.meeting_forms import NEVER
from domain.errors import InvalidInput
from domain.recurrences import Rhythm


def opened(click: Click) -> Outcome:
    number = text_of(read_value(click.value), "number")[:40]
    every = click.services.meeting_editing.cadence(click.actor, number)
    return Modal(cadence_form(number, every, {"n": number, "at": dict(click.origin)}))


def sent(submission: Submission) -> Outcome:
    number, chosen = text_of(submitted(submission), "n"), str(submission.values.get("every") or "")
    if chosen not in (NEVER, *Rhythm):
        return at_field(submission, InvalidInput("every", "Choose how often."))
    every = Rhythm(chosen) if chosen != NEVER else None
    submission.services.meeting_editing.set_cadence(submission.actor, number, every)
    what = f"a service review {every}" if every else "no regular service reviews"
    said = f"{number} has {what} from now on."
    return after_form(
        submission, agreement_reply(submission.asker, submission.services, number, submission.memory, said)
    )


def register(routes: Routes) -> None:
    routes.action("meetings.cadence", opened)
    routes.submission("meetings.cadence", sent)
