"""Builders for tests of proposals, with defaults: say only what matters to the test."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from domain.catalog import Charge, Direction, Metric, PriceTier, Service, YearPrices
from domain.errors import InvalidInput
from domain.fiscal import Period
from domain.proposal_changes import Pricing
from domain.proposal_edits import Draft, line_from_catalog
from domain.proposal_lines import CustomQuote, ProposalLine
from domain.proposal_states import NegotiationState
from domain.proposal_terms import BillingFrequency, Terms
from domain.proposal_versions import Offer, ProposalVersion
from domain.proposals import Negotiation
from tests.builders import NOON

TERM = Period(date(2026, 12, 1), date(2027, 11, 30))
TODAY = date(2026, 11, 2)
UPTIME = Metric("uptime", "Share of time that it works", "%", Decimal(99), Direction.AT_LEAST)


def a_service(key: str = "laptop", price: int = 100, **changes: object) -> Service:
    """From 50 units on a tenth less; FY2028 costs 10 more, FY2029 has no price."""
    prices = {
        year: YearPrices((PriceTier(1, Decimal(p)), PriceTier(50, Decimal(p) * 9 / 10)), Decimal("25.00"))
        for year, p in (("2027", price), ("2028", price + 10))
    }
    made = Service(
        key=key,
        name=key.capitalize(),
        category="seats",
        aliases=(),
        description="",
        included=(),
        how_we_charge="",
        unit=key,
        unit_plural=f"{key}s",
        prices=prices,
        price_drivers=(),
        metrics=(UPTIME,),
        cost_saving_tips=(),
        areas=(),
    )
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


SERVICES = {service.key: service for service in (a_service(), a_service("phone", 30), a_service("server", 5_000))}


def find(key: str) -> Service:
    if key not in SERVICES:
        raise InvalidInput("service", f"{key} was withdrawn.")
    return SERVICES[key]


PRICING = Pricing(find, TODAY)


def a_draft(*quantities: tuple[str, int], terms: Terms | None = None) -> Draft:
    """With these quantities of services; the id of a line is the key of its service."""
    agreed = terms or Terms(TERM)
    wanted = quantities or (("laptop", 40), ("phone", 20))
    return Draft(tuple(line_from_catalog(key, find(key), count, agreed.period) for key, count in wanted), agreed, 1)


def a_version(number: int = 1, draft: Draft | None = None, **changes: object) -> ProposalVersion:
    said = draft or a_draft()
    made = ProposalVersion("a-1", number, said.lines, said.terms, said.catalog_version, NOON, "staff")
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


def a_negotiation(state: NegotiationState = NegotiationState.DRAFTING, **changes: object) -> Negotiation:
    current = None if state is NegotiationState.DRAFTING else 1
    made = Negotiation("a-1", "nrcs", 0, state, NOON, a_draft(), current=current, valid_until=date(2026, 11, 30))
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


_money = st.integers(0, 10_000_000).map(lambda number: Decimal(number) / 100)
_days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    start, length = draw(_days), draw(st.integers(0, 900))
    period = Period(start, date.fromordinal(start.toordinal() + length))
    return Terms(
        period=period,
        billing=draw(st.sampled_from(BillingFrequency)),
        payment_days=draw(st.integers(0, 90)),
        special=draw(st.text(max_size=20)),
    )


@st.composite
def lines(draw: st.DrawFn, line_id: str) -> ProposalLine:
    custom = CustomQuote("Q-1", "asked for") if draw(st.booleans()) else None
    return ProposalLine(
        id=line_id,
        name=draw(st.text(max_size=10)),
        quantity=draw(st.integers(1, 5_000)),
        unit="unit",
        unit_plural="units",
        unit_price=draw(_money),
        one_time_fee=draw(_money),
        charge=draw(st.sampled_from(Charge)),
        service=None if custom else line_id,
        metrics=draw(st.sampled_from(((), (UPTIME,)))),
        notes=draw(st.text(max_size=5)),
        custom=custom,
    )


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    """Of two offers many lines have the same id."""
    ids = draw(st.lists(st.sampled_from([f"l{number}" for number in range(8)]), unique=True, max_size=8))
    return Offer(tuple(draw(lines(line_id)) for line_id in ids), draw(terms()))
