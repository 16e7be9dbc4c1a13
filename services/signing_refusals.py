"""Why somebody who was to sign an agreement signs it no more: another one has the role, or the deputyship ended."""

from collections.abc import Iterator
from itertools import chain
from zoneinfo import ZoneInfo

from domain.agreements import Agreement
from domain.errors import NotAllowed
from domain.history import Change
from domain.people import Person
from domain.signing_places import PLACES, Place, signers_at
from domain.words import day_in_words
from services.settings_table import OFFICE_ZONE, value_of
from storage.unit_of_work import UnitOfWork

HISTORY_READ = 200
"""Changes that are looked through, as many as for the tracker."""


def refuse_former_signer(work: UnitOfWork, agreement: Agreement, person: Person, signs_for: frozenset[str]) -> None:
    """Raises NotAllowed, with what changed when, for who signed there before the change and has no place there now."""
    officials = {each for place in PLACES for each in signers_at(agreement, place)}
    if officials & signs_for:
        return
    why = next(chain(_replaced(work, agreement, person), _no_deputy(work, person, officials)), "")
    if why:
        raise NotAllowed(why)


def _replaced(work: UnitOfWork, agreement: Agreement, person: Person) -> Iterator[str]:
    changes = work.history.of("agreement", agreement.id, HISTORY_READ)
    for place in PLACES:
        taken = next((each for each in changes if _takes(each, place, person)), None)
        if taken is None:
            continue
        since, what = _day(work, taken), f"{place.label} of {agreement.number}"
        now = [each.name for each in work.people.several(signers_at(agreement, place)) if each.active]
        yield (
            f"{' and '.join(now)} {'is' if len(now) == 1 else 'are'} {what} in your place since {since}."
            if now
            else f"You are no longer {what} since {since}."
        )


def _takes(change: Change, place: Place, person: Person) -> bool:
    return change.field == "contact" and change.old == f"{place.side}_{place.role}: {person.id}" and not change.new


def _no_deputy(work: UnitOfWork, person: Person, officials: set[str]) -> Iterator[str]:
    for signer in work.people.several(sorted(officials)):
        changes = work.history.of("person", signer.id, HISTORY_READ)
        ended = next((each for each in changes if _ends(each, person)), None)
        if ended:
            yield f"{signer.name} ended on {_day(work, ended)} that you sign as deputy."


def _ends(change: Change, deputy: Person) -> bool:
    return change.field == "deputy" and change.old == deputy.id and not change.new


def _day(work: UnitOfWork, change: Change) -> str:
    """In the calendar of CEC's office."""
    return day_in_words(change.at.astimezone(ZoneInfo(value_of(work, OFFICE_ZONE))).date())
