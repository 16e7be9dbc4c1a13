"""reactions.*"""

from sandbox import reactions, wire
from sandbox.model import Json, Message
from sandbox.web_api.registry import ApiError, Call, method


def _target(call: Call) -> tuple[Message, str]:
    channel = call.channel()
    message = call.message(channel, call.required("timestamp", "no_item_specified"))
    name = call.required("name", "invalid_name").strip(":")
    return message, name


@method("reactions.add", "reactions:write")
def add(call: Call) -> Json:
    message, name = _target(call)
    if not reactions.add(call.ws, message, call.ws.app.bot_user_id, name):
        raise ApiError("already_reacted")
    return {}


@method("reactions.remove", "reactions:write")
def remove(call: Call) -> Json:
    message, name = _target(call)
    if not reactions.remove(call.ws, message, call.ws.app.bot_user_id, name):
        raise ApiError("no_reaction")
    return {}


@method("reactions.get", "reactions:read")
def get(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, call.required("timestamp", "no_item_specified"))
    return {"type": "message", "channel": channel.id, "message": wire.message(call.ws, message)}
