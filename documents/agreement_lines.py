"""The lines of a version as a spreadsheet, to work with."""

from documents.agreement_facts import AgreementFacts
from documents.line_periods import stretches
from documents.spreadsheets import Cell, Column, Money, Sheet, workbook
from documents.words import origin_words, terms_words
from domain.catalog import Charge
from domain.proposal_costs import LineCost
from domain.proposal_versions import Offer
from domain.words import day_in_words

_CHARGES = {
    Charge.PER_YEAR: "per year",
    Charge.METERED: "per year, as measured each month",
    Charge.PER_UNIT: "once",
}


def xlsx(agreement: AgreementFacts) -> bytes:
    """Numbers are numbers, and text is never a formula. The same facts give the same bytes."""
    version = agreement.version
    title = f"{agreement.name}, version {version.number}: {agreement.customer.name}"
    return workbook(title, [_lines(agreement), _levels(agreement), _terms(agreement)], version.made_at)


def _lines(agreement: AgreementFacts) -> Sheet:
    columns = (
        Column("No.", 6),
        Column("Service", 36),
        Column("Quantity", 12),
        Column("Unit", 16),
        Column("Unit price (USD)", 18),
        Column("Charged", 24),
        Column("One-time fee (USD)", 18),
        Column("For the term (USD)", 18),
        Column("Total (USD)", 18),
        Column("Notes", 50),
        Column("Origin of the price", 50),
    )
    version = agreement.version
    rows = tuple(_row(number, cost, version.offer) for number, cost in enumerate(version.offer.line_costs, 1))
    sums = (version.one_time_fees, version.total - version.one_time_fees, version.total)
    total: tuple[Cell, ...] = (None, "Sum", None, None, None, None, *map(Money, sums), agreement.price_note, None)
    return Sheet("Lines", columns, (*rows, total))


def _row(number: int, cost: LineCost, offer: Offer) -> tuple[Cell, ...]:
    line = cost.line
    unit = line.unit if line.quantity == 1 else line.unit_plural
    amounts = map(Money, (cost.one_time_fee, cost.amount, cost.total))
    removed = f"Removed, charged until {day_in_words(cost.until)}" if cost.until else ""
    charged = [f"{each.line.units()}, {each.when}" for each in stretches(cost, offer) if each.when]
    notes = "\n".join(part for part in (removed, *charged, line.notes) if part)
    what = (number, line.name, line.quantity, unit, Money(line.unit_price), _CHARGES[line.charge])
    return (*what, *amounts, notes, origin_words(line))


def _levels(agreement: AgreementFacts) -> Sheet:
    columns = (Column("Service", 36), Column("What is measured", 50), Column("Target", 24))
    lines = agreement.version.lines
    rows = tuple((line.name, metric.measure, metric.target_words) for line in lines for metric in line.metrics)
    return Sheet("Service levels", columns, rows)


def _terms(agreement: AgreementFacts) -> Sheet:
    words = tuple((name, text) for name, text in terms_words(agreement.version.terms).items() if text)
    return Sheet("Terms", (Column("Term", 24), Column("What is agreed", 90)), words)
