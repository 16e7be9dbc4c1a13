"""A person: asking for one, claiming, giving back, closing. What is written then is carried over by `relay.py`."""

from bot.commands import Command, Subcommand
from bot.context import Click, Turn
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.slack import Slack
from bot.views import handoffs as views
from bot.views.blocks import read_value, safe, section
from bot.views.talk import kept
from domain.errors import NotFound
from domain.handoffs import Thread
from domain.permissions import Actor
from services import Services
from services.handoff_cards import HandoffChanged, HandoffOpened
from services.memory import Memory

#: So many of the organization's agreements are told to staff with a request.
AGREEMENTS_TOLD = 4


def talk_to_human(turn: Turn) -> Reply:
    """In a direct message the conversation is the thread of what was written; elsewhere it is offered as a button.

    The first answer is shown beside the thread too: who wrote outside of a thread looks there.
    """
    own = turn.services.handoffs.own(turn.actor)
    if own:
        return Reply(views.already_open(own), private=True)
    if not turn.asker.place.direct or not turn.message_ts:
        return _offer(turn.text)
    thread = Thread(turn.asker.place.channel_id, turn.asker.place.thread_ts or turn.message_ts)
    background = _background(turn.services, turn.actor, turn.memory)
    likely = turn.services.directory.likely_organization(turn.asker.email)
    opened = turn.services.handoffs.open(
        turn.actor, turn.asker.name, turn.text, thread, background, likely.key if likely else None
    )
    text, blocks = views.opened(opened.view, opened.answer, turn.asker.zone)
    return Reply(text, blocks, thread_ts=thread.ts, broadcast=turn.asker.place.thread_ts is None)


def ask_by_command(command: Command) -> Outcome:
    own = command.services.handoffs.own(command.actor)
    return Reply(views.already_open(own), private=True) if own else _offer(command.words)


def _offer(topic: str) -> Reply:
    text, blocks = views.start_blocks(kept(topic))
    return Reply(text, blocks, private=True)


def _start(slack: Slack, click: Click) -> Outcome:
    """The button: in a direct message its message becomes the head of the thread, elsewhere a new message does."""
    own = click.services.handoffs.own(click.actor)
    if own:
        return Reply(views.already_open(own), private=True)
    topic = str(read_value(click.value).get("topic") or "")
    if click.asker.place.direct and click.message.get("ts"):
        place = click.asker.place
        opened = _open(click, Thread(place.channel_id, place.thread_ts or str(click.message["ts"])), topic)
        text, blocks = views.opened(opened.view, opened.answer, click.asker.zone)
        return Reply(text, blocks, replace=True)
    direct = slack.direct_channel(click.asker.slack_user_id)
    ts = slack.post(direct, "Your conversation with CEC staff")
    opened = _open(click, Thread(direct, ts), topic)
    text, blocks = views.opened(opened.view, opened.answer, click.asker.zone)
    if opened.already_open:  # a second press came first: its thread counts, not the one of this message
        text, blocks = views.already_open(opened.view), []
    slack.update(direct, ts, text, blocks)
    done = "I have asked CEC staff. The conversation is in your direct messages with me."
    return Reply(done, [section(done)], private=True, replace=True)


def _open(click: Click, thread: Thread, topic: str) -> HandoffOpened:
    background = _background(click.services, click.actor, click.memory)
    likely = click.services.directory.likely_organization(click.asker.email)
    return click.services.handoffs.open(
        click.actor, click.asker.name, topic, thread, background, likely.key if likely else None
    )


def _background(services: Services, actor: Actor, memory: Memory) -> str:
    """What staff should know at once: what was looked at, and where the organization's agreements stand."""
    catalog = services.catalog.current().catalog
    names = [service.name for service in catalog.services if service.key in memory.services]
    rows = services.agreements.own(actor, size=AGREEMENTS_TOLD).rows if actor.organization else ()
    return views.background(memory, names, [row.summary for row in rows])


def claim(click: Click) -> Outcome:
    return _changed(click, click.services.handoffs.claim(click.actor, _id(click)))


def release(click: Click) -> Outcome:
    return _changed(click, click.services.handoffs.release(click.actor, _id(click)))


def close(click: Click) -> Outcome:
    return _changed(click, click.services.handoffs.close(click.actor, _id(click)))


def _id(click: Click) -> str:
    found = read_value(click.value).get("id")
    if not isinstance(found, str):
        raise NotFound("I can't find that conversation.")
    return found


def _changed(click: Click, changed: HandoffChanged) -> Outcome:
    """The notices to both threads tell it. On Home, where nothing else would show, say it here."""
    handoff = changed.view.handoff
    if not changed.changed:
        return Reply(f"This conversation is already {handoff.state.value}.", private=True)
    if click.in_home:
        return Reply(
            f"The conversation with {safe(handoff.requester_name)} is now {handoff.state.value}.", private=True
        )
    return None


def register(routes: Routes) -> None:
    routes.action("handoff.start", lambda click: _start(routes.slack, click))
    routes.action("handoff.claim", claim)
    routes.action("handoff.release", release)
    routes.action("handoff.close", close)


SUBCOMMANDS = (Subcommand("person", "[what it is about]", "Ask for a person at CEC", ask_by_command),)
