"""The interaction payloads, in Slack's shapes.

Source: https://docs.slack.dev/reference/interaction-payloads.
"""

from sandbox import views, wire
from sandbox.acting.places import Place
from sandbox.model import Json, Message, ResponseUrl, View
from sandbox.workspace import Workspace

RESPONSE_URL_SECONDS = 30 * 60


def common(ws: Workspace, kind: str, user: str) -> Json:
    return {
        "type": kind,
        "token": ws.app.verification_token,
        "team": {"id": ws.team.id, "domain": ws.team.domain},
        "user": wire.user_in_payload(ws, user),
        "api_app_id": ws.app.id,
        "is_enterprise_install": False,
        "enterprise": None,
    }


def response_url(ws: Workspace, user: str, channel: str, message: Message | None = None) -> str:
    """A new address under which the app may answer this interaction."""
    key = ws.ids.secret(24)
    ws.response_urls[key] = ResponseUrl(
        user=user,
        channel=channel,
        message_ts=message.ts if message else None,
        thread_ts=message.thread_ts if message else None,
        expires=ws.clock.now() + RESPONSE_URL_SECONDS,
    )
    return f"{ws.base_url}/actions/{ws.team.id}/{key}"


def command(ws: Workspace, user: str, channel_id: str, name: str, text: str) -> Json:
    channel = wire.channel_in_payload(ws, ws.channels[channel_id])
    return {
        "token": ws.app.verification_token,
        "team_id": ws.team.id,
        "team_domain": ws.team.domain,
        "channel_id": channel["id"],
        "channel_name": channel["name"],
        "user_id": user,
        "user_name": ws.people[user].name,
        "command": name,
        "text": text,
        "api_app_id": ws.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url(ws, user, channel_id),
        "trigger_id": views.new_trigger(ws, user),
    }


def global_shortcut(ws: Workspace, user: str, callback_id: str) -> Json:
    return {
        **common(ws, "shortcut", user),
        "callback_id": callback_id,
        "action_ts": ws.clock.ts(),
        "trigger_id": views.new_trigger(ws, user),
    }


def message_shortcut(ws: Workspace, user: str, callback_id: str, message: Message) -> Json:
    return {
        **common(ws, "message_action", user),
        "callback_id": callback_id,
        "action_ts": ws.clock.ts(),
        "trigger_id": views.new_trigger(ws, user),
        "response_url": response_url(ws, user, message.channel, message),
        "message_ts": message.ts,
        "channel": wire.channel_in_payload(ws, ws.channels[message.channel]),
        "message": wire.message(ws, message),
    }


def block_actions(ws: Workspace, place: Place, values: Json, action: Json) -> Json:
    view_id = place.view.id if place.view and place.view.type == "modal" else None
    return {
        **common(ws, "block_actions", place.user),
        "trigger_id": views.new_trigger(ws, place.user, view_id),
        "actions": [{**action, "action_ts": ws.clock.ts()}],
        **where(ws, place),
        **_response(ws, place),
        **({} if place.view else {"state": {"values": values}}),
    }


def where(ws: Workspace, place: Place) -> Json:
    """The parts of a payload that tell where the element stands."""
    if place.view is not None:
        return {"container": {"type": "view", "view_id": place.view.id}, "view": wire.view(ws, place.view)}
    assert place.message is not None
    message = place.message
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.visible_to is not None,
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }
    found = {"container": container, "channel": wire.channel_in_payload(ws, ws.channels[message.channel])}
    return found if message.visible_to else {**found, "message": wire.message(ws, message)}


def _response(ws: Workspace, place: Place) -> Json:
    if place.message is None:
        return {}
    return {"response_url": response_url(ws, place.user, place.message.channel, place.message)}


def view_submission(ws: Workspace, view: View) -> Json:
    return {
        **common(ws, "view_submission", view.user),
        "trigger_id": views.new_trigger(ws, view.user, view.id),
        "view": wire.view(ws, view),
        "response_urls": _response_urls(ws, view),
    }


def _response_urls(ws: Workspace, view: View) -> list[Json]:
    """One address for each channel chosen in a select that has `response_url_enabled`."""
    found: list[Json] = []
    for block in view.body["blocks"]:
        element = block.get("element") or {}
        if not element.get("response_url_enabled"):
            continue
        state = view.values.get(block["block_id"], {}).get(element["action_id"], {})
        channel = state.get("selected_conversation") or state.get("selected_channel")
        if channel in ws.channels:
            url = response_url(ws, view.user, channel)
            ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
            found.append({**ids, "channel_id": channel, "response_url": url})
    return found


def view_closed(ws: Workspace, view: View, is_cleared: bool) -> Json:
    return {**common(ws, "view_closed", view.user), "view": wire.view(ws, view), "is_cleared": is_cleared}


def block_suggestion(ws: Workspace, place: Place, block: Json, element: Json, typed: str) -> Json:
    return {
        **common(ws, "block_suggestion", place.user),
        **where(ws, place),
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "value": typed,
    }
