"""What the app's acknowledgement of an interaction does, and what the person sees of it.

Each function fits `Envelope.on_answer`: it runs once, and returns `{"ok": ...}` with what there is to show.
"""

from collections.abc import Callable

from sandbox import messages, views
from sandbox.blockkit import BlocksRefused, check_view, give_ids
from sandbox.delivery.envelopes import Answer
from sandbox.model import Json, Message, View
from sandbox.web_api.content import Content, check_content
from sandbox.web_api.registry import ApiError
from sandbox.workspace import Workspace

PROBLEMS = {
    "timeout": "The app did not answer within three seconds.",
    "no_connection": "The app is not connected.",
    "http_error": "The app answered with an error.",
}


def _failed(answer: Answer) -> Json | None:
    if answer.problem is None:
        return None
    return {"ok": False, "problem": answer.problem, "text": PROBLEMS[answer.problem]}


def plain(answer: Answer) -> Json:
    return _failed(answer) or {"ok": True}


def options(answer: Answer) -> Json:
    """The options of an external select."""
    payload = answer.payload or {}
    shown = {name: payload[name] for name in ("options", "option_groups") if name in payload}
    return _failed(answer) or {"ok": True, **shown}


def to_command(ws: Workspace, user: str, channel: str) -> Callable[[Answer], Json]:
    """A command's acknowledgement may carry a message, shown to its user or to the whole channel."""

    def apply(answer: Answer) -> Json:
        failed = _failed(answer)
        if failed:
            return failed
        payload = answer.payload or {}
        if not (payload.get("text") or payload.get("blocks") or payload.get("attachments")):
            return {"ok": True}
        with ws.lock:
            return post_answer(ws, user, channel, payload)

    return apply


def post_answer(ws: Workspace, user: str, channel: str, payload: Json, thread_ts: str | None = None) -> Json:
    """Post what the app said in an acknowledgement or to a response address. Hold the lock."""
    content = Content(
        str(payload.get("text") or ""), payload.get("blocks") or [], payload.get("attachments") or [], None
    )
    try:
        check_content(ws, content)
    except ApiError as refused:
        return {"ok": False, "error": refused.error, **refused.extra}
    message = Message(
        channel=channel,
        ts=ws.clock.ts(),
        user=ws.app.bot_user_id,
        text=content.text,
        blocks=give_ids(content.blocks, lambda: ws.ids.new("", 5)),
        attachments=content.attachments,
        thread_ts=payload.get("thread_ts") or thread_ts,
        by_app=True,
        visible_to=None if payload.get("response_type") == "in_channel" else user,
    )
    messages.post(ws, message)
    return {"ok": True, "ts": message.ts}


def to_submission(ws: Workspace, view_id: str) -> Callable[[Answer], Json]:
    """A submission's acknowledgement closes the modal, or shows errors, another view, or none at all."""

    def apply(answer: Answer) -> Json:
        failed = _failed(answer)
        if failed:
            return failed
        with ws.lock:
            view = ws.views.get(view_id)
            if view is None:
                return {"ok": True}
            payload = answer.payload or {}
            respond = RESPONSES.get(payload.get("response_action") or "close", _unknown)
            try:
                return respond(ws, view, payload)
            except (BlocksRefused, views.ViewProblem) as problem:
                ws.warn("response_action_refused", f"{problem}: {getattr(problem, 'messages', '')}")
                return {
                    "ok": False,
                    "problem": "invalid",
                    "text": "The app sent a form that Slack cannot show.",
                }

    return apply


def _close(ws: Workspace, view: View, payload: Json) -> Json:
    views.close_top(ws, view.user)
    return {"ok": True}


def _clear(ws: Workspace, view: View, payload: Json) -> Json:
    views.clear(ws, view.user)
    return {"ok": True}


def _errors(ws: Workspace, view: View, payload: Json) -> Json:
    errors = payload.get("errors") or {}
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    unknown = sorted(set(errors) - inputs)
    if unknown or not errors:
        ws.warn(
            "response_action_refused",
            f"errors name blocks that are not inputs: {', '.join(unknown) or 'none'}",
        )
        return {"ok": False, "problem": "invalid", "text": "The app found a problem that Slack cannot show."}
    return {"ok": False, "errors": errors}


def _update(ws: Workspace, view: View, payload: Json) -> Json:
    check_view(payload["view"])
    views.update_view(ws, view, payload["view"])
    return {"ok": True, "view_id": view.id}


def _push(ws: Workspace, view: View, payload: Json) -> Json:
    check_view(payload["view"])
    return {"ok": True, "view_id": views.push_modal(ws, view.user, payload["view"]).id}


def _unknown(ws: Workspace, view: View, payload: Json) -> Json:
    ws.warn("response_action_refused", f"unknown response_action {payload.get('response_action')}")
    return {"ok": False, "problem": "invalid", "text": "The app answered in a way that Slack does not know."}


RESPONSES: dict[str, Callable[[Workspace, View, Json], Json]] = {
    "close": _close,
    "clear": _clear,
    "errors": _errors,
    "update": _update,
    "push": _push,
}
