"""What a person can do, by name, for `POST /_sandbox/act/VERB`. The body's `as` says who acts."""

from collections.abc import Callable
from concurrent.futures import Future

from sandbox import messages
from sandbox.acting import forms, using, writing
from sandbox.model import Json
from sandbox.workspace import Workspace

type Outcome = "Json | Future[Json]"
type Verb = Callable[[Workspace, Json], Outcome]

DONE: Json = {"ok": True}


def _say(ws: Workspace, b: Json) -> Outcome:
    message = writing.say(ws, b["as"], b["channel"], b["text"], b.get("thread_ts"))
    return {"ok": True, "ts": message.ts, "channel": message.channel}


def _edit(ws: Workspace, b: Json) -> Outcome:
    writing.edit(ws, b["as"], b["channel"], b["ts"], b["text"])
    return DONE


def _delete(ws: Workspace, b: Json) -> Outcome:
    writing.delete(ws, b["as"], b["channel"], b["ts"])
    return DONE


def _dismiss(ws: Workspace, b: Json) -> Outcome:
    writing.dismiss(ws, b["as"], b["channel"], b["ts"])
    return DONE


def _react(ws: Workspace, b: Json) -> Outcome:
    writing.react(ws, b["as"], b["channel"], b["ts"], b["name"])
    return DONE


def _join(ws: Workspace, b: Json) -> Outcome:
    writing.join(ws, b["as"], b["channel"], b.get("person"))
    return DONE


def _leave(ws: Workspace, b: Json) -> Outcome:
    writing.leave(ws, b["as"], b["channel"], b.get("person"))
    return DONE


def _archive(ws: Workspace, b: Json) -> Outcome:
    writing.archive(ws, b["as"], b["channel"], bool(b.get("archived", True)))
    return DONE


def _share(ws: Workspace, b: Json) -> Outcome:
    writing.share(ws, b["as"], b["channel"], bool(b.get("shared", True)))
    return DONE


def _mark_read(ws: Workspace, b: Json) -> Outcome:
    writing.mark_read(ws, b["as"], b["channel"], b["ts"])
    return DONE


def _command(ws: Workspace, b: Json) -> Outcome:
    return using.command(ws, b["as"], b["channel"], b["command"], b.get("text", "")).outcome


def _shortcut(ws: Workspace, b: Json) -> Outcome:
    return using.shortcut(ws, b["as"], b["callback_id"], b.get("channel"), b.get("ts")).outcome


def _use(ws: Workspace, b: Json) -> Outcome:
    place = using.place_of(ws, b["as"], b.get("channel"), b.get("ts"), b.get("view"))
    if place.view is not None and b.get("state"):
        forms.fill(ws, place.view, b["state"])
    envelope = using.act_on(ws, place, b["action_id"], b.get("value"), b.get("block_id"))
    return DONE if envelope is None else envelope.outcome


def _suggest(ws: Workspace, b: Json) -> Outcome:
    place = using.place_of(ws, b["as"], b.get("channel"), b.get("ts"), b.get("view"))
    return using.suggest(ws, place, b["action_id"], b.get("text", ""), b.get("block_id")).outcome


def _submit(ws: Workspace, b: Json) -> Outcome:
    return forms.submit(ws, b["as"], b["view"], b.get("state")).outcome


def _close(ws: Workspace, b: Json) -> Outcome:
    forms.close(ws, b["as"], b["view"], bool(b.get("all")))
    return DONE


def _open_home(ws: Workspace, b: Json) -> Outcome:
    using.open_home(ws, b["as"], b.get("tab", "home"))
    return DONE


def _context(ws: Workspace, b: Json) -> Outcome:
    using.change_context(ws, b["as"], b["thread_ts"], b["channel"])
    return DONE


def _assistant(ws: Workspace, b: Json) -> Outcome:
    thread = using.open_assistant(ws, b["as"], b.get("channel"))
    return {"ok": True, "thread": messages.assistant_thread_shown(thread)}


VERBS: dict[str, Verb] = {
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "dismiss": _dismiss,
    "react": _react,
    "join": _join,
    "leave": _leave,
    "archive": _archive,
    "share": _share,
    "mark_read": _mark_read,
    "command": _command,
    "shortcut": _shortcut,
    "use": _use,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
    "open_home": _open_home,
    "open_assistant": _assistant,
    "change_context": _context,
}
