"""What can be read at `/_sandbox/WHAT`, each as the person in `as` sees it."""

from collections.abc import Callable, Mapping
from itertools import takewhile

from sandbox import messages, views, wire
from sandbox.acting.places import channel_for, person_for
from sandbox.http.keys import Services
from sandbox.model import Channel, Json, Message, Person
from sandbox.workspace import Workspace

type Query = Mapping[str, str]

PAGE_OF_MESSAGES = 100


def state(services: Services, query: Query) -> Json:
    """Everything a page needs to start: team, app, people, and the channels of this person."""
    ws = services.ws
    shown: Json = {
        "team": vars(ws.team),
        "app": _app(ws),
        "people": [_person(p) for p in ws.people.values()],
        "connections": _connections(services),
        "faults": [vars(f) for f in services.faults.all],
    }
    if query.get("as"):
        person = person_for(ws, query["as"])
        seen = [c for c in ws.channels.values() if ws.can_see(person.id, c)]
        shown["me"] = person.id
        shown["channels"] = [_channel(ws, person.id, c) for c in seen if not c.is_archived]
    return shown


def _connections(services: Services) -> int:
    if services.socket_mode is not None:
        return len(services.socket_mode.connections)
    return int(services.signed_http is not None and services.signed_http.verified)


def _app(ws: Workspace) -> Json:
    app = ws.app
    return {
        "id": app.id,
        "name": app.name,
        "user": app.bot_user_id,
        "description": app.description,
        "commands": [vars(c) for c in app.commands],
        "shortcuts": [vars(s) for s in app.shortcuts],
        "assistant": app.assistant,
        "home": app.home,
    }


def _person(person: Person) -> Json:
    names = (
        "id",
        "name",
        "real_name",
        "title",
        "organization",
        "tz",
        "group",
        "initials",
        "color",
        "is_bot",
        "is_restricted",
        "deleted",
    )
    return {name: getattr(person, name) for name in names}


def _channel(ws: Workspace, user: str, channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "is_ext_shared": channel.is_ext_shared,
        "is_member": user in channel.members,
        "bot_is_member": ws.app.bot_user_id in channel.members,
        "members": channel.members,
        "unread": unread(channel, user),
        "bookmarks": channel.bookmarks,
    }


def unread(channel: Channel, user: str) -> int:
    """How many messages stand in the channel since this person last looked."""
    seen = channel.read_to.get(user, "")
    newer = takewhile(lambda m: m.ts > seen, reversed(channel.messages.values()))
    return sum(m.user != user and not m.is_reply and m.subtype != "assistant_app_thread" for m in newer)


def channel_messages(services: Services, query: Query) -> Json:
    """The latest messages of a channel (`before` a ts), or with `thread` all of one thread, oldest first."""
    ws = services.ws
    person = person_for(ws, query.get("as", ""))
    channel = channel_for(ws, person.id, query.get("channel", ""))
    found = messages_for(channel, person.id, query.get("thread"))
    if query.get("before"):
        found = [m for m in found if m.ts < query["before"]]
    shown = found if query.get("thread") else found[-PAGE_OF_MESSAGES:]
    return {
        "channel": channel.id,
        "messages": [message_for_page(ws, m) for m in shown],
        "has_more": len(shown) < len(found),
        "read_to": channel.read_to.get(person.id, ""),
    }


def message_for_page(ws: Workspace, message: Message) -> Json:
    shown = wire.message(ws, message)
    return {**shown, "broadcast": True} if message.broadcast else shown


def messages_for(channel: Channel, user: str | None, thread: str | None = None) -> list[Message]:
    """What this person sees there; `user` None sees everything, also what is only for others."""
    public = messages.thread(channel, thread) if thread else messages.conversation(channel)
    own = [
        m
        for m in channel.ephemerals.values()
        if user in (None, m.visible_to) and (m.thread_ts if m.is_reply else None) == thread
    ]
    kept = [m for m in public if m.subtype != "assistant_app_thread"]
    return sorted([*kept, *own], key=lambda m: m.ts)


def modals(services: Services, query: Query) -> Json:
    person = person_for(services.ws, query.get("as", ""))
    return {"views": [wire.view(services.ws, view) for view in views.stack(services.ws, person.id)]}


def home(services: Services, query: Query) -> Json:
    person = person_for(services.ws, query.get("as", ""))
    view = services.ws.homes.get(person.id)
    return {"view": wire.view(services.ws, view) if view else None}


def assistant_threads(services: Services, query: Query) -> Json:
    person = person_for(services.ws, query.get("as", ""))
    own = [t for t in services.ws.assistant_threads.values() if t.user == person.id]
    return {"threads": [messages.assistant_thread_shown(t) for t in own]}


def calls(services: Services, query: Query) -> Json:
    """The latest Web API calls, newest last; `method` and `limit` narrow them."""
    found = services.calls.of(query.get("method"))
    return {"calls": [call.as_json() for call in found[-_limit(query) :]], "total": len(found)}


def deliveries(services: Services, query: Query) -> Json:
    """What was sent to the app, newest last, with when it was sent and acknowledged."""
    found = [
        {
            "kind": e.kind,
            "type": e.payload.get("event", e.payload).get("type", e.payload.get("command", "")),
            "event_id": e.event_id,
            "retry_attempt": e.retry_attempt,
            "sent_at": e.sent_at,
            "answered_at": e.answered_at,
        }
        for e in list(services.dispatcher.history)[-_limit(query) :]
    ]
    return {"deliveries": found, "total": len(services.dispatcher.history)}


def warnings(services: Services, query: Query) -> Json:
    return {"warnings": services.ws.warnings[-_limit(query) :]}


def _limit(query: Query) -> int:
    return int(query["limit"]) if query.get("limit", "").isdigit() and query["limit"] != "0" else 200


READERS: dict[str, Callable[[Services, Query], Json]] = {
    "state": state,
    "messages": channel_messages,
    "modals": modals,
    "home": home,
    "assistant": assistant_threads,
    "calls": calls,
    "deliveries": deliveries,
    "warnings": warnings,
}
