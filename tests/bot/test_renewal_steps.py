"""A renewal begun, refused, wished for, and its contacts confirmed: by buttons and forms in Slack."""

from dataclasses import replace

import pytest

from bot.handlers import renewal_cards, renewal_steps
from bot.views.renewal_buttons import form_button
from services import Services
from tests.blockkit import button, shown
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import opened, press, updated
from tests.bot.renewals import FS, NRCS, REFUSED, card, errors, now_shown, renewal
from tests.bot.saying import AT


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, renewal_cards, renewal_steps)


def start(desk: Desk) -> None:
    press(desk, "U0JAMES", button(card(desk.routes.services, "U0JAMES"), f"Start renewal: {FS}"))
    desk.submit("U0JAMES", opened(desk), {})


# -- shown -------------------------------------------------------------------------------------------------------


def test_staff_see_what_the_decision_needs(services: Services) -> None:
    words = shown(card(services, "U0JAMES"))
    assert "Ends December 17, 2026, 45 days left. Its renewal has not begun." in words
    assert "A year costs $131,718.00 now and $134,640.00 in the next term, $2,922.00 more (2.2%)." in words
    assert "*Desk phone line*, 420 lines: $215.00 each now, $219.00 in the next term (a new price)." in words
    assert "not measured yet" in words
    assert "The customer is reminded from" in words


def test_a_customer_sees_the_costs_and_may_wish_but_not_begin(services: Services) -> None:
    reply = card(services, "U0ERIK")
    assert "$134,640.00 in the next term" in shown(reply)
    assert "reminded" not in shown(reply)
    button(reply, f"We want to renew: {FS}")
    with pytest.raises(AssertionError):
        button(reply, f"Start renewal: {FS}")


def test_what_renews_another_one_shows_what_it_took_over(services: Services) -> None:
    words = shown(card(services, "U0PRIYA", "SLA-2027-0036"))
    assert "SLA-2027-0036 renews SLA-2026-0003" in words
    assert "asks again only what could have changed" in words


def test_a_first_agreement_whose_services_have_not_begun_says_so(services: Services) -> None:
    assert "nothing to renew yet" in shown(card(services, "U0JAMES", "SLA-2027-0031"))


# -- begun -------------------------------------------------------------------------------------------------------


def test_it_is_begun_after_the_new_lines_were_shown(desk: Desk) -> None:
    press(desk, "U0JAMES", button(card(desk.routes.services, "U0JAMES"), f"Start renewal: {FS}"))
    form = opened(desk)
    assert "from December 18, 2026 to December 17, 2027" in str(form)
    assert "$219.00 in the next term" in str(form)
    assert renewal(desk.routes.services).successor is None
    desk.submit("U0JAMES", form, {})
    said = updated(desk)
    assert "The renewal has begun: SLA-2027-0054. Both sides are told." in said
    assert "To be confirmed by the customer" in said
    assert renewal(desk.routes.services).successor == "SLA-2027-0054"


def test_a_form_that_is_sent_twice_begins_one(desk: Desk) -> None:
    press(desk, "U0JAMES", button(card(desk.routes.services, "U0JAMES"), f"Start renewal: {FS}"))
    form = opened(desk)
    desk.submit("U0JAMES", form, {})
    desk.submit("U0JAMES", form, {})
    assert "being renewed already, by SLA-2027-0054" in updated(desk)
    assert renewal(desk.routes.services).successor == "SLA-2027-0054"


def test_an_old_button_shows_what_is_the_case_now(desk: Desk) -> None:
    old = button(card(desk.routes.services, "U0JAMES"), f"Start renewal: {FS}")
    start(desk)
    press(desk, "U0JAMES", old)
    last = desk.slack.all("chat.postMessage")[-1]
    assert "Nothing was changed: this is how it stands now." in last["text"]
    assert "Its renewal is under way as SLA-2027-0054." in last["text"]


def test_a_form_opened_before_something_was_decided_changes_nothing(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), f"Not renewing: {FS}"))
    form = opened(desk)
    services.renewals.tell_customer_from(services.directory.actor("U0PRIYA"), FS, 60)
    desk.submit("U0JAMES", form, {"reason": "They move."})
    assert "was decided meanwhile" in updated(desk)
    assert not renewal(services).decided.refused


def test_from_an_alert_the_answer_comes_below_it(desk: Desk) -> None:
    element = {"action_id": "renewals.form:start", "value": f'{{"number":"{FS}","stay":true}}', "type": "button"}
    press(desk, "U0JAMES", element)
    desk.submit("U0JAMES", opened(desk), {})
    assert not desk.slack.all("chat.update")
    assert "The renewal has begun" in desk.slack.all("chat.postMessage")[-1]["text"]


def test_in_the_staff_channel_what_an_alert_brings_is_told_outside_its_thread(desk: Desk) -> None:
    element = {"action_id": "renewals.form:start", "value": f'{{"number":"{FS}","stay":true}}', "type": "button"}
    head = {"ts": "1700000000.000100", "thread_ts": "1700000000.000100"}
    container = {"message_ts": head["ts"], "thread_ts": head["ts"], "channel_id": "C0STAFF"}

    def pressed() -> None:
        desk.click("U0JAMES", element, channel={"id": "C0STAFF"}, message=head, container=container)

    pressed()
    desk.submit("U0JAMES", opened(desk), {})
    pressed()
    begun, stale = desk.slack.all("chat.postEphemeral")
    assert "The renewal has begun" in begun["text"]
    assert "Nothing was changed" in stale["text"]
    assert "thread_ts" not in {**begun, **stale}
    assert not desk.slack.all("chat.postMessage")


# -- not renewed -------------------------------------------------------------------------------------------------


def test_it_is_not_renewed_with_a_reason_and_renewed_after_all(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), f"Not renewing: {FS}"))
    form = opened(desk)
    assert "Say why it is not renewed." in errors(desk.submit("U0JAMES", form, {"reason": " "}))["reason"]
    desk.submit("U0JAMES", form, {"reason": "They <move>"})
    assert "It is not renewed, as James Okafor noted" in updated(desk)
    assert "They &lt;move&gt;" in updated(desk)
    back = button(now_shown(desk), "Renew it after all")
    press(desk, "U0JAMES", back)
    assert "The decision not to renew it is taken back." in updated(desk)
    press(desk, "U0JAMES", back)
    assert "nothing to take back" in updated(desk)


def test_who_notes_that_it_is_not_renewed_reads_that_the_customer_wants_to(desk: Desk) -> None:
    services = desk.routes.services
    services.renewals.ask(services.directory.actor("U0ERIK"), FS, "With 20 *more*")
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), f"Not renewing: {FS}"))
    assert "Erik Lindqvist asked to renew it. “With 20" in str(opened(desk)["blocks"])


def test_a_customer_reads_why_it_is_not_renewed(services: Services) -> None:
    words = shown(card(services, "U0BEATRIZ", REFUSED))
    assert "It is not renewed, as Priya Raman noted" in words
    assert "platform of its own" in words
    assert "The next term" not in words


# -- the customer ------------------------------------------------------------------------------------------------


def test_a_customer_wishes_to_renew(desk: Desk) -> None:
    services = desk.routes.services
    wish = button(card(services, "U0MARIA", NRCS), f"We want to renew: {NRCS}")
    press(desk, "U0MARIA", wish)
    desk.submit("U0MARIA", opened(desk), {"words": "With 20 more *seats*"})
    assert "CEC is told that you want to renew." in updated(desk)
    decided = renewal(services, NRCS).decided
    assert (decided.asked_by, decided.wish) == ("p-maria", "With 20 more *seats*")
    press(desk, "U0MARIA", wish)
    assert "Maria Lopez asked to renew it" in desk.slack.all("chat.postMessage")[-1]["text"]


def test_contacts_of_the_term_before_are_confirmed_and_some_left_out(desk: Desk) -> None:
    start(desk)
    services = desk.routes.services
    number = renewal(services).successor or ""
    press(desk, "U0ERIK", button(card(services, "U0ERIK", number), "Confirm the contacts"))
    form = opened(desk)
    assert "Naomi" in str(form)
    chosen = ["technical_lead p-naomi", "budget_officer p-wale"]
    desk.submit("U0ERIK", form, {"kept0": chosen})
    assert "2 contacts confirmed." in updated(desk)
    named = services.agreements.status(services.directory.actor("U0ERIK"), number).contacts
    assert {c.person.id for c in named if c.side == "customer"} == {"p-erik", "p-naomi", "p-wale"}
    desk.submit("U0ERIK", form, {"kept0": chosen})
    assert "confirmed already" in updated(desk)


@pytest.mark.parametrize(("entered", "told"), [("60", 60), (None, 120), ("0", 0)])
def test_staff_choose_from_when_the_customer_is_told(desk: Desk, entered: str | None, told: int) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), f"When the customer is told: {FS}"))
    desk.submit("U0JAMES", opened(desk), {"days": entered})
    assert renewal(services).customer_days == told


def test_too_many_days_are_refused_at_their_field(desk: Desk) -> None:
    press(desk, "U0JAMES", button(card(desk.routes.services, "U0JAMES"), f"When the customer is told: {FS}"))
    answer = desk.submit("U0JAMES", opened(desk), {"days": "900"})
    assert "from 0 to 400" in errors(answer)["days"]


def test_the_renewal_of_another_organization_is_not_found(desk: Desk) -> None:
    element = {"action_id": "renewals.open", "value": f'{{"number":"{FS}"}}', "type": "button"}
    press(desk, "U0MARIA", element)
    assert "Voice" not in str(desk.slack.sent)


def test_of_two_who_begin_it_at_once_the_second_is_led_to_what_the_first_began(desk: Desk) -> None:
    services = desk.routes.services
    begin = button(card(services, "U0JAMES"), f"Start renewal: {FS}")
    press(desk, "U0JAMES", begin)
    first = opened(desk)
    press(desk, "U0DANA", begin)
    second = opened(desk)
    desk.submit("U0JAMES", first, {})
    desk.submit("U0DANA", second, {})
    assert f"{FS} is being renewed already, by {renewal(services).successor}" in updated(desk)


def test_what_was_said_stands_in_the_forms(desk: Desk) -> None:
    def initial(form: str, said: str) -> str:
        press(desk, "U0JAMES", form_button("Open", form, {"number": FS, "w": said}))
        fields = {block.get("block_id"): block.get("element", {}) for block in opened(desk)["blocks"]}
        element = fields.get("new_end") or fields["reason"]
        return element.get("initial_date") or element.get("initial_value")

    assert initial("extend", "2027-03-17") == "2027-03-17"
    assert initial("not_renewing", "The bureau moves") == "The bureau moves"


def test_a_service_that_is_offered_no_more_is_named_before_and_after_it_is_begun(desk: Desk) -> None:
    services = desk.routes.services
    with services.catalog.context.unit_of_work() as work:
        catalog = work.catalog.current()[1]
        left = tuple(each for each in catalog.services if each.key != "video_room")
        work.catalog.add(replace(catalog, services=left), "test", "system", AT)
        work.commit()
    gone = "Not offered any more, and left out: Video conference room."
    assert gone in shown(card(services, "U0ERIK"))
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), f"Start renewal: {FS}"))
    form = opened(desk)
    assert gone in str(form["blocks"])
    desk.submit("U0JAMES", form, {})
    assert gone in updated(desk)
