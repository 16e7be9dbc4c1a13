"""The agent view: a greeting, prompts that fit the person and where their agreements stand, a sign of working.

Prompts and status are niceties: a workspace without them goes on without (https://docs.slack.dev/reference/methods,
`assistant.threads.setSuggestedPrompts` and `assistant.threads.setStatus`).
"""

from collections.abc import Callable

from bot.context import Asker
from bot.slack import Slack
from bot.views.blocks import safe
from domain.errors import CecError
from domain.stages import Stage
from services import Services
from services.agreement_cards import Todo, Whose

#: Slack shows at most four.
MOST_PROMPTS = 4
TITLE = "You could ask"

Prompt = tuple[str, str]

_STRANGER: tuple[Prompt, ...] = (
    ("See the services", "What services do you offer?"),
    ("Get a price", "How much are 50 managed laptops a year?"),
    ("How it works", "How does doing business with CEC work?"),
    ("Talk to a person", "I would like to talk to a person at CEC"),
)
_STAFF: tuple[Prompt, ...] = (
    ("What waits for CEC", "What waits for us?"),
    ("My agreements", "List my agreements"),
    ("Renewals ahead", "Which agreements are due for renewal?"),
    ("In negotiation", "Which agreements are in negotiation?"),
)
_CUSTOMER: tuple[Prompt, ...] = (
    ("Where we stand", "Where does our agreement stand?"),
    ("What is next", "What do I have to do next?"),
    ("Our contacts", "Who handles our account?"),
    ("Get a price", "How much are 50 managed laptops a year?"),
)
#: What a customer asks most at each step; it takes the last place.
_AT_STAGE: dict[Stage, Prompt] = {
    Stage.EXCHANGE_CONTACTS: ("Who is missing", "Which contacts are still needed?"),
    Stage.UNDERSTAND_NEEDS: ("What happens next", "What happens when we talk about our needs?"),
    Stage.SURVEY: ("About the survey", "What is the survey about?"),
    Stage.PROPOSAL: ("About the proposal", "How is the proposal negotiated?"),
    Stage.AGREEMENT_FUNDING: ("Who still signs", "Is our agreement signed by everyone?"),
    Stage.STARTUP: ("What startup means", "What happens during startup?"),
    Stage.OPERATIONS: ("When it ends", "When does our agreement expire?"),
    Stage.RENEWAL: ("How renewal works", "How does the renewal work?"),
}


def greet(slack: Slack, services: Services, asker: Asker, key: str) -> None:
    """Open the conversation. Raises SlackError when the greeting cannot be posted: it is then tried again."""
    place = asker.place
    slack.post(place.channel_id, greeting(asker, _todos(asker, services)), thread_ts=place.thread_ts, key=key)
    suggest(slack, services, asker, place.channel_id, place.thread_ts)


def suggest(slack: Slack, services: Services, asker: Asker, channel_id: str, thread_ts: str | None) -> None:
    """Prompts to press, where the workspace offers them. Never fails."""
    prompts = [{"title": title, "message": message} for title, message in prompts_for(asker, _todos(asker, services))]
    slack.nicety(
        "assistant.threads.setSuggestedPrompts",
        channel_id=channel_id,
        thread_ts=thread_ts,
        title=TITLE,
        prompts=prompts,
    )


def show_working(slack: Slack, channel_id: str, thread_ts: str) -> None:
    """Say that an answer is coming; Slack clears it when the answer is posted. Never fails."""
    slack.nicety("assistant.threads.setStatus", channel_id=channel_id, thread_ts=thread_ts, status="is looking that up")


def greeting(asker: Asker, todos: tuple[Todo, ...]) -> str:
    """A sentence of welcome, and what waits for the person, if anything does."""
    first_name = asker.name.split()[0] if asker.name.split() else "there"
    yours = [todo for todo in todos if todo.whose is Whose.YOURS]
    side = [todo for todo in todos if todo.whose is Whose.YOUR_SIDE]
    waits = f" {_waits(yours[0], 'you')}" if yours else f" {_waits(side[0], _side_name(asker))}" if side else ""
    return f"Hello {safe(first_name)}.{waits} Ask me about {_subjects(asker)}, in your own words."


def prompts_for(asker: Asker, todos: tuple[Todo, ...]) -> tuple[Prompt, ...]:
    """At most four; a customer's last one fits the step of their most urgent agreement."""
    if asker.actor.is_staff:
        return _STAFF
    if asker.actor.organization is None:
        return _STRANGER
    fitting = _AT_STAGE.get(todos[0].stage) if todos else None
    return (*_CUSTOMER[: MOST_PROMPTS - 1], fitting) if fitting else _CUSTOMER


def _todos(asker: Asker, services: Services) -> tuple[Todo, ...]:
    """What waits, the most urgent first; nothing where that cannot be read now."""
    if not asker.actor.is_staff and asker.actor.organization is None:
        return ()
    return _or_nothing(lambda: services.agreements.next_steps(asker.actor).items)


def _or_nothing(read: Callable[[], tuple[Todo, ...]]) -> tuple[Todo, ...]:
    try:
        return read()
    except CecError:
        return ()


def _waits(todo: Todo, whom: str) -> str:
    action = todo.turn.action if todo.turn else "have a look"
    return f"{todo.number} waits for {whom}: {action}."


def _side_name(asker: Asker) -> str:
    return "CEC" if asker.actor.is_staff else "your organization"


def _subjects(asker: Asker) -> str:
    if asker.actor.is_staff:
        return "any agreement, what waits for CEC, or renewals"
    if asker.actor.organization:
        return "your agreements, services, prices, or how things work"
    return "services, prices, or how working with CEC goes"
