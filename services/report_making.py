"""Individual reports are wanted (by the clock, or by who asks), made where the queue delivers that, and kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from documents.files import DocumentFile
from documents.performance_report import report_files
from documents.template_files import OURS, Templates
from domain import reports as rules
from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput, NotFound
from domain.fiscal import Period
from domain.people import Side
from domain.permissions import OPERATOR, Action, Actor
from domain.reports import Report, ReportFile, ReportKind, ReportState
from domain.stages import SIGNED
from services.access import agreement_for, require, subject_of
from services.context import Context, plain_change
from services.report_building import report_facts
from services.report_cards import ReportCard
from services.report_notices import SENT, tell, want_files
from services.report_parts import NO_SUCH_REPORT, card_of, goes_out_automatically, readable
from services.report_settings import REPORT_DAY, REPORT_RHYTHM, RHYTHMS
from services.settings_table import office_day, value_of
from storage.unit_of_work import UnitOfWork

_PORTION = 100


@dataclass(frozen=True)
class ReportMakingUseCases:
    context: Context
    templates: Templates = OURS

    def ask(self, actor: Actor, number: str, kind: ReportKind, day: date) -> Report:
        """The report of the month or quarter that a day lies in: the one that is there, else one that is made now.

        For staff and the customer's contacts. Raises InvalidInput for a period that is not over or not in the term.
        """
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.WANT_REPORT)
            period = rules.period_with(kind, day)
            there = work.reports.latest(agreement.id, kind, period.start)
            if there:
                return there
            rules.must_be_over(period, office_day(work, self.context))
            _must_run(agreement, period)
            saved = self._want(work, actor, agreement, kind, period)
            work.commit()
            return saved

    def make_anew(self, actor: Actor, report_id: str, note: str, seen: int | None = None) -> ReportCard:
        """The next edition, from what is measured now, with the reason. It takes the place of this one at once.

        Raises InvalidInput without a reason.
        """
        with self.context.unit_of_work() as work:
            agreement, before = readable(work, actor, report_id)
            require(actor, Action.REVIEW_REPORT, subject_of(actor, agreement))
            if seen is not None and seen != before.revision:
                raise Conflict("Someone else changed this report meanwhile. Look at it again, then repeat this.")
            now, automatic = self.context.clock(), goes_out_automatically(work, agreement.id)
            after = rules.next_edition(before, self.context.new_id(), note, automatic, actor.id, now)
            work.reports.save(rules.replaced(before))
            saved = self._kept(work, actor, after, after.note)
            card = card_of(work, actor, agreement, saved)
            work.commit()
            return card

    def make(self, actor: Actor, report_id: str) -> Report:
        """Make and keep its files; then it waits for its review, or goes out. Again changes nothing.

        For the queue; takes some seconds. Raises NotFound, and InvalidInput when a template of the office is wrong.
        """
        require(actor, Action.MAKE_DOCUMENTS)
        with self.context.reading() as work:
            report = _found(work, report_id)
            if report.state is not ReportState.WANTED:
                return report
            now = self.context.clock()
            facts = report_facts(work, work.agreements.get(report.agreement), report, now)
        files = report_files(facts, self.templates)
        with self.context.unit_of_work() as work:
            report = _found(work, report_id)
            if report.state is not ReportState.WANTED:
                return report
            work.reports.add_files([(_kept_file(report, each), each.content) for each in files])
            saved = work.reports.save(rules.made(report, facts.digest, now))
            agreement = work.agreements.get(report.agreement)
            subject = ("report", report.id)
            change = plain_change(actor, subject, "state", report.state, saved.state, now, report.organization)
            work.history.append(change)
            if saved.was_sent:
                tell(work, OPERATOR, agreement, saved, SENT, Side.CUSTOMER)
            work.commit()
            return saved

    def want_due(self) -> int:
        """By the clock: the reports of the last month and quarter, once they are over for some days, of all agreements
        whose services run. Of what was over before the program first looked there are none. Returns how many."""
        with self.context.reading() as work:
            today, begun = office_day(work, self.context), work.reports.begun_on()
            due = [(kind, _due(work, kind, today)) for kind in RHYTHMS[value_of(work, REPORT_RHYTHM)]]
        if begun is None:
            with self.context.unit_of_work() as work:
                work.reports.keep_begun_on(today)
                work.commit()
            return 0
        return sum(self._want_all(kind, period) for kind, period in due if period and period.end >= begun)

    def _want_all(self, kind: ReportKind, period: Period) -> int:
        wanted = 0
        while True:
            with self.context.reading() as work:
                lacking = work.reports.lacking(kind, period, _PORTION)
            if not lacking:
                return wanted
            with self.context.unit_of_work() as work:
                for agreement in work.agreements.several(lacking):
                    self._want(work, OPERATOR, agreement, kind, period)
                work.commit()
            wanted += len(lacking)

    def _want(self, work: UnitOfWork, actor: Actor, agreement: Agreement, kind: ReportKind, period: Period) -> Report:
        new = Report(
            id=self.context.new_id(),
            agreement=agreement.id,
            organization=agreement.organization,
            kind=kind,
            period=period,
            edition=1,
            automatic=goes_out_automatically(work, agreement.id),
            wanted_at=self.context.clock(),
            wanted_by=actor.id,
        )
        return self._kept(work, actor, new)

    def _kept(self, work: UnitOfWork, actor: Actor, new: Report, note: str = "") -> Report:
        subject = ("report", new.id)
        change = plain_change(actor, subject, "state", None, new.state, new.wanted_at, new.organization, note)
        work.history.append(change)
        want_files(work, new)
        return work.reports.save(new)


def _due(work: UnitOfWork, kind: ReportKind, today: date) -> Period | None:
    """The last period that is over for as many days as the office waits; None in the days before."""
    period = rules.last_period(kind, today)
    wait = timedelta(days=int(value_of(work, REPORT_DAY)))
    return period if today >= period.end + wait else None


def _must_run(agreement: Agreement, period: Period) -> None:
    if agreement.stage not in SIGNED or agreement.term.overlap(period) is None:
        raise InvalidInput(
            "period",
            f"The services of {agreement.number} did not run then. Its term is {agreement.term.start} to "
            f"{agreement.term.end}.",
        )


def _found(work: UnitOfWork, report_id: str) -> Report:
    found = work.reports.find(report_id)
    if found is None:
        raise NotFound(NO_SUCH_REPORT)
    return found


def _kept_file(report: Report, file: DocumentFile) -> ReportFile:
    return ReportFile(report.id, file.kind, file.name, len(file.content), file.sha256)
