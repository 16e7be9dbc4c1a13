"""What stands in direct messages about a meeting follows it, also with those who pressed nothing."""

from datetime import timedelta

from bot.clock import now
from domain.meetings import MeetingKind, Plan
from tests.running.assistant import Assistant, ours, words_of
from tests.running.test_needs import actor, form, press, submit, told

JAMES, ERIK, NAOMI, FS = "james.okafor", "erik.lindqvist", "naomi.begay", "SLA-2026-0011"
PEOPLE = {"required": ("p-james", "p-erik"), "invited": ("p-naomi",)}


def about_it(assistant: Assistant, person: str) -> list[str]:
    words = (words_of(m) for m in assistant.sandbox.messages("dm", viewer=person) if ours(m))
    return [text for text in words if "Radio talk" in text]


def test_times_that_were_refused_are_offered_to_nobody_any_more(assistant: Assistant) -> None:
    meetings, james = assistant.services.meetings, actor(assistant, "U0JAMES")
    plan = Plan(MeetingKind.AD_HOC, title="Radio talk", **PEOPLE)
    free = meetings.times_for_new(james, FS, plan, now() + timedelta(days=2)).slots
    meetings.propose(james, FS, Plan(plan.kind, (free[0].start, free[1].start), title=plan.title, **PEOPLE))
    asked = told(assistant, ERIK, "proposes times for Radio talk")
    told(assistant, NAOMI, "proposes times for Radio talk", "Yes, ")
    press(assistant, ERIK, asked, "None of these")
    form(assistant, ERIK, "None of these times")
    assert submit(assistant, ERIK, other="Mornings only")["ok"]
    told(assistant, JAMES, "can come at none of the times for Radio talk", "Erik Lindqvist can't come", "Mornings only")
    assert assistant.wait_until(lambda: not any("Yes, " in text for text in about_it(assistant, NAOMI)), 20)
