"""The life of a sample agreement, lived through the rules of the domain at instants in the past.

So a sample never holds what the domain refuses, and its history reads like that of a real agreement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain import agreements as rules
from domain.agreement_contacts import set_contact
from domain.agreement_funding import adopted
from domain.agreements import Agreement, AgreementLine, next_requirement
from domain.errors import InvalidInput
from domain.history import Change
from domain.people import Contact, Role, Side
from domain.stages import KEPT_BESIDE, SEQUENCE, Requirement, Stage, requirements_of
from services.sample_days import morning_of
from services.sample_files import SampleAgreement

_APART = timedelta(minutes=23)


@dataclass
class _Life:
    """The agreement as it grows, its history, and the instant of the last thing that happened."""

    agreement: Agreement
    changes: list[Change]
    last: datetime

    def take(self, result: tuple[Agreement, Change]) -> None:
        self.agreement, change = result
        self.changes.append(change)
        self.last = change.at


@dataclass(frozen=True)
class Lived:
    agreement: Agreement
    changes: tuple[Change, ...]


def live(
    sample: SampleAgreement, day: date, lines: tuple[AgreementLine, ...], catalog_version: int, ids: Mapping[str, str]
) -> Lived:
    """The agreement as it stands on `day`. `ids` are the ids of agreements by number.

    Raises InvalidInput when the sample leaves a step with something missing.
    """
    life = _begin(sample, day, lines, catalog_version, ids)
    for stage in SEQUENCE:
        _name_contacts(life, sample, day, stage)
        _meet(life, sample, day, stage)
        if stage not in sample.finished:
            break
        _leave(life, sample, day, stage)
    if sample.closed is not None:
        at = _at(life, day, sample.closed)
        life.take(rules.close(life.agreement, at, _lead(life.agreement), sample.closed_reason))
    due = day + timedelta(days=sample.due) if sample.due is not None else None
    return Lived(replace(life.agreement, due_on=due), tuple(life.changes))


def _begin(
    sample: SampleAgreement, day: date, lines: tuple[AgreementLine, ...], catalog_version: int, ids: Mapping[str, str]
) -> _Life:
    opened = morning_of(day + timedelta(days=sample.opened))
    agreement = Agreement(
        id=ids[sample.number],
        number=sample.number,
        organization=sample.organization,
        title=sample.title,
        stage=SEQUENCE[0],
        term=sample.term.period(day),
        opened_at=opened,
        stage_since=opened,
        lines=lines,
        predecessor=ids[sample.predecessor] if sample.predecessor else None,
        catalog_version=catalog_version,
    )
    by = sample.contacts["cec_sml"]
    change = Change("agreement", agreement.id, agreement.organization, "opened", None, agreement.number, opened, by)
    return _Life(agreement, [change], opened)


def _name_contacts(life: _Life, sample: SampleAgreement, day: date, stage: Stage) -> None:
    """What the first step needs is named in it; everyone else when it is left."""
    if stage is not SEQUENCE[0]:
        return
    needed = [requirement.key for requirement in requirements_of(stage)]
    complete = stage in sample.finished
    named = [key for key in sample.contacts if complete or key in needed]
    last = sample.finished.get(stage, max(sample.opened + 2, -1) if sample.opened < -1 else sample.opened)
    for on, key in zip(_days(sample.opened, last, len(named)), named, strict=True):
        side, _, role = key.partition("_")
        contact = Contact(sample.contacts[key], Side(side), Role(role))
        lead = sample.contacts.get(f"{side}_{'sml' if side == Side.CEC else 'program_manager'}")
        life.take(set_contact(life.agreement, contact, _at(life, day, on), lead or contact.person_id))


def _meet(life: _Life, sample: SampleAgreement, day: date, stage: Stage) -> None:
    wanted = [requirement for requirement in requirements_of(stage) if not requirement.filled_by_contact]
    if stage not in sample.finished:
        wanted = [requirement for requirement in wanted if requirement.key in sample.met]
        days: Iterator[int] = iter([sample.met[requirement.key] for requirement in wanted])
    else:
        before = sample.finished.get(SEQUENCE[max(SEQUENCE.index(stage) - 1, 0)], sample.opened)
        days = _days(before, sample.finished[stage], len(wanted))
    for on, requirement in zip(days, wanted, strict=True):
        by = _who(life.agreement, requirement)
        note = sample.notes.get(requirement.key, "")
        keep = adopted if stage in KEPT_BESIDE else rules.record
        life.take(keep(life.agreement, requirement.key, _at(life, day, on), by, note))


def _leave(life: _Life, sample: SampleAgreement, day: date, stage: Stage) -> None:
    open_still = next_requirement(life.agreement)
    if open_still is not None:
        raise InvalidInput("finished", f"{sample.number} leaves {stage} without {open_still.missing}.")
    life.take(rules.advance(life.agreement, _at(life, day, sample.finished[stage]), _lead(life.agreement)))


def _who(agreement: Agreement, requirement: Requirement) -> str:
    return agreement.holder_of(requirement.side, requirement.role) or _lead(agreement)


def _lead(agreement: Agreement) -> str:
    return agreement.holder_of(Side.CEC, Role.SML) or "system"


def _days(after: int, until: int, count: int) -> Iterator[int]:
    """`count` days spread evenly from after one to another, the last one included."""
    return (after + (until - after) * place // count for place in range(1, count + 1))


def _at(life: _Life, day: date, offset: int) -> datetime:
    """The morning of that day, or soon after what happened last."""
    return max(morning_of(day + timedelta(days=offset)), life.last + _APART)
