"""Proposals in words that both sides read alike: sums, lines, terms, and what changed from one version to another."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from textwrap import wrap

from bot.views.blocks import clip, safe
from bot.views.text import day, money, plural
from documents.agreement_facts import ChangedRow, Difference
from documents.change_rows import changed_rows, changed_terms
from documents.words import origin_words, period_words, price_words, signed_money, terms_words
from domain.fiscal import Period
from domain.proposal_costs import LineCost
from domain.proposal_diff import OfferDiff
from domain.proposal_lines import ProposalLine
from domain.proposal_terms import Terms
from domain.proposal_versions import Offer

#: Of each text that changed.
SHOWN = 300
PIECE = 2_000
#: Terms that begin with a word and not with a name or a day.
_PHRASES = frozenset({"Billing", "Payment", "Cancellation"})


def sums_words(total: Decimal, annual: Decimal, paid_once: Decimal, term: Period) -> str:
    """The money first: "*$312,400.00* for the term, ... A whole year is $300,000.00. $12,400.00 is paid once." """
    year = f" A whole year is {money(annual)}." if annual else ""
    once = f" {money(paid_once)} is paid once." if paid_once else ""
    return f"*{money(total)}* for the term, {period_words(term)}.{year}{once}"


def amendment_words(offer: Offer) -> str:
    """What an amendment costs more or less, and from which day it counts; empty for what is no amendment."""
    if offer.amends is None:
        return ""
    since, added = day(offer.days.start), offer.added
    if not added:
        return f"This amendment counts from {since} and costs nothing more."
    does = "adds" if added > 0 else "saves"
    return f"This amendment {does} *{money(abs(added))}* for the rest of the term, from {since}."


def ceiling_words(ceiling: Decimal | None, over: Decimal | None) -> str:
    """What the customer's budget says of a total; empty where there is none."""
    if ceiling is None:
        return ""
    if over is None:
        return f"Within the customer's budget of {money(ceiling)} for the term."
    return f"*{money(over)} over* the customer's budget of {money(ceiling)} for the term."


def line_head(line: ProposalLine, place: int) -> str:
    """ "3. Managed laptop, 180 laptops"."""
    return f"{place}. {safe(line.name)}, {safe(line.units())}"


def line_facts(cost: LineCost, levels: bool = True) -> str:
    """What it costs and why, the levels that are promised (without `levels` only how many), and the notes."""
    line = cost.line
    if cost.until:
        return f"*{money(cost.total)}* for the term: removed by an amendment, charged until {day(cost.until)}"
    fee = f", one-time fee {money(cost.one_time_fee)}" if cost.one_time_fee else ""
    parts = [f"*{money(cost.total)}* for the term: {safe(price_words(line))}{fee}"]
    parts += [safe(origin_words(line))] if origin_words(line) else []
    if line.metrics and not levels:
        parts.append(plural(len(line.metrics), "service level"))
    elif line.metrics:
        parts.append(safe("; ".join(f"{each.measure}: {each.target_words}" for each in line.metrics)))
    if line.notes:
        parts.append(f"Note: {safe(line.notes)}")
    return "\n".join(parts)


def terms_lines(terms: Terms) -> list[str]:
    """All terms, each with its name; the term itself stands with the money."""
    named = {name: text for name, text in terms_words(terms).items() if text and name != "Term"}
    special = named.pop("Special terms", "")
    lines = [f"*{name}:* {safe(text)}" for name, text in named.items()]
    return [*lines, *(["*Special terms:*", *_pieces(special)] if special else [])]


def _pieces(text: str) -> Iterator[str]:
    """Long words of people in pieces that fit a section."""
    for paragraph in text.splitlines():
        yield from (safe(piece) for piece in wrap(paragraph, PIECE))


def valid_words(last: date | None) -> str:
    return f"It can be accepted until {day(last)}." if last else ""


# -- what changed ------------------------------------------------------------------------------------------------


def change_lines(changes: OfferDiff) -> list[str]:
    """Each thing that differs in a line of its own, lines first, then terms and their order."""
    lines = [_row(row) for row in changed_rows(changes)]
    lines += [_difference(each) for each in changed_terms(changes)]
    return [*lines, "The lines stand in another order."] if changes.reordered else lines


def effect_words(changes: OfferDiff) -> str:
    """What the term costs now, and how much that is more or less."""
    found = changes.money
    if not found.effect:
        return f"The total stays {money(found.total_after)} for the term."
    more = "more" if found.effect > 0 else "less"
    return (
        f"*{money(found.total_after)}* for the term instead of {money(found.total_before)}: "
        f"{money(abs(found.effect))} {more}."
    )


def changes_counted(changes: OfferDiff) -> str:
    """As in "1 line added, 2 changed; the terms differ"."""
    counts = [(len(changes.added), "added"), (len(changes.removed), "removed"), (len(changes.changed), "changed")]
    parts = [f"{plural(count, 'line')} {word}" for count, word in counts if count]
    parts += ["other terms"] if changes.terms else []
    parts += ["another order"] if changes.reordered else []
    return ", ".join(parts) or "nothing"


def _row(row: ChangedRow) -> str:
    effect = f" ({signed_money(row.effect)})" if row.effect else ""
    told = "; ".join(_told(row.differences))
    return f"*{row.kind}: {safe(row.name)}*{effect}{f'. {told}' if told else ''}"


def _told(differences: Sequence[Difference]) -> Iterator[str]:
    for each in differences:
        yield _difference(each, bold=False)


def _difference(each: Difference, bold: bool = True) -> str:
    name = f"*{each.what}:*" if bold else f"{each.what}:"
    was = each.before[:1].lower() + each.before[1:] if each.what in _PHRASES else each.before
    after, before = (safe(clip(text.replace("\n", ", "), SHOWN)) for text in (each.after, was))
    if each.before and each.after:
        return f"{name} {after} instead of {before}"
    return f"{name} {after}" if each.after else f"{name} {before}"
