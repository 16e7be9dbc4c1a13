"""What was accepted is finished, also after `kill -9`; nothing is said twice. What is old is erased."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import now
from domain.unclear_sentences import UnclearSentence
from sandbox.testing import SandboxServer
from services.learning import KEPT_DAYS
from tests.running.assistant import Assistant, words_of
from tests.running.process import kill, restarted, run_assistant

QUESTIONS = 12


def answers(sandbox: SandboxServer, person: str) -> list[dict[str, Any]]:
    """The assistant's messages to this person that tell a price."""
    return [m for m in sandbox.messages("dm", viewer=person) if m.get("bot_id") and "$" in words_of(m)]


@pytest.mark.timeout(300)
def test_questions_accepted_before_a_kill_are_answered_once_after_it(nlu_url: str, tmp_path: Path) -> None:
    with SandboxServer() as sandbox:
        process = run_assistant(sandbox, nlu_url, tmp_path)
        people = [p.id for p in sandbox.ws.people.values() if p.group == "Customers"][:QUESTIONS]
        sandbox.dm(people[0], "hello")
        sandbox.wait_for(lambda: [m for m in sandbox.messages("dm", viewer=people[0]) if m.get("bot_id")], 30)
        for person in people:
            sandbox.dm(person, "how much for 40 laptops a year")
        sandbox.wait_for(lambda: sandbox.unanswered() < len(people), 30)
        assert not all(answers(sandbox, person) for person in people), "all was answered before the kill"
        kill(process)
        with restarted(sandbox, nlu_url, tmp_path):
            sandbox.wait_for(lambda: all(answers(sandbox, person) for person in people), 90)
            # What was answered but not acknowledged before the kill comes again, the second time after a minute.
            sandbox.wait_for(lambda: sandbox.unanswered() == 0, 90)
            assert [len(answers(sandbox, person)) for person in people] == [1] * len(people)


def test_sentences_that_were_kept_long_enough_are_erased_by_the_day(assistant: Assistant) -> None:
    learning = assistant.services.learning
    ages = {"the zebra of long ago": KEPT_DAYS + 1, "the zebra of late": KEPT_DAYS - 1}
    with learning.context.unit_of_work() as work:
        for text, days in ages.items():
            work.unclear_sentences.add(UnclearSentence(text, text, (("greet", 0.3),), now() - timedelta(days=days)))
        work.commit()
    assistant.running.concierge.jobs._every_day(now(), None)
    with learning.context.reading() as work:
        assert [each.text for each in work.unclear_sentences.undecided()] == ["the zebra of late"]
