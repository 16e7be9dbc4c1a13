"""`view_report` and `/cec report`: how well levels were kept, as it is asked in words."""

import re
from dataclasses import replace

from bot.commands import Subcommand, as_intent
from bot.context import Turn
from bot.handlers.agreement_replies import is_known, organization_asked, reader_of, told
from bot.handlers.asked import number_asked
from bot.handlers.elsewhere import Question, answer_about, question_of
from bot.handlers.reports import only_asked, remembered, report_reply
from bot.handlers.titles import agreement_named
from bot.leaning import leans
from bot.replies import Reply
from bot.report_periods import last_month, packed, period_said, unpacked
from bot.said import values
from bot.views.performance import several_blocks, several_text
from bot.views.performance_buttons import ReportQuestion, choose_buttons
from bot.views.portfolio import portfolio_blocks, portfolio_text
from domain.errors import InvalidInput, NotFound
from domain.fiscal import Period
from domain.measured_periods import month_of
from domain.metric_words import metrics_in
from domain.stages import SIGNED, Stage
from services.agreement_cards import AgreementStatus
from services.performance_cards import AgreementPerformance

_ALL = re.compile(r"\b(all|every|each|overall|portfolio|customers|agencies|organizations|accounts)\b", re.IGNORECASE)


def view_report(turn: Turn) -> Reply:
    """Of the agreement that is meant; a customer's question may be about several of theirs, staff's about all."""
    return told(turn.asker, lambda: _answer(turn))


def _answer(turn: Turn) -> Reply:
    if not is_known(turn.actor):
        return answer_about(turn, QUESTION)
    named = organization_asked(turn)  # a customer who names another one is refused
    number = number_asked(turn)
    if turn.actor.is_staff:
        everything = number is None and named is None and (_ALL.search(turn.text) or not turn.memory.agreement)
        return _of_all(turn) if everything else answer_about(turn, QUESTION)
    number = number or agreement_named(turn) or _spoken_of(turn)
    return _of_agreement(turn, number) if number else _of_own(turn)


def _spoken_of(turn: Turn) -> str | None:
    """ "And in May?" is about the same agreement."""
    return turn.memory.agreement if _goes_on(turn) and leans(turn) and not _ALL.search(turn.text) else None


def _goes_on(turn: Turn) -> bool:
    return bool(turn.memory.intent == "view_report" and turn.memory.period and turn.text.strip())


# -- one agreement -----------------------------------------------------------------------------------------------


def _of_agreement(turn: Turn, number: str) -> Reply:
    status = turn.services.agreements.status(turn.actor, number)
    if status.stage not in SIGNED and status.closed_at is None:
        return question_of("view_report").show(turn, number)
    period = _period(turn) or _usual(turn, status)
    try:
        found = turn.services.performance.view(turn.actor, status.number, period)
        asked = _asked(turn, found)
        return report_reply(turn.asker, turn.services, asked, turn.memory, with_charts=True)
    except InvalidInput as outside:
        kept = replace(turn.memory, agreement=status.number, organization=status.organization.key)
        return Reply(str(outside), about=frozenset({status.organization.key}), memory=kept)


QUESTION = Question("view_report", Stage.REPORTS, _of_agreement, keeps_words=True)


def _period(turn: Turn) -> Period | None:
    """The one that is named, else the one that was spoken of."""
    kept = unpacked(turn.memory.period) if _goes_on(turn) else None
    return period_said(turn.understanding, reader_of(turn.asker).today) or kept


def _usual(turn: Turn, status: AgreementStatus) -> Period:
    """Where no period is named: the last whole month, or the nearest month of the term."""
    today = reader_of(turn.asker).today
    last = last_month(today)
    return last if status.term.overlap(last) else month_of(min(max(today, status.term.start), status.term.end))


def _asked(turn: Turn, found: AgreementPerformance) -> ReportQuestion:
    """Which services and levels of an agreement are asked about; what was spoken of goes on where it fits."""
    services = _services(turn, found)
    rows = [row.attainment for row in found.rows if not services or row.attainment.service in services]
    metrics = metrics_in(_other_words(turn), {each.metric.key: each.metric.measure for each in rows})
    if _goes_on(turn) and not number_asked(turn) and (leans(turn) or metrics):
        has = {each.service for each in rows if not metrics or each.metric.key in metrics}
        services = services or tuple(sorted(has.intersection(turn.memory.services)))
        metrics = metrics or frozenset(turn.memory.metrics) & {each.metric.key for each in rows}
    asked = ReportQuestion(found.number, found.period, services, tuple(sorted(metrics)))
    fits = any(_fits(asked, each.service, each.metric.key) for each in (row.attainment for row in found.rows))
    return asked if fits or not services else replace(asked, metrics=())


def _services(turn: Turn, found: AgreementPerformance) -> tuple[str, ...]:
    """The keys that are named. Of a name that may mean several, those that the agreement has."""
    has = {row.attainment.service for row in found.rows}
    named = [each for each in turn.understanding.entities if each.entity == "service"]
    keys = dict.fromkeys(key for each in named for key in (str(each.value), *each.candidates))
    return tuple(key for key in keys if key in has) or values(turn.understanding, "service")


def _fits(asked: ReportQuestion, service: str, metric: str) -> bool:
    return service in (asked.services or (service,)) and metric in (asked.metrics or (metric,))


def _other_words(turn: Turn) -> str:
    """The sentence without what was recognized in it."""
    text = turn.text
    for each in turn.understanding.entities:
        if each.entity in ("service", "time", "organization", "agreement_number"):
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


# -- several -----------------------------------------------------------------------------------------------------


def _of_own(turn: Turn) -> Reply:
    """Of all agreements of the customer that run, those that promise what is asked about."""
    found = _own(turn)
    asked = [(each, _asked(turn, each)) for each in found]
    fitting = [(each, question) for each, question in asked if _has(each, question)]
    if not fitting:
        names = dict.fromkeys(row.attainment.service_name for each in found for row in each.rows)
        raise NotFound(f"None of your agreements promises that. They have: {', '.join(names)}.")
    if len(fitting) == 1:
        return report_reply(turn.asker, turn.services, fitting[0][1], turn.memory, with_charts=True)
    shown = [only_asked(each, question) for each, question in fitting]
    today, key = reader_of(turn.asker).today, turn.actor.organization or ""
    question = fitting[0][1]
    return Reply(
        several_text(shown, today),
        several_blocks(shown, today, [choose_buttons(shown, question)]),
        frozenset({key}),
        memory=replace(remembered(turn.memory, replace(question, number=""), key), agreement=None),
    )


def _own(turn: Turn) -> tuple[AgreementPerformance, ...]:
    """In the period that is meant; in this month where none is named and nothing ran in the last one."""
    answer, today = turn.services.performance.answer, reader_of(turn.asker).today
    period = _period(turn)
    if period:
        return answer(turn.actor, None, None, None, period)
    try:
        return answer(turn.actor, None, None, None, last_month(today))
    except NotFound:
        return answer(turn.actor, None, None, None, month_of(today))


def _has(found: AgreementPerformance, asked: ReportQuestion) -> bool:
    return any(_fits(asked, row.attainment.service, row.attainment.metric.key) for row in found.rows)


def _of_all(turn: Turn) -> Reply:
    """For staff: how all customers and services stand."""
    period = _period(turn) or last_month(reader_of(turn.asker).today)
    try:
        found = turn.services.performance.portfolio(turn.actor, period)
    except InvalidInput as parts:
        return Reply(str(parts))
    about = frozenset(card.key for card in turn.services.directory.organizations(turn.actor))
    memory = replace(turn.memory, intent="view_report", agreement=None, organization=None, period=packed(period))
    memory = replace(memory, services=(), metrics=())
    return Reply(portfolio_text(found), portfolio_blocks(found), about, memory=memory)


INTENTS = {"view_report": view_report}

SUBCOMMANDS = (
    Subcommand(
        "report",
        "[number] [period]",
        "How well agreed levels were kept, such as in Q2 or since January",
        as_intent("view_report"),
        is_known,
    ),
)
