"""Each kind of alert is raised when it is so, for the right people, and settled when it is so no more."""

from dataclasses import replace
from datetime import timedelta

from domain.alerts import AlertKind
from tests.services import funding_steps as money
from tests.services import survey_steps as survey
from tests.services.alert_steps import PRESENTED, all_open, posted, swept, the_alert
from tests.services.needs import sent
from tests.services.office import AT, Office
from tests.services.proposal_steps import accept, request
from tests.services.startup_steps import ARS, check_off
from tests.services.test_first_contacts import nina_asks

FNS, FUNDED = money.HALF_SIGNED, "SLA-2027-0022"


def kinds(office: Office, number: str) -> set[AlertKind]:
    """What is open of an agreement, after a sweep."""
    swept(office)
    return {card.alert.wanted.kind for card in all_open(office, number=number)}


def test_a_new_prospect_waits_for_staff_until_somebody_decides(office: Office):
    first_id = nina_asks(office)
    swept(office)
    alert = the_alert(office, AlertKind.NEW_PROSPECT)
    assert posted(office, alert) == [], "the staff channel was told by the message with the buttons"
    swept(office, AT + timedelta(days=2))
    assert posted(office, alert) == ["U0DANA"], "left alone, it goes on to the administrators"
    office.services.first_contacts.decline(office.actor("james"), first_id, "They buy elsewhere.")
    swept(office)
    assert all_open(office, AlertKind.NEW_PROSPECT) == []


def test_a_corrected_need_waits_for_who_leads_it_until_it_is_taken_over(office: Office):
    shown = sent(office)
    need = shown.lines[0].need
    assert AlertKind.NEED_CHANGED not in kinds(office, shown.number)
    office.services.needs.correct(office.actor("erik"), need.id, "30 laptops", None, need.revision)
    assert AlertKind.NEED_CHANGED in kinds(office, shown.number)
    with office.storage.reading() as work:
        now = work.needs.find(need.id)
    assert now
    office.services.needs.take_over(office.actor("james"), need.id, now.revision)
    assert AlertKind.NEED_CHANGED not in kinds(office, shown.number)


def test_a_survey_that_nobody_answers_is_told_to_who_leads_it_after_five_business_days(office: Office):
    survey.start(survey.with_small_survey(office))
    swept(office, AT + timedelta(days=6, hours=23))  # Monday to Monday, Veterans Day is later
    assert all_open(office, AlertKind.SURVEY_STALE, survey.FS) == []
    swept(office, AT + timedelta(days=7))
    alert = the_alert(office, AlertKind.SURVEY_STALE, survey.FS)
    assert len(posted(office, alert)) == 1
    survey.complete(office)
    assert AlertKind.SURVEY_STALE not in kinds(office, survey.FS)


def test_a_submitted_survey_waits_for_the_first_services_of_the_draft(office: Office):
    survey.without_lines(survey.with_small_survey(office))
    survey.start(office)
    survey.submitted(office)
    assert AlertKind.SURVEY_SUBMITTED in kinds(office, survey.FS)


def test_a_wish_for_changes_waits_for_cec_and_an_answerless_version_for_the_customer(office: Office):
    assert kinds(office, PRESENTED) == {AlertKind.PROPOSAL_WAITING_CUSTOMER}
    request(office)
    assert kinds(office, PRESENTED) == {AlertKind.PROPOSAL_WAITING_CEC}
    alert = the_alert(office, AlertKind.PROPOSAL_WAITING_CEC, PRESENTED)
    assert posted(office, alert) == [], "who leads it was told by the message about the wish"


def test_an_acceptance_waits_for_confirmation(office: Office):
    accept(office, "maria")
    assert kinds(office, PRESENTED) == {AlertKind.PROPOSAL_ACCEPTED}
    accept(office, "james")
    assert AlertKind.PROPOSAL_ACCEPTED not in kinds(office, PRESENTED)


def test_a_missing_signature_is_told_to_who_can_get_it_and_settled_when_it_is_given(office: Office):
    assert AlertKind.SIGNATURE_MISSING in kinds(office, FNS)
    before = the_alert(office, AlertKind.SIGNATURE_MISSING, FNS)
    who = {"customer program official": "beatriz"}.get(str(before.alert.wanted.facts["place"]), "ruth")
    money.sign(office, who, FNS)
    swept(office)
    assert before.alert.id not in [each.alert.id for each in all_open(office)]


def test_a_declined_signature_is_the_proposals_alert(office: Office):
    swept(office)
    place = the_alert(office, AlertKind.SIGNATURE_MISSING, FNS).alert.wanted
    assert place.facts["signers"]
    money.decline(office, "ruth", FNS, "The amount is wrong.")
    assert kinds(office, FNS) == {AlertKind.PROPOSAL_DECLINED}
    assert the_alert(office, AlertKind.PROPOSAL_DECLINED, FNS).alert.wanted.facts["reason"]


def test_a_transfer_waits_for_finance_and_its_arrival_is_news_for_some_days(office: Office):
    assert AlertKind.FUNDS_RECORDED in kinds(office, FUNDED)
    assert the_alert(office, AlertKind.FUNDS_RECORDED, FUNDED).waits_for == ("Samuel Adeyemi",)
    money.confirm(office, money.funds(office, number=FUNDED))
    found = kinds(office, FUNDED)
    assert AlertKind.FUNDS_CONFIRMED in found
    assert AlertKind.FUNDS_RECORDED not in found
    office.clock.at = AT + timedelta(days=3)
    assert AlertKind.FUNDS_CONFIRMED not in kinds(office, FUNDED)


def test_an_overdue_instalment_waits_until_it_is_paid(office: Office):
    behind = money.BEHIND
    assert AlertKind.FUNDS_OVERDUE in kinds(office, behind)
    owed = the_alert(office, AlertKind.FUNDS_OVERDUE, behind).alert.wanted.facts["open"]
    paid = money.record(office, "dana", str(owed).removesuffix(" USD"), behind, "IPAC 77")
    money.confirm(office, paid)
    assert AlertKind.FUNDS_OVERDUE not in kinds(office, behind)


def test_a_blocked_and_a_due_startup_task_are_alerts_of_their_own(office: Office):
    assert {AlertKind.STARTUP_BLOCKED, AlertKind.STARTUP_DUE} <= kinds(office, ARS)
    blocked = str(the_alert(office, AlertKind.STARTUP_BLOCKED, ARS).alert.wanted.facts["task"])
    check_off(office, "james", blocked)
    assert AlertKind.STARTUP_BLOCKED not in kinds(office, ARS)


def test_a_startup_task_that_is_overdue_is_the_same_alert_as_when_it_was_due_soon(office: Office):
    swept(office)
    before = the_alert(office, AlertKind.STARTUP_DUE, ARS).alert
    assert before.wanted.mark == "soon"
    swept(office, AT + timedelta(days=4))
    after = next(each.alert for each in all_open(office, AlertKind.STARTUP_DUE, ARS) if each.alert.id == before.id)
    assert after.wanted.mark == "overdue"


def test_a_contact_who_left_is_an_alert_until_somebody_has_the_role(office: Office):
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(PRESENTED)
        assert agreement
        work.people.save(replace(work.people.get("p-maria"), active=False))
        work.agreements.save(agreement)
        work.commit()
    assert AlertKind.PERSON_LEFT in kinds(office, PRESENTED)
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(PRESENTED)
        assert agreement
        others = tuple(contact for contact in agreement.contacts if contact.person_id != "p-maria")
        work.agreements.save(replace(agreement, contacts=others))
        work.commit()
    assert AlertKind.PERSON_LEFT not in kinds(office, PRESENTED)


def test_contacts_that_the_customer_changed_are_news_that_settle_by_themselves(office: Office):
    number = "SLA-2027-0051"
    assert AlertKind.CONTACT_CHANGED in kinds(office, number)
    office.clock.at = AT + timedelta(days=5)
    assert AlertKind.CONTACT_CHANGED not in kinds(office, number)


def test_of_a_closed_agreement_nothing_is_wanted(office: Office):
    assert kinds(office, PRESENTED)
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(PRESENTED)
        assert agreement
        work.agreements.save(replace(agreement, closed_at=office.clock.at, closed_reason="They buy elsewhere."))
        work.commit()
    assert kinds(office, PRESENTED) == set()


def test_a_rule_that_fails_holds_up_no_other(office: Office, monkeypatch, caplog):
    from services import alert_rules, alert_sweep

    def look(work, context, subject, now):
        with office.storage.reading() as again:
            if again.agreements.get(subject.id).number == PRESENTED:
                raise RuntimeError("broken")
        return alert_rules.look_at(work, context, subject, now)

    monkeypatch.setattr(alert_sweep, "look_at", look)
    assert kinds(office, PRESENTED) == set()
    assert "could not be found" in caplog.text
    assert kinds(office, FNS)
