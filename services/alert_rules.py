"""Which alerts are wanted of a subject as things stand. A rule reads, and says when it has to be asked again."""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.agreements import Agreement
from domain.alerts import AlertKind, Looked, Subject, SubjectType, merged
from domain.errors import NotFound
from services.alert_rules_deliveries import delivery_alerts
from services.alert_rules_first_contacts import first_contact_alerts
from services.alert_rules_funding import funding_alerts
from services.alert_rules_meetings import agreement_meeting_alerts, meeting_alerts
from services.alert_rules_people import people_alerts
from services.alert_rules_proposals import proposal_alerts
from services.alert_rules_renewals import renewal_alerts
from services.alert_rules_reports import report_alerts
from services.alert_rules_startup import startup_alerts
from services.alert_rules_support import held_alerts, outage_alerts, support_alerts
from services.alert_rules_surveys import survey_alerts
from services.context import Context
from storage.unit_of_work import UnitOfWork

type AgreementRule = Callable[[UnitOfWork, Context, Agreement, datetime], Looked]
type Rule = Callable[[UnitOfWork, Context, str, datetime], Looked]

#: All that is asked of an agreement that is not closed.
AGREEMENT_RULES: tuple[AgreementRule, ...] = (
    people_alerts,
    survey_alerts,
    proposal_alerts,
    funding_alerts,
    startup_alerts,
    renewal_alerts,
    agreement_meeting_alerts,
)


def agreement_alerts(work: UnitOfWork, context: Context, agreement_id: str, now: datetime) -> Looked:
    try:
        agreement = work.agreements.get(agreement_id)
    except NotFound:
        return Looked()
    if agreement.closed_at is not None:
        return Looked(over=dict.fromkeys(AlertKind, "The agreement is closed."))
    return merged(*(rule(work, context, agreement, now) for rule in AGREEMENT_RULES))


#: The rule of each type of subject; of one that is not here nothing is wanted.
RULES: Mapping[SubjectType, Rule] = {
    SubjectType.AGREEMENT: agreement_alerts,
    SubjectType.FIRST_CONTACT: first_contact_alerts,
    SubjectType.MEETING: meeting_alerts,
    SubjectType.DELIVERY: delivery_alerts,
    SubjectType.SUPPORT_REQUEST: support_alerts,
    SubjectType.PERSON: held_alerts,
    SubjectType.OUTAGE: outage_alerts,
    SubjectType.REPORT: report_alerts,
}


def look_at(work: UnitOfWork, context: Context, subject: Subject, now: datetime) -> Looked:
    rule = RULES.get(subject.type)
    return rule(work, context, subject.id, now) if rule else Looked()
