"""What happens to a support request.

    new -> in progress <-> waiting for the customer
              |   ^                |
              v   | reopened       v
            resolved  <------------+      -> closed
    new, in progress, waiting -> merged into another one

Every function returns the request as it is then; who may do it, and what follows, is decided elsewhere.
"""

from dataclasses import replace
from datetime import datetime

from domain.errors import Conflict, InvalidInput
from domain.meetings import checked_text
from domain.support_clocks import Clock, Pause
from domain.support_priorities import Impact, Priority, Urgency
from domain.support_requests import (
    LONGEST_TEXT,
    RATINGS,
    Rating,
    RequestState,
    Resolution,
    SupportRequest,
    must_be_open,
    needed_text,
)


def release(request: SupportRequest, at: datetime) -> SupportRequest:
    """One that was held counts from now on."""
    if not request.held:
        raise Conflict(f"{request.number} is not held.")
    return replace(request, started_at=at)


def claim(request: SupportRequest, by: str, at: datetime) -> SupportRequest:
    """Raises Conflict where another one has it, or it is not open. Claiming one's own again changes nothing."""
    must_be_open(request)
    if request.assignee not in (None, by):
        raise Conflict(f"Someone else has {request.number} already. Use Assign to change that.")
    return taken_up(replace(request, assignee=by), at)


def assign(request: SupportRequest, person: str | None) -> SupportRequest:
    """To a person of CEC, or to nobody: then it waits in the queue of its area."""
    must_be_open(request)
    return replace(request, assignee=person)


def answered_by_staff(request: SupportRequest, by: str | None, at: datetime) -> SupportRequest:
    """Somebody of CEC wrote to the customer, and has it where nobody had; `by` is None for who is not known here."""
    if not request.is_open:
        return request
    return taken_up(replace(request, assignee=request.assignee or by), at)


def ask_back(request: SupportRequest, by: str, at: datetime) -> SupportRequest:
    """The clocks stand still until the customer answers."""
    must_be_open(request)
    if request.state is RequestState.WAITING:
        return request
    asked = answered_by_staff(request, by, at)
    return _moved(replace(asked, pauses=(*asked.pauses, Pause(at))), RequestState.WAITING, at)


def answered_by_customer(request: SupportRequest, at: datetime) -> SupportRequest:
    """The clocks run again."""
    if request.state is not RequestState.WAITING:
        return request
    return _moved(_unpaused(request, at), RequestState.IN_PROGRESS, at)


def reprioritized(request: SupportRequest, impact: Impact, urgency: Urgency, priority: Priority) -> SupportRequest:
    must_be_open(request)
    return replace(request, report=replace(request.report, impact=impact, urgency=urgency), priority=priority)


def about_service(
    request: SupportRequest, service: str, name: str, area: str, clocks: tuple[Clock, ...]
) -> SupportRequest:
    """About another service (key), with its clocks. Targets that were missed by now stay known as missed."""
    must_be_open(request)
    former = (replace(each, former=each.former or request.service_name) for each in request.clocks if each.is_late)
    others = (each for each in former if each.former != name)
    return replace(request, service=service, service_name=name, area=area, clocks=(*clocks, *others))


def resolve(request: SupportRequest, resolution: Resolution, by: str | None) -> SupportRequest:
    """`by` as in `answered_by_staff`."""
    must_be_open(request)
    answered = answered_by_staff(_unpaused(request, resolution.at), by, resolution.at)
    return _moved(replace(answered, resolution=resolution), RequestState.RESOLVED, resolution.at)


def explained(request: SupportRequest, cause: str) -> SupportRequest:
    """Why targets were missed, for those that nobody explained yet. Raises InvalidInput where that is not said."""
    open_still = [clock for clock in request.clocks if clock.is_late and not clock.cause]
    if not open_still:
        return request
    said = needed_text("breach_cause", cause, "Say why it took longer than was agreed.")
    told = (replace(clock, cause=said) if clock in open_still else clock for clock in request.clocks)
    return replace(request, clocks=tuple(told))


def reopen(request: SupportRequest, at: datetime) -> SupportRequest:
    """It was not solved. The time since then does not count; who had it has it again."""
    if request.state is not RequestState.RESOLVED or request.resolution is None:
        raise Conflict(f"{request.number} is {request.state.label}, so it can't be opened again. Open a new request.")
    pauses = (*request.pauses, Pause(request.resolution.at, at))
    again = replace(request, resolution=None, rating=None, pauses=pauses, reopened=request.reopened + 1)
    return _moved(again, RequestState.IN_PROGRESS, at)


def close(request: SupportRequest, at: datetime) -> SupportRequest:
    """Nobody said that it was not solved."""
    if request.state is not RequestState.RESOLVED:
        raise Conflict(f"{request.number} is not resolved.")
    return _moved(request, RequestState.CLOSED, at)


def merge(request: SupportRequest, into: SupportRequest, at: datetime) -> SupportRequest:
    """It goes on as another one of the same agreement. Raises Conflict where that cannot be."""
    must_be_open(request)
    must_be_open(into)
    if request.id == into.id:
        raise Conflict("A request can't be merged into itself.")
    if request.organization != into.organization:
        raise Conflict("Merge requests of the same customer only.")
    if request.agreement != into.agreement:
        raise Conflict("Merge requests of the same agreement only.")
    return _moved(replace(request, merged_into=into.number), RequestState.MERGED, at)


def absorbing(into: SupportRequest, merged: SupportRequest, at: datetime) -> SupportRequest:
    """`into`, as it goes on for one that was merged into it: it counts from when the first of both began, and from its
    pauses until then, and was answered when the first of both was."""
    if merged.started_at is None:
        return into
    responded_at = min(filter(None, (into.responded_at, merged.responded_at)), default=None)
    into = replace(into, responded_at=responded_at)
    began = into.started_at or at
    if began <= merged.started_at:
        return into
    earlier = (replace(pause, end=min(pause.end or began, began)) for pause in merged.pauses if pause.start < began)
    return replace(into, started_at=merged.started_at, pauses=(*earlier, *into.pauses))


def rate(request: SupportRequest, stars: int, words: str, by: str, at: datetime) -> SupportRequest:
    """A second rating takes the place of the first."""
    if request.state not in (RequestState.RESOLVED, RequestState.CLOSED):
        raise Conflict(f"{request.number} is not resolved yet. You can rate the help once it is.")
    if stars not in RATINGS:
        raise InvalidInput("stars", "Choose a number from 1, not satisfied, to 5, very satisfied.")
    said = checked_text("words", words, LONGEST_TEXT, "text")
    return replace(request, rating=Rating(stars, said, at, by))


def taken_up(request: SupportRequest, at: datetime) -> SupportRequest:
    """CEC's first response. One that was held counts from now on."""
    request = replace(request, started_at=request.started_at or at, responded_at=request.responded_at or at)
    return _moved(request, RequestState.IN_PROGRESS, at) if request.state is RequestState.NEW else request


def _unpaused(request: SupportRequest, at: datetime) -> SupportRequest:
    return replace(request, pauses=tuple(each if each.end else replace(each, end=at) for each in request.pauses))


def _moved(request: SupportRequest, state: RequestState, at: datetime) -> SupportRequest:
    return replace(request, state=state, state_since=at)
