"""Every row of a table, in a lasting order and in small portions: for exports, which must not fill the memory."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, select

from domain.action_items import ActionItem
from domain.agreement_documents import KeptDocument
from domain.agreements import Agreement
from domain.catalog import Catalog
from domain.custom_requests import CustomRequest
from domain.delegations import Delegation
from domain.extensions import Extension
from domain.first_contacts import FirstContact
from domain.funding import Transfer
from domain.handoffs import Handoff, Relayed
from domain.history import Change
from domain.kept_alerts import Alert
from domain.meetings import Meeting
from domain.needs import Need
from domain.outages import Outage
from domain.people import Person
from domain.preferences import Preferences
from domain.proposal_changes import ChangeRequest
from domain.proposal_versions import ProposalVersion
from domain.proposals import Negotiation
from domain.renewal_carrying import Carryover
from domain.renewal_decisions import Renewal
from domain.service_credits import ServiceCredit
from domain.signing import Signing
from domain.startup import StartupDefinition
from domain.startup_plans import StartupPlan
from domain.support_comments import Comment
from domain.support_requests import SupportRequest
from domain.survey_changes import AnswerChange
from domain.survey_responses import SurveyResponse
from domain.surveys import Survey
from storage.action_items import built_item
from storage.agreement_documents import WITHOUT_CONTENT, built_document
from storage.agreements import Agreements
from storage.alert_tables import alerts
from storage.alerts import built_alert
from storage.catalog import CatalogCache, Catalogs
from storage.contact_tables import first_contacts
from storage.conversation_tables import custom_requests, handoffs, relayed
from storage.custom_requests import built_request
from storage.document_tables import agreement_documents
from storage.first_contacts import built_first_contact
from storage.funding import KeptSchedule, built_schedule, built_transfer
from storage.funding_tables import delegations, payment_schedules, signings, transfers
from storage.handoffs import built_handoff
from storage.history import CHANGE_FIELDS
from storage.meeting_tables import action_items, meetings
from storage.meetings import Meetings
from storage.needs import built_need
from storage.needs_tables import needs
from storage.outages import built_outage
from storage.people import built_person
from storage.portions import Portions
from storage.preference_tables import preferences
from storage.preferences import built_preferences
from storage.proposal_tables import change_requests, negotiations, proposal_versions
from storage.proposals import built_change_request, built_negotiation, built_version
from storage.renewal_tables import carryovers, extensions, renewals
from storage.renewals import built_carryover, built_extension, built_renewal
from storage.service_credits import built_credit
from storage.signings import Signings, built_delegation
from storage.startup_definitions import StartupDefinitions
from storage.startup_plans import StartupPlans
from storage.startup_tables import startup_plans
from storage.support_rows import built_comment, built_support_request
from storage.support_tables import outages, service_credits, support_comments, support_requests
from storage.survey_responses import SurveyResponses, built_change
from storage.survey_tables import survey_answer_history, survey_responses
from storage.surveys import SurveyCache, Surveys
from storage.tables import agreements, catalog_versions, history, people
from storage.transaction import Transaction


class WholeTables(Portions):
    """Within one unit of work, so that everything is of the same instant."""

    def __init__(self, transaction: Transaction, catalogs: CatalogCache, surveys: SurveyCache) -> None:
        super().__init__(transaction)
        self._catalogs = catalogs
        self._surveys = surveys

    def people(self) -> Iterator[Person]:
        """By id."""
        return (built_person(row) for row in self._rows(select(people), people.c.id))

    def preferences(self) -> Iterator[Preferences]:
        """By person."""
        return (built_preferences(row) for row in self._rows(select(preferences), preferences.c.person))

    def agreements(self) -> Iterator[Agreement]:
        """By number."""
        repository = Agreements(self._db)
        for portion in self._portions(select(agreements.c.id, agreements.c.number), agreements.c.number):
            yield from repository.several(row.id for row in portion)

    def catalog_versions(self) -> Iterator[tuple[int, str, str, datetime, Catalog]]:
        """Number, source, by whom and when it was added, and the catalog, the oldest first."""
        repository = Catalogs(self._db, self._catalogs)
        told = (getattr(catalog_versions.c, name) for name in ("number", "source", "added_by", "added_at"))
        for row in self._rows(select(*told), catalog_versions.c.number):
            yield row.number, row.source, row.added_by, row.added_at, repository.version(row.number)

    def history(self) -> Iterator[Change]:
        """In the order in which it happened."""
        for row in self._rows(select(history), history.c.id):
            yield Change(**{name: getattr(row, name) for name in CHANGE_FIELDS})

    def handoffs(self) -> Iterator[Handoff]:
        """By id."""
        return (built_handoff(row) for row in self._rows(select(handoffs), handoffs.c.id))

    def first_contacts(self) -> Iterator[FirstContact]:
        """By id."""
        return (built_first_contact(row) for row in self._rows(select(first_contacts), first_contacts.c.id))

    def needs(self) -> Iterator[Need]:
        """By id."""
        return (built_need(row) for row in self._rows(select(needs), needs.c.id))

    def meetings(self) -> Iterator[Meeting]:
        """By id."""
        repository = Meetings(self._db)
        for portion in self._portions(select(meetings), meetings.c.id):
            yield from repository.built(portion)

    def action_items(self) -> Iterator[ActionItem]:
        """By id."""
        return (built_item(row) for row in self._rows(select(action_items), action_items.c.id))

    def negotiations(self) -> Iterator[Negotiation]:
        """By agreement and amendment."""
        for row in self._of_agreements(negotiations, "amendment"):
            yield built_negotiation(row)

    def proposal_versions(self) -> Iterator[ProposalVersion]:
        """By agreement and number."""
        for row in self._of_agreements(proposal_versions, "number"):
            yield built_version(row)

    def change_requests(self) -> Iterator[ChangeRequest]:
        """By id."""
        return (built_change_request(row) for row in self._rows(select(change_requests), change_requests.c.id))

    def relayed(self) -> Iterator[Relayed]:
        """By channel and time of the message that was copied."""
        ordered = select(relayed).order_by(relayed.c.source_channel, relayed.c.source_ts)
        for row in self._db.rows(ordered):
            yield Relayed(row.handoff, row.source_channel, row.source_ts, row.target_channel, row.target_ts)

    def survey_versions(self) -> Iterator[tuple[Survey, str, str, datetime]]:
        """Survey, source, by whom and when it was added, the oldest first."""
        yield from Surveys(self._db, self._surveys).all()

    def survey_responses(self) -> Iterator[SurveyResponse]:
        """By id."""
        repository = SurveyResponses(self._db)
        for portion in self._portions(select(survey_responses), survey_responses.c.id):
            yield from repository.built(portion)

    def survey_answers(self) -> Iterator[tuple[str, AnswerChange]]:
        """The id of the response with every answer that was ever given, in the order in which it happened."""
        return (built_change(row) for row in self._rows(select(survey_answer_history), survey_answer_history.c.id))

    def signings(self) -> Iterator[Signing]:
        """By id."""
        repository = Signings(self._db)
        for portion in self._portions(select(signings), signings.c.id):
            yield from repository.built(portion)

    def delegations(self) -> Iterator[Delegation]:
        """By id."""
        return (built_delegation(row) for row in self._rows(select(delegations), delegations.c.id))

    def payment_schedules(self) -> Iterator[KeptSchedule]:
        """By agreement and version."""
        ordered = select(payment_schedules).order_by(payment_schedules.c.agreement, payment_schedules.c.version)
        return (built_schedule(row) for row in self._db.rows(ordered))

    def agreement_documents(self) -> Iterator[KeptDocument]:
        """By id, without their content."""
        rows = self._rows(select(*WITHOUT_CONTENT), agreement_documents.c.id)
        return (built_document(row) for row in rows)

    def transfers(self) -> Iterator[Transfer]:
        """By id."""
        return (built_transfer(row) for row in self._rows(select(transfers), transfers.c.id))

    def startup_versions(self) -> Iterator[tuple[StartupDefinition, str, str, datetime]]:
        """Definition, source, by whom and when it was added, the oldest first."""
        yield from StartupDefinitions(self._db).all()

    def startup_plans(self) -> Iterator[StartupPlan]:
        """By id."""
        repository = StartupPlans(self._db)
        for portion in self._portions(select(startup_plans), startup_plans.c.id):
            yield from repository.built(portion)

    def renewals(self) -> Iterator[Renewal]:
        """By agreement."""
        return (built_renewal(row) for row in self._rows(select(renewals), renewals.c.agreement))

    def carryovers(self) -> Iterator[Carryover]:
        """By agreement."""
        return (built_carryover(row) for row in self._rows(select(carryovers), carryovers.c.agreement))

    def extensions(self) -> Iterator[Extension]:
        """By id."""
        return (built_extension(row) for row in self._rows(select(extensions), extensions.c.id))

    def support_requests(self) -> Iterator[SupportRequest]:
        """By id."""
        return (built_support_request(row) for row in self._rows(select(support_requests), support_requests.c.id))

    def support_comments(self) -> Iterator[Comment]:
        """By id."""
        return (built_comment(row) for row in self._rows(select(support_comments), support_comments.c.id))

    def service_credits(self) -> Iterator[ServiceCredit]:
        """By agreement, service, metric and month."""
        c = service_credits.c
        ordered = select(service_credits).order_by(c.agreement, c.service, c.metric, c.month)
        return (built_credit(row) for row in self._db.rows(ordered))

    def outages(self) -> Iterator[Outage]:
        """By id."""
        return (built_outage(row) for row in self._rows(select(outages), outages.c.id))

    def alerts(self) -> Iterator[Alert]:
        """By id."""
        return (built_alert(row) for row in self._rows(select(alerts), alerts.c.id))

    def custom_requests(self) -> Iterator[CustomRequest]:
        """By id."""
        return (built_request(row) for row in self._rows(select(custom_requests), custom_requests.c.id))

    def _of_agreements(self, table: Table, order: str) -> Iterator[Row[Any]]:
        """The rows of a table whose key is an agreement and a count, by both."""
        c = table.c
        for portion in self._portions(select(c.agreement).distinct(), c.agreement):
            wanted = c.agreement.in_([row.agreement for row in portion])
            yield from self._db.rows(select(table).where(wanted).order_by(c.agreement, c[order]))
