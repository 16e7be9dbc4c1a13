"""Use cases: each opens one unit of work, asks whether the actor may, calls the domain, commits, and returns a
frozen result. They raise `domain.errors` only.
"""

from dataclasses import dataclass

from services.admin import AdminUseCases
from services.agreement_documents import AgreementDocumentUseCases
from services.agreements import AgreementUseCases
from services.alerts import AlertUseCases
from services.annual_summaries import AnnualSummaryUseCases
from services.api_keys import ApiKeyUseCases
from services.busy_calendars import BusyCalendarUseCases
from services.calendar_feeds import CalendarFeedUseCases
from services.catalog import CatalogUseCases
from services.channels import ChannelUseCases
from services.contacts import ContactUseCases
from services.directory import DirectoryUseCases
from services.exports import ExportUseCases
from services.extensions import ExtensionUseCases
from services.first_contacts import FirstContactUseCases
from services.funding import FundingUseCases
from services.handoffs import HandoffUseCases
from services.imports import ImportUseCases
from services.knowledge import KnowledgeUseCases
from services.learning import LearningUseCases
from services.leaving import LeavingUseCases
from services.measurement_exceptions import MeasurementExceptionUseCases
from services.measurements import MeasurementUseCases
from services.meeting_editing import MeetingEditingUseCases
from services.meeting_files import MeetingFileUseCases
from services.meeting_notes import MeetingNotesUseCases
from services.meeting_planning import MeetingPlanningUseCases
from services.meetings import MeetingUseCases
from services.memory import MemoryUseCases
from services.money import MoneyUseCases
from services.needs import NeedsUseCases
from services.outages import OutageUseCases
from services.own_requests import OwnRequestUseCases
from services.performance import PerformanceUseCases
from services.preferences import PreferenceUseCases
from services.pricing import PricingUseCases
from services.proposal_drafts import ProposalDraftUseCases
from services.proposals import ProposalUseCases
from services.renewal_calendar import RenewalCalendarUseCases
from services.renewals import RenewalUseCases
from services.report_making import ReportMakingUseCases
from services.reports import ReportUseCases
from services.requests import RequestUseCases
from services.sessions import SessionUseCases
from services.signatures import SignatureUseCases
from services.startup import StartupUseCases
from services.startup_editing import StartupEditingUseCases
from services.support_queue import SupportQueueUseCases
from services.support_requests import SupportRequestUseCases
from services.survey_documents import SurveyDocumentUseCases
from services.surveys import SurveyUseCases
from services.tickets import TicketUseCases
from services.vocabulary import VocabularyUseCases


@dataclass(frozen=True)
class Services:
    """All use cases, built by `services.build.build_services`. Safe to use from many threads."""

    catalog: CatalogUseCases
    pricing: PricingUseCases
    knowledge: KnowledgeUseCases
    directory: DirectoryUseCases
    agreements: AgreementUseCases
    alerts: AlertUseCases
    first_contacts: FirstContactUseCases
    own_requests: OwnRequestUseCases
    contacts: ContactUseCases
    leaving: LeavingUseCases
    handoffs: HandoffUseCases
    requests: RequestUseCases
    needs: NeedsUseCases
    measurements: MeasurementUseCases
    measurement_exceptions: MeasurementExceptionUseCases
    performance: PerformanceUseCases
    reports: ReportUseCases
    report_making: ReportMakingUseCases
    annual_summaries: AnnualSummaryUseCases
    api_keys: ApiKeyUseCases
    meetings: MeetingUseCases
    meeting_planning: MeetingPlanningUseCases
    meeting_editing: MeetingEditingUseCases
    meeting_notes: MeetingNotesUseCases
    surveys: SurveyUseCases
    survey_documents: SurveyDocumentUseCases
    agreement_documents: AgreementDocumentUseCases
    signatures: SignatureUseCases
    funding: FundingUseCases
    money: MoneyUseCases
    proposals: ProposalUseCases
    proposal_drafts: ProposalDraftUseCases
    startup: StartupUseCases
    startup_editing: StartupEditingUseCases
    renewals: RenewalUseCases
    extensions: ExtensionUseCases
    renewal_calendar: RenewalCalendarUseCases
    preferences: PreferenceUseCases
    busy_calendars: BusyCalendarUseCases
    calendar_feeds: CalendarFeedUseCases
    meeting_files: MeetingFileUseCases
    sessions: SessionUseCases
    support_requests: SupportRequestUseCases
    support_queue: SupportQueueUseCases
    outages: OutageUseCases
    tickets: TicketUseCases
    channels: ChannelUseCases
    admin: AdminUseCases
    memory: MemoryUseCases
    vocabulary: VocabularyUseCases
    learning: LearningUseCases
    imports: ImportUseCases
    exports: ExportUseCases
