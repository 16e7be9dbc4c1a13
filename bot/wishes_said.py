"""What a sentence asks to be changed in a proposal. What is no quantity, target, term or billing goes on in its words.

"Drop the phones to 20 and bill us monthly", "can we get 99.9 on hosting", "start in January instead".
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.context import Turn
from bot.leaning import without_refused
from bot.packed_wishes import together
from bot.proposal_lines import Named, named_in
from bot.understanding.model import Entity
from bot.views.text import capital, join_and
from bot.wish_quantities import (
    factor_wanted,
    means_all,
    multiplied,
    numbers_wanted,
    pairs,
    quantity_wanted,
    removes_it,
    service_wanted,
    sign_unclear,
    swaps,
    thing_counted,
    unclear_number,
    without_units,
)
from bot.wish_targets import SaidTarget, nearest, possible, targets_said
from bot.wish_terms import billing_wanted, counting_from, term_wanted
from bot.wish_words import asks_for_it, changes_in, keeps_it, says_something
from domain.catalog import Catalog
from domain.proposal_changes import QuantityWanted, RemovalWanted, ServiceWanted, Wanted, WordsWanted
from domain.proposal_lines import ProposalLine
from domain.proposal_versions import Offer


@dataclass(frozen=True)
class Heard:
    """`wanted` are the wishes in the order of the sentence; `open` are sentences that say what must still be told, or
    how something was read that is easily meant otherwise."""

    wanted: tuple[Wanted, ...] = ()
    open: tuple[str, ...] = ()


@dataclass
class _Clause:
    """One change of the sentence, read bit by bit: `named` is what is not accounted for yet."""

    turn: Turn
    offer: Offer
    where: str
    catalog: Catalog
    named: list[Named]
    wanted: list[Wanted] = field(default_factory=list[Wanted])
    open: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        return self.turn.text


def wishes_said(turn: Turn, offer: Offer, where: str, last: Sequence[Wanted] = ()) -> Heard:
    """`where` names what is to be changed ("version 2"). `last` are wishes that it may go on from: "make it 30"."""
    wanted: tuple[Wanted, ...] = ()
    unclear: list[str] = []
    words: list[WordsWanted] = []
    for part in changes_in(turn):
        heard = _read(part, offer, where, (*last, *wanted))
        wanted = together(wanted, heard.wanted)
        unclear += heard.open
        if not (heard.wanted or heard.open) and says_something(part):
            words.append(WordsWanted(part.text.strip(" ,;.")))
    if words and not (wanted or unclear):
        return Heard((WordsWanted(turn.said.strip()),))
    # What is only told beside a change goes along as the customer's own words.
    return Heard((*wanted, *(each for each in words if asks_for_it(each.text))), tuple(unclear))


def _read(turn: Turn, offer: Offer, where: str, last: Sequence[Wanted]) -> Heard:
    if keeps_it(turn.text):
        return Heard()
    turn = without_refused(turn)
    catalog = turn.services.catalog.current().catalog
    targets = targets_said(turn.text)
    named = [each for each in named_in(turn, offer) if not _overlaps(each, targets)]
    clause = _Clause(turn, offer, where, catalog, without_units(turn, named, catalog))
    _read_terms(clause)
    for target in targets:
        _read_target(clause, target)
    numbers = [each for each in numbers_wanted(turn) if not _overlaps(each, [*targets, *named])]
    if not clause.wanted or numbers:
        _read_quantities(clause, numbers, last)
    return Heard(tuple(clause.wanted), tuple(clause.open))


def _overlaps(found: Named | Entity, others: Sequence[SaidTarget | Named]) -> bool:
    """Whether its words belong to something else that was read: a target, or "line 4"."""
    return any(each.start < found.end and found.start < each.end for each in others)


# -- terms and targets -------------------------------------------------------------------------------------------


def _read_terms(clause: _Clause) -> None:
    terms = clause.offer.terms
    billing = billing_wanted(clause.text, terms)
    # "Scale the servers down to 3 from April on" is about the servers, and no first day of the agreement.
    term = None if billing or clause.named else term_wanted(clause.turn, terms.period)
    if clause.offer.amends and not term:
        term = counting_from(clause.turn.understanding)
    clause.wanted += [each for each in (billing, term) if each]


def _read_target(clause: _Clause, target: SaidTarget) -> None:
    near = nearest(target, clause.named)
    lines = near.lines if near else clause.offer.lines
    found = possible(target, lines, clause.text)
    if near:
        clause.named.remove(near)
    if near and not lines:
        clause.open.append(_unclear(clause, near) or _absent(clause, near))
    elif len(found) == 1:
        clause.wanted.append(found[0])
    elif not found:
        what = f"“{near.words}” in {clause.where}" if near else capital(clause.where)
        clause.open.append(f"{what} is not measured in that unit. Say which target is meant.")
    else:
        names = [line.name for line in clause.offer.lines if line.id in {each.line for each in found}]
        clause.open.append(f"Say for which service that target is meant: {join_and(names[:6], 'or')}.")


# -- quantities --------------------------------------------------------------------------------------------------


def _read_quantities(clause: _Clause, numbers: Sequence[Entity], last: Sequence[Wanted]) -> None:
    text, factor = clause.text, factor_wanted(clause.text)
    if factor != 1 and (clause.named or means_all(text)):
        lines = clause.offer.lines if means_all(text) else _only_lines(clause)
        clause.wanted += [multiplied(line, factor) for line in lines]
        return
    if swaps(text) and len(clause.named) == 2:
        _swap(clause, numbers)
        return
    for named, number in pairs(clause.turn, clause.named, numbers):
        clause.named.remove(named)
        _count(clause, named, number)
    if numbers and not (clause.wanted or clause.open):
        _count_last(clause, numbers[0], last)
    _read_rest(clause)


def _read_rest(clause: _Clause) -> None:
    """What is named without a number: to be removed, or to be counted."""
    removed = removes_it(clause.text)
    for named in clause.named:
        line = named.line
        if removed and line:
            clause.wanted.append(RemovalWanted(line.id))
        elif removed or (named.services and not clause.wanted):
            clause.open.append(_unclear(clause, named) or f"Say how many of “{named.words}” you need.")
    clause.named.clear()


def _count(clause: _Clause, named: Named, number: Entity) -> None:
    if problem := unclear_number(clause.text, named.words, number):
        clause.open.append(problem)
    elif named.line:
        _count_line(clause, named.line, number)
    elif len(named.services) == 1 and not removes_it(clause.text):
        clause.wanted.append(service_wanted(named.services[0], number))
    else:
        clause.open.append(_unclear(clause, named) or f"“{capital(named.words)}” is not in {clause.where}.")


def _count_line(clause: _Clause, line: ProposalLine, number: Entity) -> None:
    if sign_unclear(clause.text, number):
        said = f"{abs(int(float(number.value))):,}"
        clause.open.append(f"Say whether you want {said} fewer of {line.name}, or {said} in all.")
        return
    wanted = quantity_wanted(clause.text, line, number)
    clause.wanted.append(wanted)
    if isinstance(wanted, RemovalWanted):
        clause.open.append(f"No {line.unit_plural} are left by that, so it is read as removing {line.name}.")


def _unclear(clause: _Clause, named: Named) -> str:
    """What must be told of a name that fits several things, or nothing that can be changed so."""
    if len(named.lines) > 1:
        return (
            f"Say which one you mean with “{named.words}”: {join_and([line.name for line in named.lines][:6], 'or')}."
        )
    if len(named.services) > 1:
        names = [service.name for service in clause.catalog.services if service.key in named.services]
        return f"Say which one you mean with “{named.words}”: {join_and(names[:6], 'or')}."
    if not named.services or removes_it(clause.text):
        return _absent(clause, named)
    return ""


def _absent(clause: _Clause, named: Named) -> str:
    held = join_and([line.name for line in clause.offer.lines][:8])
    return f"“{capital(named.words)}” is not in {clause.where}. It has: {held}."


def _only_lines(clause: _Clause) -> tuple[ProposalLine, ...]:
    found = tuple(named.line for named in clause.named if named.line)
    clause.open += [_unclear(clause, named) for named in clause.named if not named.line]
    return found


def _count_last(clause: _Clause, number: Entity, last: Sequence[Wanted]) -> None:
    """ "Make it 30": of what was changed last, or of the only line, where no word says of what else it is."""
    if thing := thing_counted(clause.turn, number):
        held = join_and([line.name for line in clause.offer.lines][:8], "or")
        clause.open.append(f"There is no “{thing}” in {clause.where}. Say which one you mean: {held}.")
        return
    match next(
        (each for each in reversed(last) if isinstance(each, QuantityWanted | ServiceWanted | RemovalWanted)), None
    ):
        case ServiceWanted(service, _):
            clause.wanted.append(service_wanted(service, number))
        case QuantityWanted(line_id, _) | RemovalWanted(line_id):
            line = next((line for line in clause.offer.lines if line.id == line_id), None)
            if line:
                _count_line(clause, line, number)
        case _ if len(clause.offer.lines) == 1:
            _count_line(clause, clause.offer.lines[0], number)
        case _:
            held = join_and([line.name for line in clause.offer.lines][:8], "or")
            clause.open.append(f"Say of what you want {number.text}: {held}.")


def _swap(clause: _Clause, numbers: Sequence[Entity]) -> None:
    """ "Swap 10 desktops for laptops", "replace the tablets with laptops": so many of one become the other."""
    given, taken = clause.named
    clause.named.clear()
    line, other = given.line, taken.line
    if line is None or (other is None and len(taken.services) != 1):
        clause.open += filter(None, [_unclear(clause, taken if line else given)])
        return
    count = min(line.quantity, int(abs(float(numbers[0].value)))) if numbers else line.quantity
    left = line.quantity - count
    clause.wanted.append(QuantityWanted(line.id, left) if left else RemovalWanted(line.id))
    if other:
        clause.wanted.append(QuantityWanted(other.id, other.quantity + count))
    else:
        clause.wanted.append(ServiceWanted(taken.services[0], count))
