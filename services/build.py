"""Puts the use cases together."""

from collections.abc import Callable
from datetime import datetime
from secrets import token_urlsafe

from documents.template_files import OURS, Templates
from domain.knowledge import Knowledge
from services import Services
from services.admin import AdminUseCases
from services.agreement_documents import AgreementDocumentUseCases
from services.agreements import AgreementUseCases
from services.alerts import AlertUseCases
from services.annual_summaries import AnnualSummaryUseCases
from services.api_keys import ApiKeyUseCases
from services.busy_calendars import BusyCalendarUseCases, Read
from services.calendar_addresses import CalendarReader
from services.calendar_feeds import CalendarFeedUseCases
from services.catalog import CatalogUseCases
from services.channels import ChannelUseCases
from services.contacts import ContactUseCases
from services.context import Context
from services.directory import DirectoryUseCases
from services.exports import ExportUseCases
from services.extensions import ExtensionUseCases
from services.first_contacts import FirstContactUseCases
from services.funding import FundingUseCases
from services.handoffs import HandoffUseCases
from services.imports import ImportUseCases
from services.knowledge import KnowledgeUseCases
from services.learning import KEPT_DAYS, LearningUseCases
from services.leaving import LeavingUseCases
from services.measurement_exceptions import MeasurementExceptionUseCases
from services.measurements import MeasurementUseCases
from services.meeting_editing import MeetingEditingUseCases
from services.meeting_files import MeetingFileUseCases
from services.meeting_kinds import Kinds, our_kinds
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
from services.ticket_connector import TicketConnector
from services.tickets import TicketUseCases
from services.vocabulary import VocabularyUseCases
from storage.unit_of_work import Storage


def build_services(
    storage: Storage,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    knowledge: Knowledge,
    learning_days: int = KEPT_DAYS,
    templates: Templates = OURS,
    meeting_kinds: Kinds | None = None,
    secret_key: str = "",
    read_calendar: Read | None = None,
    new_secret: Callable[[], str] = token_urlsafe,
    public_url: str = "",
    tickets: TicketConnector | None = None,
) -> Services:
    """`clock` gives the present instant with its zone, `new_id` an id that was never used.

    `knowledge` is what `services.knowledge_files.read_knowledge` reads; `learning_days` is how long sentences that
    were not understood are kept, `templates` are those of the documents, `meeting_kinds` the kinds of meetings (None:
    those of the program). `secret_key` signs private addresses, of which there are none without it; `read_calendar`
    reads a file from the internet; `new_secret` gives a text that nobody can guess; `public_url` is where people
    reach the pages. `tickets` is the office's own ticket system, None where our queue is all there is.
    """
    context = Context(storage, clock, new_id)
    kinds, has_tickets = meeting_kinds or our_kinds(), tickets is not None
    catalog = CatalogUseCases(context)
    vocabulary = VocabularyUseCases(context, knowledge)
    return Services(
        catalog=catalog,
        pricing=PricingUseCases(context, catalog),
        knowledge=KnowledgeUseCases(knowledge),
        directory=DirectoryUseCases(context),
        agreements=AgreementUseCases(context, catalog),
        alerts=AlertUseCases(context),
        first_contacts=FirstContactUseCases(context),
        own_requests=OwnRequestUseCases(context),
        contacts=ContactUseCases(context),
        leaving=LeavingUseCases(context, has_tickets),
        handoffs=HandoffUseCases(context),
        requests=RequestUseCases(context, catalog),
        needs=NeedsUseCases(context),
        measurements=MeasurementUseCases(context),
        measurement_exceptions=MeasurementExceptionUseCases(context),
        performance=PerformanceUseCases(context),
        reports=ReportUseCases(context),
        report_making=ReportMakingUseCases(context, templates),
        annual_summaries=AnnualSummaryUseCases(context, templates),
        api_keys=ApiKeyUseCases(context, new_secret),
        meetings=MeetingUseCases(context, kinds),
        meeting_planning=MeetingPlanningUseCases(context, kinds),
        meeting_editing=MeetingEditingUseCases(context),
        meeting_notes=MeetingNotesUseCases(context),
        surveys=SurveyUseCases(context),
        survey_documents=SurveyDocumentUseCases(context),
        agreement_documents=AgreementDocumentUseCases(context, templates),
        signatures=SignatureUseCases(context),
        funding=FundingUseCases(context),
        money=MoneyUseCases(context),
        proposals=ProposalUseCases(context),
        proposal_drafts=ProposalDraftUseCases(context),
        startup=StartupUseCases(context),
        startup_editing=StartupEditingUseCases(context),
        renewals=RenewalUseCases(context),
        extensions=ExtensionUseCases(context),
        renewal_calendar=RenewalCalendarUseCases(context),
        preferences=PreferenceUseCases(context),
        busy_calendars=BusyCalendarUseCases(context, read_calendar or CalendarReader().read),
        calendar_feeds=CalendarFeedUseCases(context, secret_key.encode()),
        meeting_files=MeetingFileUseCases(context),
        sessions=SessionUseCases(context, new_secret, public_url),
        support_requests=SupportRequestUseCases(context, has_tickets),
        support_queue=SupportQueueUseCases(context, has_tickets),
        outages=OutageUseCases(context),
        tickets=TicketUseCases(context, tickets),
        channels=ChannelUseCases(context),
        admin=AdminUseCases(context),
        memory=MemoryUseCases(context),
        vocabulary=vocabulary,
        learning=LearningUseCases(context, vocabulary, learning_days),
        imports=ImportUseCases(context),
        exports=ExportUseCases(context),
    )
