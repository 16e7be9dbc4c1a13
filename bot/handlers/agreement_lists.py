"""Lists of agreements by what a sentence asks for: step, owner, organization, service, whose turn, year, lateness."""

from dataclasses import replace

from bot.choices import listed_before
from bot.context import Turn
from bot.handlers import list_conditions as conditions
from bot.handlers.agreement_replies import list_page, list_reply, organizations_asked, organizations_reply
from bot.handlers.asked import as_list_stage, due_asked, owner_asked, says_closed, says_mine, turn_asked
from bot.handlers.list_narrowing import not_applied, services_asked, stages_asked
from bot.leaning import leans
from bot.list_followups import goes_on_with_list, page_asked
from bot.replies import Reply
from bot.said import value
from bot.views.blocks import safe, section
from bot.views.list_question import ListQuestion, of_organizations
from bot.views.talk import AGREEMENTS, PERSON, STATUS, offers_row
from domain.stages import Stage


def list_asked(turn: Turn) -> Reply:
    """The list that the sentence asks for, or another page of the one before."""
    named = tuple(card.key for card in organizations_asked(turn))
    question = question_asked(turn, named if turn.actor.is_staff else ())
    before = listed_before(turn.memory)
    page = page_asked(turn.text, before.page) if before else None
    if before and page is not None:
        return _another_page(turn, before.at(page))
    return _list_for_staff(turn, question) if turn.actor.is_staff else _listed(turn, question)


def _another_page(turn: Turn, question: ListQuestion) -> Reply:
    found = list_page(turn.asker, turn.services, question)
    if found.rows:
        return list_reply(turn.asker, turn.services, question, turn.memory, found=found)
    text = "There are no more agreements in that list. “The second one” opens one of those above."
    return Reply(text, [section(text), offers_row([AGREEMENTS if turn.actor.is_staff else STATUS])], private=True)


def _listed(turn: Turn, question: ListQuestion, title: str = "") -> Reply:
    asked = _going_on(turn, question)
    remarks = [
        "" if title else not_applied(turn, asked),
        conditions.NO_SUM if conditions.asks_for_sum(turn.text) else "",
    ]
    remark = " ".join(filter(None, remarks))
    return list_reply(turn.asker, turn.services, asked, turn.memory, title, remark=remark)


def _list_for_staff(turn: Turn, question: ListQuestion) -> Reply:
    """A condition that was plainly meant and not understood is named: never the whole list in its place."""
    if conditions.asks_how_many_organizations(turn.text):
        return organizations_reply(turn)
    if question.owner is None and (name := conditions.unknown_lead(turn.text)):
        text = f"I don't know whom at CEC you mean by “{safe(name)}”. Give the full name of the SML."
        return Reply(text, [section(text), offers_row([AGREEMENTS, PERSON])], private=True)
    asked = _going_on(turn, question)
    missed = conditions.says_no_condition(turn, asked) and not not_applied(turn, asked, words=False)
    return _listed(turn, question, conditions.NO_CONDITION if missed else "")


def _going_on(turn: Turn, question: ListQuestion) -> ListQuestion:
    """ "And for FNS?" and "only those in step 1" keep what was asked for before, but for what is named now."""
    shown = listed_before(turn.memory)
    if shown and (leans(turn) or goes_on_with_list(turn)):
        return shown.at(0).narrowed(question)
    if turn.memory.intent != "list_agreements" or not leans(turn):
        return question
    before = as_list_stage(next((stage for stage in Stage if stage == turn.memory.stage), None))
    organization = turn.memory.organization if turn.actor.is_staff else None
    return replace(question, stage=question.stage or before, organization=question.organization or organization)


def question_asked(turn: Turn, organizations: tuple[str, ...]) -> ListQuestion:
    """What the sentence asks for, of these organizations (keys)."""
    stages = stages_asked(turn)
    return of_organizations(organizations).but(
        **({"stage": stages[0]} if len(stages) == 1 else {"stages": stages}),
        services=services_asked(turn),
        owner=_owner(turn),
        waiting_for=turn_asked(turn.text, turn.actor.is_staff),
        fiscal_year=value(turn.understanding, "fiscal_year"),
        due_before=due_asked(turn),
        closed=says_closed(turn.text),
    )


def _owner(turn: Turn) -> str | None:
    if not turn.actor.is_staff:
        return None
    named = owner_asked(turn.text, turn.services.directory.staff(turn.actor))
    if named:
        return named.id
    return turn.actor.person.id if turn.actor.person and says_mine(turn.text) else None
