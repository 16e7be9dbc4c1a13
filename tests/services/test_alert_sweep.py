"""One thing whose alerts can't be kept holds up nothing else."""

from dataclasses import replace
from datetime import timedelta

from domain.alerts import AlertKind, Subject, SubjectType
from domain.kept_alerts import Alert
from services.alert_rules import look_at
from tests.services.alert_steps import PRESENTED, all_open, swept
from tests.services.office import AT, Office


def _block(office: Office) -> None:
    """Another alert has the key of the one of SLA-2027-0031 already, as nothing but a fault could bring about."""
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(PRESENTED)
        assert agreement
        subject = Subject(SubjectType.AGREEMENT, agreement.id)
        wanted = look_at(work, office.services.alerts.context, subject, AT).wanted
        (same,) = (each for each in wanted if each.kind is AlertKind.PROPOSAL_WAITING_CUSTOMER)
        other = replace(same, subject=Subject(SubjectType.DELIVERY, "broken"), facts={})
        work.alerts.add(Alert("broken", other, AT, AT))
        work.commit()


def _watched(office: Office) -> dict[str, object]:
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(PRESENTED)
        assert agreement
        due = work.watches.due(AT + timedelta(days=1), 500)
    return {each.subject.id: each.look_at for each in due if each.subject.id == agreement.id}


def test_a_thing_whose_alerts_cannot_be_kept_takes_nothing_from_the_others_of_its_page(office: Office):
    _block(office)
    swept(office)
    numbers = {str(card.alert.wanted.facts.get("number")) for card in all_open(office)}
    assert PRESENTED not in numbers
    assert len(numbers) > 5
    assert list(_watched(office).values()) == [AT + timedelta(hours=1)], "it is looked at again later"
