"""Which terms end when, and what follows them."""

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.choices import with_agreements_shown
from bot.commands import Subcommand, as_intent
from bot.context import Asker, Click, Turn
from bot.handlers.agreement_replies import everyone, is_known, organization_asked, reader_of, told
from bot.handlers.asked import number_asked, owner_asked, says_mine
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.said import value
from bot.views.blocks import actions, button, read_value, safe, section
from bot.views.renewal_buttons import renewal_button
from bot.views.renewals import (
    PAGE_SIZE,
    RenewalQuestion,
    renewals_blocks,
    renewals_text,
    renewals_title,
    unpack,
)
from bot.views.steps import left_of_term
from domain.errors import InvalidInput
from domain.fiscal import FiscalYear
from domain.renewals import LONGEST_WINDOW
from services import Services
from services.agreement_list_cards import RenewalPage
from services.memory import Memory

_UNTIL = re.compile(r"\b(by|before|until|till|through)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(after|from|since|starting|beginning)\b", re.IGNORECASE)


def ask_renewals(turn: Turn) -> Outcome:
    """`ask_renewals`: what ends in a window, the office's own one when none is named; customers all of theirs."""
    return told(turn.asker, lambda: _ask(turn))


def _ask(turn: Turn) -> Reply:
    number = number_asked(turn)
    if number:
        return _one(turn, number)
    named = organization_asked(turn)
    question = question_asked(turn, named.key if named else None)
    return renewals_reply(turn.asker, turn.services, question, turn.memory)


def question_asked(turn: Turn, organization: str | None) -> RenewalQuestion:
    ends_from, ends_before = window_asked(turn)
    explicit = ends_from is not None or ends_before is not None
    every = None if turn.actor.is_staff or explicit else LONGEST_WINDOW
    return RenewalQuestion(every, ends_from, ends_before, organization, owner_meant(turn))


def window_asked(turn: Turn) -> tuple[date | None, date | None]:
    """The days meant, the last one excluded: of the time that is named, or of the fiscal year."""
    named = value(turn.understanding, "time")
    year = value(turn.understanding, "fiscal_year")
    if named:
        return _days(named, turn.text)
    if year:
        try:
            fiscal = FiscalYear(year)
        except InvalidInput:
            return None, None
        return fiscal.start, fiscal.end + timedelta(days=1)
    return None, None


def _days(named: str, text: str) -> tuple[date | None, date | None]:
    """An interval is what it is; a day counts as "by", "after" or "on" it, as the sentence says."""
    start, _, end = named.partition("/")
    first, last = _day(start), _day(end)
    if first is None or end:
        return first, last
    after = first + timedelta(days=1)
    if _UNTIL.search(text):
        return None, after
    return (first, None) if _FROM.search(text) else (first, after)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def owner_meant(turn: Turn) -> str | None:
    """Whose agreements staff ask for (person id): of a colleague who is named, or their own."""
    if not turn.actor.is_staff:
        return None
    named = owner_asked(turn.text, turn.services.directory.staff(turn.actor))
    if named:
        return named.id
    return turn.actor.person.id if turn.actor.person and says_mine(turn.text) else None


def _one(turn: Turn, number: str) -> Reply:
    """When one agreement ends."""
    found = turn.services.agreements.status(turn.actor, number)
    left = left_of_term(found.term.end, found.term.start, reader_of(turn.asker).today)
    follows = f" {found.successor} follows it." if found.successor else ""
    text = f"{found.number}, {safe(found.title)}, {left}.{follows}"
    opens = button("Open", f"agreements.open:{found.number}", {"number": found.number}, label=f"Open {found.number}")
    row = [renewal_button(found.number), opens]
    memory = replace(turn.memory, agreement=found.number, organization=found.organization.key)
    return Reply(text, [section(text), actions(row)], frozenset({found.organization.key}), memory=memory)


def renewals_reply(asker: Asker, services: Services, question: RenewalQuestion, memory: Memory) -> Reply:
    reader = reader_of(asker)
    found = renewals_page(asker, services, question)
    title = renewals_title(found, question, reader, whose(asker, services, question))
    return Reply(
        text=renewals_text(found, title, reader),
        blocks=renewals_blocks(found, question, title, reader),
        about=_about(asker, services, question),
        memory=with_agreements_shown(
            replace(memory, organization=question.organization or memory.organization),
            [item.row.summary.number for item in found.items],
        ),
    )


def renewals_page(asker: Asker, services: Services, question: RenewalQuestion) -> RenewalPage:
    return services.agreements.renewals(
        asker.actor,
        question.days,
        organization=question.organization,
        owner=question.owner,
        page=question.page,
        size=PAGE_SIZE,
        ends_from=question.ends_from,
        ends_before=question.ends_before,
    )


def whose(asker: Asker, services: Services, question: RenewalQuestion) -> str:
    """Of which organization, and led by whom, in words."""
    if not asker.actor.is_staff:
        return " of your organization"
    key, owner = question.organization, question.owner
    of = f" of {safe(services.directory.organization(asker.actor, key).name)}" if key else ""
    return of + (f" led by {safe(services.directory.person(asker.actor, owner).name)}" if owner else "")


def _about(asker: Asker, services: Services, question: RenewalQuestion) -> frozenset[str]:
    if asker.actor.is_staff and question.organization is None:
        return everyone(asker.actor, services)
    return frozenset({question.organization or asker.actor.organization or ""})


def turned(click: Click) -> Outcome:
    """Another page or another window."""
    question = unpack(read_value(click.value))
    return replace(renewals_reply(click.asker, click.services, question, click.memory), replace=True)


def register(routes: Routes) -> None:
    routes.action("renewals.page", turned)


SUBCOMMANDS: tuple[Subcommand, ...] = (
    Subcommand(
        "renewals", "[organization, quarter or year]", "Which terms end when", as_intent("ask_renewals"), is_known
    ),
)
