"""The addresses under which an app answers an interaction: five uses within thirty minutes."""

from sandbox import messages
from sandbox.acting.answers import post_answer
from sandbox.blockkit import give_ids
from sandbox.model import Json, Message, ResponseUrl
from sandbox.web_api.content import Content, check_content
from sandbox.web_api.registry import ApiError
from sandbox.workspace import Workspace


def respond(ws: Workspace, key: str, payload: Json) -> tuple[int, Json]:
    """Apply what the app posted. Returns the HTTP status and Slack's envelope. Hold the lock."""
    address = ws.response_urls.get(key)
    if address is None or ws.clock.now() > address.expires:
        return 404, {"ok": False, "error": "expired_url" if address else "invalid_url"}
    if address.uses_left == 0:
        return 404, {"ok": False, "error": "used_url"}
    address.uses_left -= 1
    original = ws.channels[address.channel].find(address.message_ts or "")
    if payload.get("delete_original"):
        return _delete(ws, original)
    if payload.get("replace_original") and original is not None and original.by_app:
        return _replace(ws, original, payload)
    outcome = post_answer(ws, address.user, address.channel, payload, _thread(address, original))
    return (200 if outcome["ok"] else 400), outcome


def _thread(address: ResponseUrl, original: Message | None) -> str | None:
    return address.thread_ts if original is not None and original.is_reply else None


def _delete(ws: Workspace, original: Message | None) -> tuple[int, Json]:
    if original is None:
        return 404, {"ok": False, "error": "message_not_found"}
    messages.delete(ws, original)
    return 200, {"ok": True}


def _replace(ws: Workspace, original: Message, payload: Json) -> tuple[int, Json]:
    blocks = payload.get("blocks") or []
    content = Content(str(payload.get("text") or ""), blocks, payload.get("attachments") or [], None)
    try:
        check_content(ws, content)
    except ApiError as refused:
        return 400, {"ok": False, "error": refused.error, **refused.extra}
    give_ids(blocks, lambda: ws.ids.new("", 5))
    changes: Json = {"text": content.text, "blocks": blocks, "attachments": content.attachments}
    messages.change(ws, original, ws.app.bot_user_id, **changes)
    return 200, {"ok": True}
