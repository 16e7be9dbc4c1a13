"""Puts the use cases together."""

from collections.abc import Callable
from datetime import datetime

from domain.knowledge import Knowledge
from services import Services
from services.admin import AdminUseCases
from services.agreements import AgreementUseCases
from services.catalog import CatalogUseCases
from services.channels import ChannelUseCases
from services.contacts import ContactUseCases
from services.context import Context
from services.directory import DirectoryUseCases
from services.exports import ExportUseCases
from services.first_contacts import FirstContactUseCases
from services.handoffs import HandoffUseCases
from services.imports import ImportUseCases
from services.knowledge import KnowledgeUseCases
from services.learning import KEPT_DAYS, LearningUseCases
from services.leaving import LeavingUseCases
from services.memory import MemoryUseCases
from services.needs import NeedsUseCases
from services.needs_meetings import NeedsMeetingUseCases
from services.pricing import PricingUseCases
from services.requests import RequestUseCases
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
) -> Services:
    """`clock` gives the present instant with its zone, `new_id` an id that was never used.

    `knowledge` is what `services.knowledge_files.read_knowledge` reads; `learning_days` is how long sentences that
    were not understood are kept.
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
        contacts=ContactUseCases(context),
        leaving=LeavingUseCases(context),
        handoffs=HandoffUseCases(context),
        requests=RequestUseCases(context, catalog),
        needs=NeedsUseCases(context),
        needs_meetings=NeedsMeetingUseCases(context),
        surveys=SurveyUseCases(context),
        survey_documents=SurveyDocumentUseCases(context),
        channels=ChannelUseCases(context),
        admin=AdminUseCases(context),
        memory=MemoryUseCases(context),
        vocabulary=vocabulary,
        learning=LearningUseCases(context, vocabulary, learning_days),
        imports=ImportUseCases(context),
        exports=ExportUseCases(context),
    )
