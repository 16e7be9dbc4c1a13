"""The calendar of renewals: a year, a month, the work of each month, and its files."""

from dataclasses import replace

from bot.commands import Command, Subcommand
from bot.context import Asker, Click
from bot.handlers.agreement_replies import everyone, is_known, reader_of
from bot.handlers.renewals import whose
from bot.replies import Block, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.renewal_calendar import (
    CalendarQuestion,
    Shown,
    calendar_blocks,
    list_blocks,
    list_lines,
    month_lines,
    unpack,
    work_lines,
)
from bot.views.renewals import RenewalQuestion
from bot.views.sections import sections
from bot.views.text import without_bold
from domain.channels import Audience
from domain.fiscal import FiscalYear, fiscal_year_of
from services import Services
from services.renewal_calendar import FileKind


def calendar_reply(asker: Asker, services: Services, question: CalendarQuestion) -> Reply:
    lines, rows = _SHOWN[question.shown](asker, services, question)
    directory, actor = services.directory, asker.actor
    names = actor.is_staff and asker.place.audience in (Audience.ONE_PERSON, Audience.STAFF)
    choices = (directory.organizations(actor), directory.leads(actor)) if names else ((), ())
    own = question.organization or actor.organization
    about = frozenset({own}) if own else everyone(actor, services)
    text = "\n".join(without_bold(line) for line in lines)
    return Reply(text, calendar_blocks(rows, question, *choices), about)


def _list(asker: Asker, services: Services, question: CalendarQuestion) -> tuple[list[str], list[Block]]:
    found = services.renewal_calendar.year(
        asker.actor, question.year.name, question.organization, question.owner, question.page
    )
    lines = list_lines(found, _whose(asker, services, question))
    return lines, list_blocks(found, question, lines)


def _of_month(asker: Asker, services: Services, question: CalendarQuestion) -> tuple[list[str], list[Block]]:
    days = services.renewal_calendar.month(asker.actor, question.month, question.organization, question.owner)
    lines = month_lines(days, question, _whose(asker, services, question))
    return lines, sections(lines)


def _work(asker: Asker, services: Services, question: CalendarQuestion) -> tuple[list[str], list[Block]]:
    found = services.renewal_calendar.workload(asker.actor, question.year.name, question.organization)
    lines = work_lines(found)
    return lines, sections(lines)


_SHOWN = {Shown.LIST: _list, Shown.MONTH: _of_month, Shown.WORK: _work}


def _whose(asker: Asker, services: Services, question: CalendarQuestion) -> str:
    return whose(asker, services, RenewalQuestion(organization=question.organization, owner=question.owner))


def turned(click: Click) -> Outcome:
    """Another page, month, year or view: in the place of the one before."""
    question = unpack(click.value, reader_of(click.asker).today)
    return replace(calendar_reply(click.asker, click.services, question), replace=True)


def file(click: Click) -> Outcome:
    """It follows by the queue of notices."""
    asked = click.action_id.rpartition(":")[2]
    kind = next((each for each in FileKind if each == asked), None)
    if kind is None:
        return Reply(STALE, private=True)
    question = unpack(click.value, reader_of(click.asker).today)
    calendar = click.services.renewal_calendar
    calendar.send(click.actor, kind, question.year.name, question.organization, question.owner)
    return Reply(f"The file for {question.year} will be in your direct messages with me.", private=True)


def command(command: Command) -> Outcome:
    """The list of this fiscal year, or of one that is named."""
    asker, today = command.asker, reader_of(command.asker).today
    if not command.words:
        return calendar_reply(asker, command.services, CalendarQuestion(Shown.LIST, today))
    year = FiscalYear.parse(command.words)
    month = today if fiscal_year_of(today) == year else year.start
    return calendar_reply(asker, command.services, CalendarQuestion(Shown.LIST, month))


SUBCOMMANDS = (
    Subcommand("renewal-calendar", "[fiscal year]", "Ends of terms by month and year, as files too", command, is_known),
)


def register(routes: Routes) -> None:
    routes.action("renewals.calendar", turned)
    routes.action("renewals.file", file)
