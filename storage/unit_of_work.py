"""One use case, one transaction: nothing is kept unless it is committed."""

from collections.abc import Iterator
from contextlib import contextmanager

from dbos import DBOSClient
from sqlalchemy import Engine

from storage.action_items import ActionItems
from storage.agreed_targets import TargetsOfAgreements
from storage.agreement_documents import AgreementDocuments
from storage.agreements import Agreements
from storage.alerts import Alerts
from storage.amendments import Amendments
from storage.api_keys import ApiKeys
from storage.busy_calendars import BusyCalendars
from storage.catalog import CatalogCache, Catalogs
from storage.channels import Channels
from storage.custom_requests import CustomRequests
from storage.draft_steps import DraftSteps
from storage.durable import make_client
from storage.first_contacts import FirstContacts
from storage.funding import Funding
from storage.handoffs import Handoffs
from storage.history import History
from storage.measurement_exceptions import MeasurementExceptions
from storage.measurement_sums import MeasurementSums
from storage.measurements import Measurements
from storage.meetings import Meetings
from storage.memory import Memory
from storage.money_by_month import MoneyByMonth
from storage.needs import Needs
from storage.notices import Notices
from storage.organizations import Organizations
from storage.outages import Outages
from storage.outside_tickets import OutsideTickets
from storage.people import People
from storage.preferences import PreferencesOfPeople
from storage.promised_metrics import PromisedMetrics
from storage.proposals import Proposals
from storage.renewals import Renewals
from storage.reports import Reports
from storage.service_credits import ServiceCredits
from storage.settings import Settings
from storage.sign_ins import SignIns
from storage.signings import Signings
from storage.startup_definitions import StartupDefinitions
from storage.startup_plans import StartupPlans
from storage.support_requests import SupportRequests
from storage.survey_responses import SurveyResponses
from storage.surveys import SurveyCache, Surveys
from storage.transaction import Transaction, transaction
from storage.unclear_sentences import UnclearSentences
from storage.watches import Watches
from storage.whole_measurements import WholeMeasurements
from storage.whole_reports import WholeReports
from storage.whole_tables import WholeTables


class UnitOfWork:
    """The repositories of one transaction. For one thread, and for one commit at the end."""

    def __init__(
        self, transaction: Transaction, client: DBOSClient, catalogs: CatalogCache, surveys: SurveyCache
    ) -> None:
        self._transaction = transaction
        self.action_items = ActionItems(transaction)
        self.organizations = Organizations(transaction)
        self.people = People(transaction)
        self.agreed_targets = TargetsOfAgreements(transaction)
        self.agreements = Agreements(transaction)
        self.agreement_documents = AgreementDocuments(transaction)
        self.alerts = Alerts(transaction)
        self.api_keys = ApiKeys(transaction)
        self.amendments = Amendments(transaction)
        self.busy_calendars = BusyCalendars(transaction)
        self.catalog = Catalogs(transaction, catalogs)
        self.history = History(transaction)
        self.channels = Channels(transaction)
        self.draft_steps = DraftSteps(transaction)
        self.first_contacts = FirstContacts(transaction)
        self.funding = Funding(transaction)
        self.money_by_month = MoneyByMonth(transaction)
        self.handoffs = Handoffs(transaction)
        self.needs = Needs(transaction)
        self.preferences = PreferencesOfPeople(transaction)
        self.promised_metrics = PromisedMetrics(transaction)
        self.proposals = Proposals(transaction)
        self.renewals = Renewals(transaction)
        self.reports = Reports(transaction)
        self.custom_requests = CustomRequests(transaction)
        self.measurements = Measurements(transaction)
        self.measurement_exceptions = MeasurementExceptions(transaction)
        self.measurement_sums = MeasurementSums(transaction)
        self.meetings = Meetings(transaction)
        self.memory = Memory(transaction)
        self.unclear_sentences = UnclearSentences(transaction)
        self.outages = Outages(transaction)
        self.outside_tickets = OutsideTickets(transaction)
        self.service_credits = ServiceCredits(transaction)
        self.settings = Settings(transaction)
        self.sign_ins = SignIns(transaction)
        self.signings = Signings(transaction)
        self.support_requests = SupportRequests(transaction)
        self.surveys = Surveys(transaction, surveys)
        self.survey_responses = SurveyResponses(transaction)
        self.startup_definitions = StartupDefinitions(transaction)
        self.startup_plans = StartupPlans(transaction)
        self.notices = Notices(transaction, client)
        self.watches = Watches(transaction)
        self.whole_measurements = WholeMeasurements(transaction)
        self.whole_reports = WholeReports(transaction)
        self.whole_tables = WholeTables(transaction, catalogs, surveys)

    def commit(self) -> None:
        """Keep everything, the notices included. Afterwards the unit of work is over.

        Raises Conflict or Unavailable, and then nothing is kept.
        """
        self.watches.hand_over()
        self.notices.hand_over()
        self._transaction.commit()


class Storage:
    """Everything that is kept. One for each process; its units of work may run in many threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._client = make_client(engine)
        self._catalogs = CatalogCache()
        self._surveys = SurveyCache()

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """To read and write. What is not committed when the block ends is rolled back.

        On SQLite it waits until no other one writes. Raises Unavailable when the database does not answer.
        """
        with transaction(self.engine, writing=True) as one:
            yield UnitOfWork(one, self._client, self._catalogs, self._surveys)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """To read only: waits for nobody, sees the database as it was at its start, and refuses to write.

        Raises Unavailable when the database does not answer, RuntimeError for an attempt to write.
        """
        with transaction(self.engine, writing=False) as one:
            yield UnitOfWork(one, self._client, self._catalogs, self._surveys)
