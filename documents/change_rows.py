"""The summary of changes between two versions, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from documents.agreement_facts import AgreementFacts, ChangedRow, ChangesFacts, Difference
from documents.words import origin_words, price_words, terms_words
from domain.money import ZERO, format_money
from domain.proposal_diff import ChangedLine, OfferDiff, diff
from domain.proposal_lines import ProposalLine
from domain.proposal_versions import ProposalVersion

_WORDS: Mapping[str, Callable[[ProposalLine], str]] = {
    "Name": lambda line: line.name,
    "Quantity": ProposalLine.units,
    "Unit price": price_words,
    "One-time fee": lambda line: format_money(line.one_time_fee),
    "Service levels": lambda line: "\n".join(f"{each.measure}: {each.target_words}" for each in line.metrics),
    "Remarks": lambda line: "\n".join(part for part in (origin_words(line), line.notes) if part),
}
"""What of a line a reader compares."""

_OF_NEW = ("Quantity", "Unit price", "One-time fee")
"""What is told of a line that was added or removed."""


def changes_facts(agreement: AgreementFacts, before: ProposalVersion) -> ChangesFacts:
    """What the agreement's version changes of an earlier one."""
    changes = diff(before.offer, agreement.version.offer)
    return ChangesFacts(agreement, before, tuple(changed_rows(changes)), tuple(changed_terms(changes)))


def changed_rows(changes: OfferDiff) -> Iterator[ChangedRow]:
    """Lines that were added, removed and changed, each with its effect on the total."""
    for line in changes.added:
        told = tuple(Difference(what, after=_WORDS[what](line)) for what in _OF_NEW)
        yield ChangedRow(line.name, "Added", told, changes.effects[line.id])
    for line in changes.removed:
        told = tuple(Difference(what, before=_WORDS[what](line)) for what in _OF_NEW)
        yield ChangedRow(line.name, "Removed", told, changes.effects[line.id])
    for changed in changes.changed:
        yield ChangedRow(changed.after.name, "Changed", tuple(_differences(changed)), changes.effects[changed.after.id])
    if changes.term_effect != ZERO:
        others = "All other services" if changes.added or changes.changed else "All services"
        yield ChangedRow(others, "Changed", tuple(_days(changes)), changes.term_effect)


def _differences(changed: ChangedLine) -> Iterator[Difference]:
    """Of the service levels only those that differ."""
    before, after = _with_other_levels(changed.before, changed.after), _with_other_levels(changed.after, changed.before)
    for what, words in _WORDS.items():
        if words(before) != words(after):
            yield Difference(what, words(before), words(after))


def _with_other_levels(line: ProposalLine, other: ProposalLine) -> ProposalLine:
    return replace(line, metrics=tuple(metric for metric in line.metrics if metric not in other.metrics))


def changed_terms(changes: OfferDiff) -> Iterator[Difference]:
    if changes.terms:
        before, after = terms_words(changes.terms_before), terms_words(changes.terms)
        yield from (Difference(name, before[name], after[name]) for name in after if before[name] != after[name])


def _days(changes: OfferDiff) -> Iterator[Difference]:
    """From when to when it runs, where that differs."""
    return (each for each in changed_terms(changes) if each.what in ("Term", "Counts from"))
