"""How long the pages take over 2,000 agreements, 1,000,000 support requests and 5,000,000 measurements.

`python -m benchmarks.pages [AGREEMENTS DAYS REQUESTS]`, on PostgreSQL: the agreements and measurements of
`benchmarks.measurements`, with a payment schedule and transfers for each agreement.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, Engine, literal_column, select, text

from benchmarks.figures import Figure, Table, as_text
from benchmarks.growth import settle
from benchmarks.many_agreements import ORGANIZATIONS, organization_of
from benchmarks.measurements import NOW, TERM, filled, number_of
from documents.charts import as_svg
from domain.funding import Payment, Transfer, TransferState
from domain.payments import Instalment, PaymentSchedule
from domain.people import Contact, Person, Role, Side
from domain.support_priorities import Impact, Priority, Urgency
from domain.support_requests import Report, RequestState, SupportRequest
from storage.funding import KeptSchedule
from storage.support_tables import support_requests
from storage.unit_of_work import Storage
from tests.services.office import Clock, Office
from tests.web.visitor import Visitor

ROUNDS = 15
INSTALMENTS = 8
OPEN_SHARE = 50
"""One of so many requests is open."""
_LOOKED_AT = 7


def measure(count: int = 2_000, days: int = 200, requests: int = 1_000_000) -> Table:
    with filled(count, days) as (engine, measured):
        _fill(engine, count, requests)
        office = Office(Storage(engine), Clock(NOW))
        staff, customer = Visitor(office).sign_in("staff"), Visitor(office).sign_in("customer")
        page = f"/agreements/{number_of(_LOOKED_AT)}?period=FY2026"
        portfolio, quarter = "/portfolio", "/portfolio?period=FY2026-Q4&only=missed&sort=missed"
        figures = (
            _figure("portfolio of this fiscal year", "s", 1, lambda: _open(staff, portfolio)),
            _figure("portfolio of a quarter, what was missed", "s", 1, lambda: _open(staff, quarter)),
            _figure("portfolio of the last fiscal year", "s", 1, lambda: _open(staff, "/portfolio?period=FY2026")),
            _figure("a customer's page", "ms", 200, lambda: _open(customer, page)),
            _figure("the same, its charts drawn anew", "ms", None, lambda: _drawn_anew(customer, page)),
        )
    contents = f"{count:,} agreements, {requests:,} support requests, {measured:,} measurements"
    return Table("Pages", contents, "", figures)


def _open(visitor: Visitor, path: str) -> None:
    assert visitor.get(path) == 200


def _drawn_anew(visitor: Visitor, path: str) -> None:
    as_svg.cache_clear()
    _open(visitor, path)


def _figure(name: str, unit: str, aim: float | None, call: Callable[[], object]) -> Figure:
    call()
    runs: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        runs.append((time.perf_counter() - began) * (1000 if unit == "ms" else 1))
    return Figure(name, tuple(runs), unit, aim=aim)


def _fill(engine: Engine, count: int, requests: int) -> None:
    storage = Storage(engine)
    key = organization_of(_LOOKED_AT)
    with storage.unit_of_work() as work:
        work.people.save(Person("staff", "Staff", "staff@cec.gov", Side.CEC, slack_user_id="U0STAFF"))
        work.people.save(Person("customer", "Customer", f"c@{key}.gov", Side.CUSTOMER, key, slack_user_id="U0CUSTOMER"))
        agreement = work.agreements.by_number(number_of(_LOOKED_AT))
        assert agreement
        work.agreements.save(replace(agreement, contacts=(Contact("customer", Side.CUSTOMER, Role.PROGRAM_MANAGER),)))
        for place in range(count):
            _fund(work.funding.keep_schedule, work.funding.add, place)
        work.support_requests.save(_a_request())
        work.commit()
    with engine.begin() as connection:
        _multiply(connection, count, requests)
    settle(engine)


def _fund(keep: Callable[[KeptSchedule], None], add: Callable[[Transfer], None], place: int) -> None:
    days = [TERM.start + timedelta(days=91 * turn) for turn in range(INSTALMENTS)]
    instalments = tuple(Instalment(turn, day, day, Decimal("12500.00")) for turn, day in enumerate(days, start=1))
    keep(KeptSchedule(PaymentSchedule(f"agreement-{place}", 1, instalments), NOW))
    for turn, day in enumerate(days):
        if day < NOW.date():
            add(_transfer(place, turn, day))


def _transfer(place: int, turn: int, day: date) -> Transfer:
    paid = Payment(Decimal("12500.00"), day, f"IPAC {place}-{turn}")
    at = f"t-{place}-{turn}"
    return Transfer(at, f"agreement-{place}", organization_of(place), paid, paid, NOW, "staff", TransferState.CONFIRMED)


def _a_request() -> SupportRequest:
    """What all others are copies of."""
    report = Report("The line is dead in the whole building.", Impact.SITE, Urgency.HIGH)
    return SupportRequest(
        id="request-0",
        number="REQ-0",
        agreement="agreement-0",
        organization=organization_of(0),
        service="desk_phone",
        service_name="Desk phone line",
        area="",
        report=report,
        priority=Priority.HIGH,
        asked_by="customer",
        asked_at=NOW,
        started_at=NOW,
        state=RequestState.CLOSED,
        state_since=NOW,
    )


def _multiply(connection: Connection, count: int, requests: int) -> None:
    at = "timestamptz '2026-11-01' - (n % 390) * interval '1 day' - (n % 1440) * interval '1 minute'"
    own = {
        "id": "'request-' || n",
        "number": "'REQ-' || n",
        "agreement": f"'agreement-' || n % {count}",
        "organization": f"'agency' || lpad((n % {count} % {ORGANIZATIONS})::text, 3, '0')",
        "state": f"CASE WHEN n % {OPEN_SHARE} = 0 THEN 'in_progress' ELSE 'closed' END",
        **dict.fromkeys(("asked_at", "started_at", "state_since"), at),
    }
    columns = [column.name for column in support_requests.columns]
    values = [literal_column(own[name]) if name in own else support_requests.c[name] for name in columns]
    numbers = text(f"generate_series(1, {requests - 1}) AS n")
    copies = select(*values).select_from(support_requests, numbers).where(support_requests.c.id == "request-0")
    connection.execute(support_requests.insert().from_select(columns, copies))


if __name__ == "__main__":
    print(as_text(measure(*(int(argument) for argument in sys.argv[1:4]))))
