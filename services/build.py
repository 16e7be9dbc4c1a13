"""Puts the use cases together."""

from collections.abc import Callable
from datetime import datetime

from documents.template_files import OURS, Templates
from domain.knowledge import Knowledge
from services import Services
from services.admin import AdminUseCases
from services.agreement_documents import AgreementDocumentUseCases
from services.agreements import AgreementUseCases
from services.catalog import CatalogUseCases
from services.channels import ChannelUseCases
from services.contacts import ContactUseCases
from services.context import Context
from services.directory import DirectoryUseCases
from services.exports import ExportUseCases
from services.first_contacts import FirstContactUseCases
from services.funding import FundingUseCases
from services.handoffs import HandoffUseCases
from services.imports import ImportUseCases
from services.knowledge import KnowledgeUseCases
from services.learning import KEPT_DAYS, LearningUseCases
from services.leaving import LeavingUseCases
from services.memory import MemoryUseCases
from services.needs import NeedsUseCases
from services.needs_meetings import NeedsMeetingUseCases
from services.own_requests import OwnRequestUseCases
from services.pricing import PricingUseCases
from services.proposal_drafts import ProposalDraftUseCases
from services.proposals import ProposalUseCases
from services.requests import RequestUseCases
from services.signatures import SignatureUseCases
from services.startup import StartupUseCases
from services.startup_editing import StartupEditingUseCases
from services.survey_documents import SurveyDocumentUseCases
from services.surveys import SurveyUseCases
from services.vocabulary import VocabularyUseCases
from storage.unit_of_work import Storage


def build_services(
    storage: Storage,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    knowledge: Knowledge,
    learning_days: int = KEPT_DAYS,
    templates: Templates = OURS,
) -> Services:
    """`clock` gives the present instant with its zone, `new_id` an id that was never used.

    `knowledge` is what `services.knowledge_files.read_knowledge` reads; `learning_days` is how long sentences that
    were not understood are kept, `templates` are those of the documents.
    """
    context = Context(storage, clock, new_id)
    catalog = CatalogUseCases(context)
    vocabulary = VocabularyUseCases(context, knowledge)
    return Services(
        catalog=catalog,
        pricing=PricingUseCases(context, catalog),
        knowledge=KnowledgeUseCases(knowledge),
        directory=DirectoryUseCases(context),
        agreements=AgreementUseCases(context, catalog),
        first_contacts=FirstContactUseCases(context),
        own_requests=OwnRequestUseCases(context),
        contacts=ContactUseCases(context),
        leaving=LeavingUseCases(context),
        handoffs=HandoffUseCases(context),
        requests=RequestUseCases(context, catalog),
        needs=NeedsUseCases(context),
        needs_meetings=NeedsMeetingUseCases(context),
        surveys=SurveyUseCases(context),
        survey_documents=SurveyDocumentUseCases(context),
        agreement_documents=AgreementDocumentUseCases(context, templates),
        signatures=SignatureUseCases(context),
        funding=FundingUseCases(context),
        proposals=ProposalUseCases(context),
        proposal_drafts=ProposalDraftUseCases(context),
        startup=StartupUseCases(context),
        startup_editing=StartupEditingUseCases(context),
        channels=ChannelUseCases(context),
        admin=AdminUseCases(context),
        memory=MemoryUseCases(context),
        vocabulary=vocabulary,
        learning=LearningUseCases(context, vocabulary, learning_days),
        imports=ImportUseCases(context),
        exports=ExportUseCases(context),
    )
