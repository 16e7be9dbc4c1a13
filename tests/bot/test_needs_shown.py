"""Needs of an agreement as each side sees them in Slack."""

import pytest

from bot.handlers import needs
from bot.handlers.needs import show
from bot.replies import Reply
from domain.needs import NeedContent
from services import Services
from tests.blockkit import button, check_reply, elements, shown
from tests.bot.desk import FakeSlack, a_command, who
from tests.bot.needs import FS, LAPTOPS, card, person, recorded, sent


def test_without_needs_staff_can_record_the_first(fresh_services: Services) -> None:
    reply = card(fresh_services, "U0JAMES")
    assert "No needs are recorded yet" in shown(reply)
    assert button(reply, "Record a need")
    with pytest.raises(AssertionError):
        button(reply, "Needs are complete")


def test_a_line_shows_what_it_says_where_it_was_said_and_by_whom(fresh_services: Services) -> None:
    recorded(fresh_services)
    for reply in (card(fresh_services, "U0JAMES"), card(fresh_services, "U0ERIK")):
        said = shown(reply)
        assert "1. End-user support, Managed laptop, 40 laptops: not sent yet" in said
        assert LAPTOPS.text in said  # as it was typed, in a block that reads no marks
        assert "From a meeting: Kickoff. Recorded by James Okafor" in said
        assert "40 laptops &amp; &lt;docks&gt;" in reply.text


def test_the_customer_answers_only_what_was_sent(fresh_services: Services) -> None:
    recorded(fresh_services)
    assert not [
        e for e in elements(card(fresh_services, "U0ERIK").blocks) if e["action_id"].startswith("needs.confirm")
    ]
    fresh_services.needs.complete(person(fresh_services, "james"), FS)
    reply = card(fresh_services, "U0ERIK")
    assert "2 need" in shown(reply)
    assert "Confirm each line, correct it, or say that it is not needed" in shown(reply)
    assert button(reply, "Confirm all needs of SLA-2027-0048")
    assert button(reply, "Not needed: line 2")


def test_many_and_long_needs_are_shown_in_full_over_pages(fresh_services: Services) -> None:
    long = [NeedContent("end_user_support", f"{place} " + "&" * 2_990) for place in range(20)]
    sent(fresh_services, *long)
    texts = "".join(shown(card(fresh_services, user, page)) for user in ("U0ERIK",) for page in range(3))
    assert all(content.text.strip() in texts for content in long)
    assert button(card(fresh_services, "U0ERIK", 1), "Next needs of SLA-2027-0048")
    assert shown(card(fresh_services, "U0ERIK", 99)) == shown(card(fresh_services, "U0ERIK", 2))


def test_the_subcommand_shows_the_only_one_at_this_step_or_those_to_choose_from(fresh_services: Services) -> None:
    def typed(user: str, words: str) -> Reply:
        command = a_command(fresh_services, user, "D1", "needs", words, FakeSlack())
        reply = needs.command(command)
        assert isinstance(reply, Reply)
        check_reply(reply)
        return reply

    assert "SLA-2027-0048: Needs" in shown(typed("U0ERIK", ""))
    assert "SLA-2027-0044" in shown(typed("U0JAMES", ""))
    assert "SLA-2027-0048: Needs" in shown(typed("U0JAMES", "sla 2027-48"))
    assert "no such agreement" in typed("U0MARIA", FS).text


def test_a_stranger_is_refused(fresh_services: Services) -> None:
    assert "I can't match you" in show(who(fresh_services, "U0NINA"), fresh_services, FS).text
