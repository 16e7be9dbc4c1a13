"""The survey in forms: opened, looked at while it is filled in, saved page by page."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.context import Asker, Click, Submission
from bot.handlers.survey_entries import Typed, hearing_of, read_entries, typed_in
from bot.payloads import entered
from bot.replies import FieldErrors, Modal, Outcome
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
from bot.views.survey_words import is_prefilled
from domain.survey_answers import visible
from domain.survey_values import Value
from domain.surveys import Question
from services.survey_cards import ResponseView, Saved, SectionState

GONE = "Your answers were saved. This section is not needed any more, because of an earlier answer."


def open_section(click: Click) -> Outcome:
    """A section at one of its pages, the one with a question, or the next with something missing."""
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    at = origin(click, value)
    question = str(value.get("q") or "")
    state = _section_asked(view, str(value.get("s") or ""), question)
    if state is None:
        return Modal(overview(view, click.asker.zone, at), update=True)
    page = page_of(state, question) if question else _whole(value.get("p"))
    return _section(view, state, page, Entered(), click.asker, at)


def open_overview(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    return Modal(overview(view, click.asker.zone, origin(click, value), page=_whole(value.get("p"))), update=True)


def open_answers(click: Click) -> Outcome:
    value = read_value(click.value)
    view = click.services.surveys.view(click.actor, str(value.get("n") or ""))
    return Modal(answers_page(view, _whole(value.get("p")), click.asker.zone, origin(click, value)), update=True)


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
    typed = typed_in(view.survey, entered(click.state))
    questions = _shown_with(view, state, typed, click.asker)
    page = _whole(value.get("p"))
    if {block_id(q) for q in questions[page * PAGE : (page + 1) * PAGE]} == set(click.state) - {"survey.ways"}:
        return None
    changed = {q: raw for q, raw in typed.items() if raw is not None}
    kept = Entered(changed, seen=_whole(value.get("r")) or None)
    return _section(view, state, page, kept, click.asker, kept_origin(value), questions)


def section_saved(submission: Submission) -> Outcome:
    value = read_value(submission.metadata)
    number, at = str(value.get("n") or ""), kept_origin(value)
    before = submission.services.surveys.view(submission.actor, number)
    typed = typed_in(before.survey, submission.values)
    saved, errors = _save(submission, before, typed, value)
    if errors:
        return FieldErrors(errors)
    view, zone = saved.view, submission.asker.zone
    state = view.section(str(value.get("s") or ""))
    if state is None:
        return Modal(overview(view, zone, at, GONE), update=True)
    if saved.overtaken:
        again = {each.question.key: typed.get(each.question.key) for each in saved.overtaken}
        page = page_of(state, saved.overtaken[0].question.key)
        return _section(view, state, page, Entered(again, saved.overtaken), submission.asker, at)
    return _after(view, state, tuple(typed), submission.asker, at)


def question_saved(submission: Submission) -> Outcome:
    value = read_value(submission.metadata)
    before = submission.services.surveys.view(submission.actor, str(value.get("n") or ""))
    typed = typed_in(before.survey, submission.values)
    saved, errors = _save(submission, before, typed, value)
    if errors:
        return FieldErrors(errors)
    if saved.overtaken:
        question = saved.overtaken[0].question
        again = Entered({question.key: typed.get(question.key)}, saved.overtaken)
        return Modal(question_form(saved.view, question, again, submission.asker.zone, _meta(value)), update=True)
    return _back(saved.view, value, submission.asker)


def cleared(click: Click) -> Outcome:
    """The answer is taken back."""
    value = read_value(click.value)
    number = str(value.get("n") or "")
    seen = _whole(read_value(click.metadata).get("r"))
    saved = click.services.surveys.clear(click.actor, number, (str(value.get("q") or ""),), seen)
    if saved.overtaken:
        question = saved.overtaken[0].question
        again = Entered(overtaken=saved.overtaken)
        return Modal(question_form(saved.view, question, again, click.asker.zone, _meta(value)), update=True)
    return _back(saved.view, value, click.asker)


# -- saving ------------------------------------------------------------------------------------------------------


def _save(
    submission: Submission, view: ResponseView, typed: Typed, value: Mapping[str, Any]
) -> tuple[Saved, dict[str, str]]:
    """What could be kept is kept; what is wrong comes back by block id."""
    touched = _touched(submission, view, typed, value)
    values, empty, errors = read_entries(view, touched, hearing_of(submission.asker, view))
    given = {**values, **dict.fromkeys(empty)}
    if not given:
        return Saved(view, (), {}, ()), _at_inputs(errors)
    saved = submission.services.surveys.answer(submission.actor, view.agreement, given, _whole(value.get("r")))
    return saved, _at_inputs({**errors, **saved.errors})


def _at_inputs(errors: Mapping[str, str]) -> dict[str, str]:
    return {f"q:{key}": sentence for key, sentence in errors.items()}


def _touched(submission: Submission, view: ResponseView, typed: Typed, value: Mapping[str, Any]) -> Typed:
    """What the person entered, or left as it was filled in for them: not what they merely did not touch."""
    ours = set(value.get("t") or ())
    return {
        key: raw
        for key, raw in typed.items()
        if key in ours or raw != submission.standing.get(f"q:{key}") or is_prefilled(view, key)
    }


def _after(
    view: ResponseView, state: SectionState, asked: Sequence[str], asker: Asker, at: Mapping[str, str]
) -> Outcome:
    """What follows a saved page: questions that came up, the section's next page, the next section, or all sections."""
    keys = [question.key for question in state.questions]
    places = [keys.index(key) for key in asked if key in keys]
    last = max(places, default=-1)
    came_up = [place for place in range(min(places, default=0), last + 1) if keys[place] not in asked]
    if came_up:
        remark = "Your answers bring up something more to answer."
        return _section(view, state, came_up[0] // PAGE, Entered(remark=remark), asker, at)
    if last + 1 < len(keys):
        return _section(view, state, (last + 1) // PAGE, Entered(), asker, at)
    following = view.by_section[view.by_section.index(state) + 1 :]
    unfinished = next((each for each in following if not each.progress.complete and each.may_answer), None)
    if unfinished:
        remark = f"Saved. “{state.section.title}” is done." if state.progress.complete else "Saved."
        return _section(view, unfinished, 0, Entered(remark=remark), asker, at)
    return Modal(overview(view, asker.zone, at, "Saved."), update=True)


def _back(view: ResponseView, value: Mapping[str, Any], asker: Asker) -> Outcome:
    """To the list of answers where the question was opened from it, else to all sections."""
    at = kept_origin(value)
    if "back" in value:
        return Modal(answers_page(view, _whole(value["back"]), asker.zone, at), update=True)
    return Modal(overview(view, asker.zone, at, "Saved."), update=True)


# -- pieces ------------------------------------------------------------------------------------------------------


def _section(
    view: ResponseView,
    state: SectionState,
    page: int,
    shown: Entered,
    asker: Asker,
    at: Mapping[str, str],
    questions: Sequence[Question] = (),
) -> Outcome:
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
    at = value.get("at")
    return {str(name): str(place) for name, place in at.items()} if isinstance(at, dict) else {}


def _way(value: Mapping[str, Any], click: Click) -> dict[str, Any]:
    """What a form for one question keeps of how it was opened."""
    at = origin(click, value)
    return {**_meta(value), **({"at": at} if at else {})}


def _meta(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value[name] for name in ("n", "at", "back") if name in value}


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0


def register(routes: Routes) -> None:
    routes.action("survey.open", open_section)
    routes.action("survey.overview", open_overview)
    routes.action("survey.answers", open_answers)
    routes.action("survey.change", open_question)
    routes.action("survey.clear", cleared)
    routes.action(WATCHED, looked_at)
    routes.submission("survey.section", section_saved)
    routes.submission("survey.question", question_saved)
