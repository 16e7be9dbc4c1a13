"""App Home: what matters to the person who opens it, at a glance. At most 100 blocks; long things end in a button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.replies import Block, View
from bot.views.agreements import next_title, todo_blocks
from bot.views.alert_lists import home_alerts
from bot.views.blocks import actions, button, clip, context, divider, header, home, safe, section
from bot.views.contacts import contact_lines
from bot.views.first_contact_staff import home_requests
from bot.views.first_contacts import start_button
from bot.views.list_question import ListQuestion, pack
from bot.views.meeting_lists import home_meetings
from bot.views.online import online_button
from bot.views.payments_transfers import home_payments
from bot.views.renewal_calendar import home_calendar
from bot.views.sections import sections
from bot.views.signing import home_signing
from bot.views.staff_home import by_step, conversations, list_button, renewals
from bot.views.startup_own import home_plans
from bot.views.steps import due, step, turn_of
from bot.views.support_lists import home_support
from bot.views.support_queue import home_queue
from bot.views.survey_messages import home_surveys
from bot.views.talk import PRICE, PROCESS, SERVICES, Offer, ask_button
from bot.views.text import capital, instant, plural
from bot.views.tracker import Reader, marks_of, pause_sentence, turn_sentence
from domain.people import Side
from services.agreement_cards import AgreementStatus, ContactSheet, NextSteps, Whose
from services.agreement_list_cards import AgreementPage, Overview, RenewalPage
from services.alert_cards import AlertPage
from services.catalog_cards import CategoryCard
from services.first_contact_cards import FirstContactView
from services.funding_cards import FundingWaiting
from services.handoff_cards import HandoffView
from services.meeting_cards import OwnMeetings
from services.renewal_cards import MonthDay, Workload
from services.signing_cards import SigningView
from services.startup_cards import PlanSummary
from services.support_cards import QueueCounts, RequestPage
from services.survey_cards import ResponseView

TODOS = 6
TRACKERS = 6
CATEGORIES = 15
SURVEYS = 3
NO_PAYMENTS = FundingWaiting((), ())


@dataclass(frozen=True)
class CustomerHome:
    """What a customer sees. `trackers` are the most urgent open agreements, `page` says how many there are."""

    organization: str
    page: AgreementPage
    trackers: tuple[AgreementStatus, ...]
    next_steps: NextSteps
    contacts: tuple[ContactSheet, ...]
    surveys: tuple[ResponseView, ...]
    meetings: OwnMeetings
    support: RequestPage
    startups: tuple[PlanSummary, ...] = ()
    to_sign: tuple[SigningView, ...] = ()
    payments: FundingWaiting = NO_PAYMENTS


@dataclass(frozen=True)
class StaffHome:
    next_steps: NextSteps
    overview: Overview
    renewals: RenewalPage
    conversations: tuple[HandoffView, ...]
    surveys: tuple[ResponseView, ...]
    meetings: OwnMeetings
    support: QueueCounts
    is_administrator: bool
    requests: tuple[FirstContactView, ...] = ()
    startups: tuple[PlanSummary, ...] = ()
    to_sign: tuple[SigningView, ...] = ()
    payments: FundingWaiting = NO_PAYMENTS
    alerts: AlertPage | None = None
    renewal_month: tuple[MonthDay, ...] = ()
    renewal_work: Workload | None = None


def customer_home(facts: CustomerHome, reader: Reader, at: datetime) -> View:
    blocks = [header(f"{facts.organization} and CEC"), _quick(_customer_buttons()), _as_of(at, reader)]
    blocks += _waiting(facts.next_steps, reader)
    blocks += home_plans(facts.startups, reader)
    blocks += home_signing(facts.to_sign, reader)
    blocks += home_payments(facts.payments, reader)
    blocks += home_surveys(facts.surveys, reader.zone)
    blocks += home_meetings(facts.meetings, reader)
    blocks += home_support(facts.support, reader)
    blocks += [divider(), header("Your agreements"), *_trackers(facts, reader)]
    blocks += [divider(), header("Your contacts at CEC"), *_contacts(facts.contacts)]
    return home(blocks)


def staff_home(facts: StaffHome, reader: Reader, at: datetime) -> View:
    blocks = [header("CEC's agreements"), _quick(_staff_buttons(facts.is_administrator)), _as_of(at, reader)]
    blocks += home_alerts(facts.alerts, reader.zone) if facts.alerts else []
    blocks += _waiting(facts.next_steps, reader)
    requests = home_requests(facts.requests, reader.zone)
    blocks += [divider(), header("New customers to approve"), *requests] if requests else []
    blocks += [divider(), header("Agreements by step"), *by_step(facts.overview)]
    blocks += home_plans(facts.startups, reader)
    blocks += home_signing(facts.to_sign, reader)
    blocks += home_payments(facts.payments, reader)
    blocks += home_surveys(facts.surveys, reader.zone)
    blocks += home_meetings(facts.meetings, reader)
    blocks += home_queue(facts.support)
    blocks += [divider(), header("Renewals ahead"), *renewals(facts.renewals, reader)]
    if facts.renewal_work:
        blocks += home_calendar(facts.renewal_month, facts.renewal_work, reader.today)
    blocks += [divider(), header("Open conversations"), *conversations(facts.conversations, reader)]
    return home(blocks)


def stranger_home(name: str, categories: Sequence[CategoryCard], request: Sequence[Block] = ()) -> View:
    """Services, prices, process, a person. Nothing else is shown to someone whom CEC does not know, but
    their own `request` where one waits."""
    welcome = (
        f"Welcome, {safe(name)}. CEC provides IT services to agencies of the department. "
        "Here you can read about the services, their prices and how an agreement comes about, or ask for a person."
    )
    unknown = (
        "I can't match you to a customer organization yet. "
        "If you want to do business with CEC, start here; if you belong to one already, ask for a person to add you."
    )
    blocks = [header("Client Experience Center"), section(welcome)]
    start = [] if request else [start_button()]
    blocks += [divider(), header("Your request"), *request, divider()] if request else []
    blocks += [_quick([*start, ask_button(SERVICES), ask_button(PRICE), ask_button(PROCESS), _person_button()])]
    blocks += [*([] if request else [context(unknown)]), divider(), header("What CEC offers")]
    blocks += [_category(card) for card in categories[:CATEGORIES]]
    return home(blocks)


def unavailable(sentence: str) -> View:
    """What is shown when Home cannot be put together."""
    return home([header("Client Experience Center"), section(safe(sentence)), actions([_refresh_button()])])


# -- sections of Home --------------------------------------------------------------------------------------------


def _waiting(found: NextSteps, reader: Reader) -> list[Block]:
    side = (*found.of(Whose.YOURS), *found.of(Whose.YOUR_SIDE))
    shown = (side or found.of(Whose.OTHER_SIDE))[:TODOS]
    title = "What waits for CEC" if reader.is_staff else "What waits for you"
    blocks = [divider(), header(title), section(next_title(found.items, reader, found.more))]
    blocks += todo_blocks(shown, reader, reader.is_staff)
    if reader.is_staff and (found.more or len(side) > len(shown)):
        waiting = pack(ListQuestion(waiting_for=Side.CEC))
        blocks.append(actions([button("All that waits for CEC", "agreements.list:waiting", waiting)]))
    return blocks


def _trackers(facts: CustomerHome, reader: Reader) -> list[Block]:
    if not facts.trackers:
        return [section("Your organization has no open agreements with CEC.")]
    blocks = [_tracker(status, reader) for status in facts.trackers]
    if facts.page.count > len(facts.trackers):
        every = f"All {facts.page.count:,} agreements"
        blocks.append(actions([button(every, "agreements.list:own", pack(ListQuestion()))]))
    return blocks


def _tracker(status: AgreementStatus, reader: Reader) -> Block:
    done = f"{status.done_steps} of 10 steps done. Now {step(status.stage)}."
    text = f"*{status.number}*  {safe(status.title)}\n{marks_of(status)}\n{done} {_whose_turn(status, reader)}"
    value, label = {"number": status.number}, f"All steps of {status.number}"
    return section(text, button("All steps", f"agreements.open:steps.{status.number}", value, label=label))


def _whose_turn(status: AgreementStatus, reader: Reader) -> str:
    """In full for what waits for CEC; what waits for the reader's side stands above already."""
    turn = status.turn
    if turn is None and status.pause:
        return pause_sentence(status.pause, reader)
    if turn is None or turn.side is Side.CEC:
        return turn_sentence(turn, status.stage, reader)
    mine = turn.person is not None and turn.person.id == reader.person_id
    when = due(turn.due_on, reader.today)
    return f"{'Your turn' if mine else capital(turn_of(turn.side, reader.is_staff))}{f', {when}' if when else ''}."


def _contacts(sheets: Sequence[ContactSheet]) -> list[Block]:
    lines = contact_lines(sheets, Side.CEC, mention=True)[:8]
    blocks = sections(lines, "\n\n") or [section("Nobody at CEC is named yet. Ask for a person to get in touch.")]
    everyone = ask_button(Offer("All contacts, both sides", "find_contact", "all contacts"))
    change = button("Change contacts", "contacts.manage")
    return [*blocks, actions([everyone, change])] if lines else blocks


def _category(card: CategoryCard) -> Block:
    text = f"*{safe(card.name)}*, {plural(card.count, 'service')}\n{safe(clip(card.description, 300))}"
    opens = button("Open", f"catalog.page:{card.key}", {"c": card.key, "p": 0}, label=f"Open {card.name}")
    return section(text, opens)


# -- buttons -----------------------------------------------------------------------------------------------------


def _quick(buttons: Sequence[Block]) -> Block:
    return actions(buttons, "home.quick")


def _customer_buttons() -> list[Block]:
    return [
        ask_button(Offer("Renewals", "ask_renewals")), ask_button(SERVICES), ask_button(PRICE), ask_button(PROCESS),
        _person_button(), online_button(), _preferences_button(), _refresh_button(),
    ]  # fmt: skip


def _staff_buttons(is_administrator: bool) -> list[Block]:
    made = [
        list_button("All agreements", "all", ListQuestion()),
        ask_button(Offer("My agreements", "list_agreements", "my agreements")),
        ask_button(Offer("Renewals", "ask_renewals")),
        ask_button(SERVICES),
    ]
    if is_administrator:
        made.append(button("Administration", "admin.menu"))
    return [*made, online_button(), _preferences_button(), _refresh_button()]


def _person_button(style: str | None = None) -> Block:
    return button("Talk to a person", "handoff.start", {"topic": ""}, style=style)


def _preferences_button() -> Block:
    return button("Preferences", "preferences.open", label="Your preferences")


def _refresh_button() -> Block:
    return button("Refresh", "home.refresh", label="Refresh this page")


def _as_of(at: datetime, reader: Reader) -> Block:
    return context(f"As of {instant(at, reader.zone)}.")
