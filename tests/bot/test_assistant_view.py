"""The agent view: greeting, prompts that fit, and a workspace that has none of it."""

import pytest

from bot.handlers import assistant_view
from bot.slack import SlackError
from domain.errors import Unavailable
from domain.permissions import Actor
from services import Services
from tests.bot.desk import FakeSlack
from tests.bot.saying import an_asker


def greeted(services: Services, actor: Actor, name: str, slack: FakeSlack | None = None) -> FakeSlack:
    gateway = slack or FakeSlack()
    assistant_view.greet(gateway, services, an_asker(actor, name=name), "key-1")
    return gateway


def prompts(slack: FakeSlack) -> list[str]:
    return [p["message"] for p in slack.all("assistant.threads.setSuggestedPrompts")[0]["prompts"]]


def test_a_customer_is_greeted_with_what_waits_for_them(services: Services, maria: Actor) -> None:
    slack = greeted(services, maria, "Maria Lopez")
    posted = slack.all("chat.postMessage")[0]
    assert posted["text"].startswith("Hello Maria. SLA-2027-0031 waits for you: review the current draft")
    assert posted["metadata"]["event_payload"]["key"] == "key-1"


def test_the_last_prompt_fits_the_step_of_the_most_urgent_agreement(services: Services, maria: Actor) -> None:
    asked = prompts(greeted(services, maria, "Maria Lopez"))
    assert asked[:2] == ["Where does our agreement stand?", "What do I have to do next?"]
    assert asked[3] == "How is the proposal negotiated?"


def test_staff_and_strangers_have_prompts_of_their_own(services: Services, james: Actor) -> None:
    assert "What waits for us?" in prompts(greeted(services, james, "James Okafor"))
    slack = greeted(services, Actor(slack_user_id="U9"), "")
    assert "What services do you offer?" in prompts(slack)
    assert slack.all("chat.postMessage")[0]["text"].startswith("Hello there. Ask me about services")


@pytest.mark.parametrize("who", ["U0MARIA", "U0JAMES", "U0NINA"])
def test_never_more_than_four_prompts(services: Services, who: str) -> None:
    assert 0 < len(assistant_view.prompts_for(an_asker(services.directory.actor(who)), ())) <= 4


@pytest.mark.parametrize("error", ["unknown_method", "missing_scope", "not_allowed_token_type", "invalid_thread_ts"])
def test_a_workspace_without_prompts_goes_on_without(services: Services, maria: Actor, error: str) -> None:
    refuse = {f"assistant.threads.{name}": error for name in ("setSuggestedPrompts", "setStatus")}
    slack = greeted(services, maria, "Maria Lopez", FakeSlack(refuse=refuse))
    assistant_view.show_working(slack, "D1", "1.0")
    assert [method for method, _ in slack.sent] == ["chat.postMessage"]


def test_niceties_never_fail_while_slack_is_away(services: Services, maria: Actor) -> None:
    slack = FakeSlack(down=True)
    assistant_view.suggest(slack, services, an_asker(maria), "D1", None)
    assistant_view.show_working(slack, "D1", "1.0")
    assert slack.sent == []


def test_a_greeting_that_cannot_be_posted_is_reported_to_be_tried_again(services: Services, maria: Actor) -> None:
    with pytest.raises(SlackError):
        greeted(services, maria, "Maria", FakeSlack(down=True))


def test_a_database_that_is_away_leaves_the_usual_prompts(
    services: Services, maria: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> object:
        raise Unavailable("The database does not answer.")

    monkeypatch.setattr(type(services.agreements), "next_steps", away)
    assert len(prompts(greeted(services, maria, "Maria Lopez"))) == 4


def test_the_status_says_that_an_answer_is_coming(services: Services) -> None:
    slack = FakeSlack()
    assistant_view.show_working(slack, "D1", "1.0")
    assert slack.all("assistant.threads.setStatus") == [
        {"channel_id": "D1", "thread_ts": "1.0", "status": "is looking that up"}
    ]
