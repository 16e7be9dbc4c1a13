"""Individual reports: the steps of their use cases within a unit of work."""

from domain.agreements import Agreement
from domain.errors import NotFound
from domain.people import Role, Side
from domain.permissions import Action, Actor, decide
from domain.reports import AT_CUSTOMER, Report, ReportState
from services.access import refused, subject_of
from services.report_cards import ReportCard
from services.report_settings import AUTOMATIC, REPORT_REVIEW
from services.settings_table import value_of
from storage.unit_of_work import UnitOfWork

NO_SUCH_REPORT = "I can't find that report. Open the reports of the agreement again."
_CURRENT = frozenset({ReportState.REVIEW, *AT_CUSTOMER})


def readable(work: UnitOfWork, actor: Actor, report_id: str) -> tuple[Agreement, Report]:
    """Raises NotFound, the same for one that is not there, of another organization, or not sent to the customer."""
    report = work.reports.find(report_id)
    if report is None:
        raise NotFound(NO_SUCH_REPORT)
    agreement = work.agreements.get(report.agreement)
    subject = subject_of(actor, agreement)
    if not decide(actor, Action.READ_REPORT, subject).allowed:
        refused(actor, Action.READ_REPORT, subject)
        raise NotFound(NO_SUCH_REPORT)
    if not report.was_sent and not actor.is_staff:
        raise NotFound(NO_SUCH_REPORT)
    return agreement, report


def card_of(work: UnitOfWork, actor: Actor, agreement: Agreement, report: Report) -> ReportCard:
    subject = subject_of(actor, agreement)

    def may(action: Action) -> bool:
        return decide(actor, action, subject).allowed

    lead = agreement.holder_of(Side.CEC, Role.SML)
    return ReportCard(
        report=report,
        number=agreement.number,
        title=agreement.title,
        organization=agreement.organization,
        files=work.reports.files(report.id),
        comments=work.reports.comments(report.id),
        lead=work.people.get(lead).name if lead else "",
        may_send=report.state is ReportState.REVIEW and may(Action.REVIEW_REPORT),
        may_make_anew=report.state in _CURRENT and may(Action.REVIEW_REPORT),
        may_comment=report.state is not ReportState.WANTED and may(Action.COMMENT_ON_REPORT),
        may_acknowledge=report.state is ReportState.SENT and may(Action.ACKNOWLEDGE_REPORT),
    )


def goes_out_automatically(work: UnitOfWork, agreement: str) -> bool:
    """As was chosen for the agreement (id), else as in the office."""
    chosen = work.reports.choice(agreement)
    return value_of(work, REPORT_REVIEW) == AUTOMATIC if chosen is None else chosen
