"""The survey's forms saved: what was kept and what was not is said, and the next page follows."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.context import Asker, Click, Submission
from bot.handlers.survey_entries import NOTHING, Typed, hearing_of, read_entries, typed_in
from bot.handlers.survey_forms import kept_meta, kept_origin, show_again, show_section, whole
from bot.replies import FieldErrors, Modal, Outcome
from bot.routes import Routes
from bot.views.blocks import read_value, safe
from bot.views.survey_forms import PAGE, Entered, page_of, question_form
from bot.views.survey_overview import answers_page, overview
from bot.views.survey_words import is_prefilled, overtaken_plainly
from bot.views.text import plural
from domain.survey_values import files_in
from services.survey_cards import ResponseView, Saved, SectionState

GONE = "Your answers were saved. This section is not needed any more, because of an earlier answer."
NOT_SAVED, OTHERS_SAVED = "This answer is not saved yet.", "Your other answers on this page are saved."


def section_saved(submission: Submission) -> Outcome:
    value = read_value(submission.metadata)
    number, at = str(value.get("n") or ""), kept_origin(value)
    before = submission.services.surveys.view(submission.actor, number)
    typed = typed_in(before.survey, submission.values)
    saved, errors = _save(submission, before, typed, value)
    if errors:
        return FieldErrors(_with_what_was_saved(errors, saved, submission.asker))
    view, zone = saved.view, submission.asker.zone
    state = view.section(str(value.get("s") or ""))
    if state is None:
        return Modal(overview(view, zone, at, GONE), update=True)
    if saved.overtaken:
        again = {each.question.key: typed.get(each.question.key) for each in saved.overtaken}
        page = page_of(state, saved.overtaken[0].question.key)
        return show_section(view, state, page, Entered(again, saved.overtaken), submission.asker, at)
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
        return Modal(question_form(saved.view, question, again, submission.asker.zone, kept_meta(value)), update=True)
    return _back(saved.view, value, submission.asker)


def cleared(click: Click) -> Outcome:
    """The answer is taken back."""
    value = read_value(click.value)
    number = str(value.get("n") or "")
    seen = whole(read_value(click.metadata).get("r"))
    saved = click.services.surveys.clear(click.actor, number, (str(value.get("q") or ""),), seen)
    if saved.overtaken:
        question = saved.overtaken[0].question
        again = Entered(overtaken=saved.overtaken)
        return Modal(question_form(saved.view, question, again, click.asker.zone, kept_meta(value)), update=True)
    return _back(saved.view, value, click.asker)


def file_removed(click: Click) -> Outcome:
    """One of the files that were given is taken back; the form stays open, with everything typed in it."""
    value = read_value(click.value)
    number, key = str(value.get("n") or ""), str(value.get("q") or "")
    surveys = click.services.surveys
    view = surveys.view(click.actor, number)
    given = view.response.answers.get(key)
    left = tuple(file for file in files_in(given.value) if file.id != value.get("f")) if given else ()
    saved = surveys.answer(click.actor, number, {key: left or None}, view.response.revision)
    return show_again(click, saved.view)


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
    saved = submission.services.surveys.answer(submission.actor, view.agreement, given, whole(value.get("r")))
    return saved, _at_inputs({**errors, **saved.errors})


def _with_what_was_saved(errors: Mapping[str, str], saved: Saved, asker: Asker) -> dict[str, str]:
    """What stood on top of the form when it was opened stays there, so it is said at the questions what was saved."""
    told = {**errors, **_at_inputs(_meanwhile(saved, asker))}
    first, *others = told
    rest = f" {OTHERS_SAVED}" if saved.kept else ""
    return {
        first: f"{told[first]} {NOT_SAVED}{rest}",
        **{block: f"{told[block]} {NOT_SAVED}" for block in others},
    }


def _meanwhile(saved: Saved, asker: Asker) -> dict[str, str]:
    return {each.question.key: overtaken_plainly(each, asker.zone) for each in saved.overtaken}


def _at_inputs(errors: Mapping[str, str]) -> dict[str, str]:
    return {f"q:{key}": sentence for key, sentence in errors.items()}


def _touched(submission: Submission, view: ResponseView, typed: Typed, value: Mapping[str, Any]) -> Typed:
    """What the person entered, or left as it was filled in for them: not what they merely did not touch, nor what they
    emptied to leave someone else's answer as it is.
    """
    ours, theirs = set(value.get("t") or ()), set(value.get("o") or ())
    return {
        key: raw
        for key, raw in typed.items()
        if (key in ours or raw != submission.standing.get(f"q:{key}") or is_prefilled(view, key))
        and not (key in theirs and raw in NOTHING)
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
        remark = "Your answers are saved. They bring up something more to answer."
        return show_section(view, state, came_up[0] // PAGE, Entered(remark=remark), asker, at)
    if last + 1 < len(keys):
        return show_section(view, state, (last + 1) // PAGE, Entered(), asker, at)
    following = view.by_section[view.by_section.index(state) + 1 :]
    unfinished = next((each for each in following if not each.progress.complete and each.may_answer), None)
    if unfinished:
        return show_section(view, unfinished, 0, Entered(remark=_saved_remark(state)), asker, at)
    return Modal(overview(view, asker.zone, at, _saved_remark(state)), update=True)


def _saved_remark(state: SectionState) -> str:
    """Names the section: what stands below it is the next one, of which nothing is saved yet."""
    title, missing = safe(state.section.title), len(state.missing)
    if not missing:
        return f"“{title}” is saved and complete."
    return f"“{title}” is saved. {plural(missing, 'needed answer')} still missing in it."


def _back(view: ResponseView, value: Mapping[str, Any], asker: Asker) -> Outcome:
    """To the list of answers where the question was opened from it, else to all sections."""
    at = kept_origin(value)
    if "back" in value:
        return Modal(answers_page(view, whole(value["back"]), asker.zone, at), update=True)
    return Modal(overview(view, asker.zone, at, "Saved."), update=True)


def register(routes: Routes) -> None:
    routes.action("survey.clear", cleared)
    routes.action("survey.unfile", file_removed)
    routes.submission("survey.section", section_saved)
    routes.submission("survey.question", question_saved)
