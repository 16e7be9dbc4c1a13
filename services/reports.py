"""Individual reports: read, reviewed, sent, commented and acknowledged; `services/report_making.py` makes them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from documents.files import DocumentFile
from domain import reports as rules
from domain.agreements import Agreement
from domain.errors import Conflict, NotFound
from domain.fiscal import Period
from domain.people import Side
from domain.permissions import Action, Actor, decide
from domain.reports import Report, ReportFile, ReportKind
from domain.stages import SIGNED
from services.access import agreement_for, require, subject_of
from services.context import Context, plain_change
from services.report_cards import ReportCard, ReportList
from services.report_notices import ACKNOWLEDGED, COMMENTED, SENT, tell, tell_files
from services.report_parts import card_of, goes_out_automatically, readable
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 12
_OFFERED = {ReportKind.MONTHLY: 12, ReportKind.QUARTERLY: 8}


@dataclass(frozen=True)
class ReportUseCases:
    """Customers see what was sent to them. A report that the actor may not see is NotFound, as one that never was."""

    context: Context

    def of_agreement(self, actor: Actor, number: str, page: int = 0) -> ReportList:
        """The latest period and edition first."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number, Action.READ_REPORT)
            found = work.reports.of_agreement(agreement.id, not actor.is_staff, PAGE_SIZE + 1, page * PAGE_SIZE)
            subject = subject_of(actor, agreement)
            return ReportList(
                number=agreement.number,
                title=agreement.title,
                organization=agreement.organization,
                reports=found[:PAGE_SIZE],
                page=page,
                has_next=len(found) > PAGE_SIZE,
                automatic=goes_out_automatically(work, agreement.id),
                chosen=work.reports.choice(agreement.id) is not None,
                choices=self._choices(work, agreement) if decide(actor, Action.WANT_REPORT, subject).allowed else (),
                may_choose=decide(actor, Action.REVIEW_REPORT, subject).allowed,
            )

    def view(self, actor: Actor, report_id: str) -> ReportCard:
        with self.context.reading() as work:
            agreement, report = readable(work, actor, report_id)
            return card_of(work, actor, agreement, report)

    def files(self, actor: Actor, report_id: str) -> tuple[DocumentFile, ...]:
        """With their contents. Raises Conflict where one is not what was kept."""
        with self.context.reading() as work:
            _, report = readable(work, actor, report_id)
            return tuple(_opened(work, each) for each in work.reports.files(report.id))

    def open(self, actor: Actor, report_id: str, kind: str) -> DocumentFile:
        """One of them, by its ending ("pdf"). Raises as `files`, and NotFound."""
        with self.context.reading() as work:
            _, report = readable(work, actor, report_id)
            found = next((each for each in work.reports.files(report.id) if each.format == kind), None)
            if found is None:
                raise NotFound("This report has no such file. Open the report again.")
            return _opened(work, found)

    def send_files(self, actor: Actor, report_id: str) -> ReportCard:
        """Have the files sent to who asks, in their direct messages. A second time within a minute changes nothing."""
        with self.context.unit_of_work() as work:
            agreement, report = readable(work, actor, report_id)
            tell_files(work, actor, report, self.context.clock())
            card = card_of(work, actor, agreement, report)
            work.commit()
            return card

    # -- what becomes of one

    def send(self, actor: Actor, report_id: str, words: str = "", seen: int | None = None) -> ReportCard:
        """Reviewed: to the customer, with a comment where there are words."""

        def apply(work: UnitOfWork, agreement: Agreement, report: Report, at: datetime) -> Report:
            saved = self._kept(work, actor, report, rules.sent(report, actor.id, at), at)
            self._comment(work, actor, saved, words, self.context.new_id(), at)
            tell(work, actor, agreement, saved, SENT, Side.CUSTOMER, text=words.strip())
            return saved

        return self._change(actor, report_id, Action.REVIEW_REPORT, apply, seen)

    def comment(self, actor: Actor, report_id: str, text: str, comment_id: str | None = None) -> ReportCard:
        """Told to the other side, customers as soon as they have the report. `comment_id` makes it count once."""

        def apply(work: UnitOfWork, agreement: Agreement, report: Report, at: datetime) -> Report:
            made = comment_id or self.context.new_id()
            if work.reports.comment(made):
                return report
            said = rules.comment(made, report, text, _writer(actor), at)
            work.reports.add_comment(said)
            side = Side.CUSTOMER if actor.is_staff else Side.CEC
            if side is Side.CEC or report.was_sent:
                tell(work, actor, agreement, report, COMMENTED, side, made, said.text)
            return report

        return self._change(actor, report_id, Action.COMMENT_ON_REPORT, apply)

    def acknowledge(self, actor: Actor, report_id: str, words: str = "", seen: int | None = None) -> ReportCard:
        """The customer has read it, with a comment where there are words."""

        def apply(work: UnitOfWork, agreement: Agreement, report: Report, at: datetime) -> Report:
            saved = self._kept(work, actor, report, rules.acknowledged(report, actor.id, at), at)
            self._comment(work, actor, saved, words, self.context.new_id(), at)
            tell(work, actor, agreement, saved, ACKNOWLEDGED, Side.CEC, text=words.strip())
            return saved

        return self._change(actor, report_id, Action.ACKNOWLEDGE_REPORT, apply, seen)

    def choose(self, actor: Actor, number: str, automatic: bool | None) -> ReportList:
        """Whether the reports of the agreement that are still to be made go out without a review; None: as usual."""
        with self.context.unit_of_work() as work:
            agreement = agreement_for(work, actor, number, Action.REVIEW_REPORT)
            before = work.reports.choice(agreement.id)
            if before != automatic:
                work.reports.choose(agreement.id, automatic)
                subject, now = ("agreement", agreement.id), self.context.clock()
                old, new = (None if each is None else str(each) for each in (before, automatic))
                work.history.append(
                    plain_change(actor, subject, "reports_automatic", old, new, now, agreement.organization)
                )
                work.commit()
        return self.of_agreement(actor, number)

    def _choices(self, work: UnitOfWork, agreement: Agreement) -> tuple[tuple[ReportKind, Period], ...]:
        """The last months and quarters that are over and touch the term, while its services run or did."""
        if agreement.stage not in SIGNED:
            return ()
        today, found = office_day(work, self.context), list[tuple[ReportKind, Period]]()
        for kind, many in _OFFERED.items():
            period = rules.last_period(kind, today)
            for _ in range(many):
                if agreement.term.overlap(period):
                    found.append((kind, period))
                period = rules.last_period(kind, period.start)
        return tuple(found)

    def _change(
        self,
        actor: Actor,
        report_id: str,
        action: Action,
        apply: Callable[[UnitOfWork, Agreement, Report, datetime], Report],
        seen: int | None = None,
    ) -> ReportCard:
        with self.context.unit_of_work() as work:
            agreement, report = readable(work, actor, report_id)
            require(actor, action, subject_of(actor, agreement))
            if seen is not None and seen != report.revision:
                raise Conflict("Someone else changed this report meanwhile. Look at it again, then repeat this.")
            changed = apply(work, agreement, report, self.context.clock())
            card = card_of(work, actor, agreement, changed)
            work.commit()
            return card

    def _kept(self, work: UnitOfWork, actor: Actor, before: Report, after: Report, at: datetime) -> Report:
        subject = ("report", before.id)
        work.history.append(plain_change(actor, subject, "state", before.state, after.state, at, before.organization))
        return work.reports.save(after)

    def _comment(
        self, work: UnitOfWork, actor: Actor, report: Report, words: str, comment_id: str, at: datetime
    ) -> None:
        if words.strip():
            work.reports.add_comment(rules.comment(comment_id, report, words, _writer(actor), at))


def _writer(actor: Actor) -> tuple[str, str, bool]:
    return actor.id, actor.person.name if actor.person else "CEC", actor.is_staff


def _opened(work: UnitOfWork, file: ReportFile) -> DocumentFile:
    content = work.reports.content(file)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Conflict("This file is not what was kept, so I don't hand it out. Tell a CEC administrator.")
    return DocumentFile(file.name, file.format, content, file.sha256)
