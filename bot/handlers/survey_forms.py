"""The survey in forms: opened, and shown anew while they are filled in. `survey_saving.py` saves them."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.context import Asker, Click
from bot.handlers.survey_entries import Typed, hearing_of, read_entries, typed_in
from bot.payloads import entered
from bot.replies import Modal, Outcome
from bot.routes import Routes
from bot.views.blocks import read_value
from bot.views.survey_forms import (
    PAGE,
    Entered,
    page_of,
    question_form,
    section_form,
)
from bot.views.survey_inputs import WATCHED, block_id
from bot.views.survey_overview import answers_page, overview
from domain.survey_answers import visible
from domain.survey_values import Value
from domain.surveys import Question
from services.survey_cards import ResponseView, SectionState


def open_section(click: Click) -> Outcome:
    """A section at one of its pages, the one with a question, or the next with something missing."""
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    at = origin(click, value)
    question = str(value.get("q") or "")
    state = _section_asked(view, str(value.get("s") or ""), question)
    if state is None:
        return Modal(overview(view, click.asker.zone, at), update=True)
    page = page_of(state, question) if question else whole(value.get("p"))
    return show_section(view, state, page, Entered(), click.asker, at)


def open_overview(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    return Modal(overview(view, click.asker.zone, origin(click, value), page=whole(value.get("p"))), update=True)


def open_answers(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    return Modal(answers_page(view, whole(value.get("p")), click.asker.zone, origin(click, value)), update=True)


def open_question(click: Click) -> Outcome:
    """One question alone, to change its answer."""
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    question = view.survey.question(str(value.get("q") or ""))
    return Modal(question_form(view, question, Entered(), click.asker.zone, _way(value, click)), update=True)


def looked_at(click: Click) -> Outcome:
    """An answer that shows or hides others was entered: the page is shown anew, with everything typed still in it."""
    value = read_value(click.metadata)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    state = view.section(str(value.get("s") or ""))
    if state is None:
        return None
    questions = _shown_with(view, state, typed_in(view.survey, entered(click.state)), click.asker)
    page = whole(value.get("p"))
    if {block_id(q) for q in questions[page * PAGE : (page + 1) * PAGE]} == set(click.state) - {"survey.ways"}:
        return None
    return show_again(click, view)


def show_again(click: Click, view: ResponseView) -> Outcome:
    """The form on screen with the survey as it is now, and with everything typed still in it."""
    value = read_value(click.metadata)
    typed = typed_in(view.survey, entered(click.state))
    changed = {q: raw for q, raw in typed.items() if raw is not None}
    kept = Entered(changed, seen=whole(value.get("r")) or None, theirs=tuple(value.get("o") or ()))
    if "q" in value:
        question = view.survey.question(str(value["q"]))
        return Modal(question_form(view, question, kept, click.asker.zone, kept_meta(value)), update=True)
    state = view.section(str(value.get("s") or ""))
    if state is None:
        return None
    questions = _shown_with(view, state, typed, click.asker)
    return show_section(view, state, whole(value.get("p")), kept, click.asker, kept_origin(value), questions)


# -- pieces ------------------------------------------------------------------------------------------------------


def show_section(
    view: ResponseView,
    state: SectionState,
    page: int,
    shown: Entered,
    asker: Asker,
    at: Mapping[str, str],
    questions: Sequence[Question] = (),
) -> Outcome:
    """A page of the section in place of the form on top. `questions` are those to show, where they differ."""
    return Modal(section_form(view, state, page, questions or state.questions, shown, asker.zone, at), update=True)


def _section_asked(view: ResponseView, section: str, question: str) -> SectionState | None:
    """The section named, the one with a question, or the first with something missing."""
    if section:
        return view.section(section)
    if question:
        return view.section(view.survey.section_of(question).key)
    unfinished = (state for state in view.by_section if not state.progress.complete and state.may_answer)
    return next(unfinished, None)


def _shown_with(view: ResponseView, state: SectionState, typed: Typed, asker: Asker) -> tuple[Question, ...]:
    """The section's questions that are shown when what stands in the form counts."""
    answers: dict[str, Value] = dict(view.response.values)
    readable, empty, _ = read_entries(view, typed, hearing_of(asker, view))
    answers.update(readable)
    for key in empty:
        answers.pop(key, None)
    of_section = {question.key for question in state.section.questions}
    return tuple(question for question in visible(view.survey, answers) if question.key in of_section)


def origin(click: Click, value: Mapping[str, Any]) -> dict[str, str]:
    """Where the first form was opened: from the value within forms, else the place of the message."""
    return kept_origin(value) or click.origin


def kept_origin(value: Mapping[str, Any]) -> dict[str, str]:
    """The same of a form that is open."""
    at = value.get("at")
    return {str(name): str(place) for name, place in at.items()} if isinstance(at, dict) else {}


def _way(value: Mapping[str, Any], click: Click) -> dict[str, Any]:
    """What a form for one question keeps of how it was opened."""
    at = origin(click, value)
    return {**kept_meta(value), **({"at": at} if at else {})}


def kept_meta(value: Mapping[str, Any]) -> dict[str, Any]:
    """What a form for one question says of the way back."""
    return {name: value[name] for name in ("n", "at", "back") if name in value}


def whole(value: object) -> int:
    """A page or a revision out of a form; 0 for anything that cannot be one."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0


def register(routes: Routes) -> None:
    routes.action("survey.open", open_section)
    routes.action("survey.overview", open_overview)
    routes.action("survey.answers", open_answers)
    routes.action("survey.change", open_question)
    routes.action(WATCHED, looked_at)
