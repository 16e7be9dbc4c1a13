"""How long the individual reports of a month take, from the wish by the clock to the kept files.

`python -m benchmarks.reports [AGREEMENTS DAYS]`, on PostgreSQL, with the agreements and measurements of
`benchmarks.measurements`. As in the product, the lanes of the queue make them side by side in one process; its limit of
one a second and lane is left out.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import uuid4

from benchmarks.figures import Figure, Table, as_text
from benchmarks.measurements import NOW, filled
from benchmarks.processes import ROOT
from domain.permissions import OPERATOR
from domain.reports import ReportKind, ReportState
from services.build import build_services
from services.knowledge_files import read_knowledge
from services.report_notices import LANES
from storage.unit_of_work import Storage
from tests.services.office import Clock

AIM, OFTEN = 300.0, 200
"""Seconds for so many reports."""


def measure(count: int = 200, days: int = 200) -> Table:
    with filled(count, days) as (engine, measured):
        storage, clock = Storage(engine), Clock(NOW - timedelta(days=30))
        knowledge = read_knowledge(ROOT / "knowledge").required()
        services = build_services(storage, clock, lambda: uuid4().hex, knowledge)
        services.report_making.want_due()  # the first look only keeps its day
        clock.at = NOW + timedelta(days=4)
        began = time.perf_counter()
        services.report_making.want_due()
        noted = time.perf_counter() - began
        with storage.reading() as work:
            waiting = [each.id for each in work.whole_reports.reports() if each.kind is ReportKind.MONTHLY]
        began = time.perf_counter()
        with ThreadPoolExecutor(LANES) as lanes:
            made = list(lanes.map(partial(services.report_making.make, OPERATOR), waiting))
        lasted = time.perf_counter() - began
    assert len(made) == count
    assert all(each.state is ReportState.REVIEW for each in made)
    figures = (
        Figure("wanting them by the clock", (noted,), "s"),
        Figure(f"making {count:,} of them, three files each", (lasted,), "s", aim=AIM * count / OFTEN),
    )
    note = f"{LANES} side by side in one process; each has the charts of all its metrics."
    return Table("Individual reports", f"{count:,} agreements, {measured:,} measurements", "", figures, (note,))


if __name__ == "__main__":
    print(as_text(measure(*map(int, sys.argv[1:]))))
