"""users.*"""

from sandbox import wire
from sandbox.model import CHANNEL_TYPE, Json
from sandbox.web_api.registry import ApiError, Call, method, page_of


def _sees_email(call: Call) -> bool:
    return "users:read.email" in call.scopes


@method("users.info", "users:read")
def info(call: Call) -> Json:
    person = call.ws.people[call.user()]
    return {"user": wire.user(call.ws, person, _sees_email(call))}


@method("users.list", "users:read")
def users_list(call: Call) -> Json:
    page, metadata = page_of(call, list(call.ws.people.values()))
    members = [wire.user(call.ws, person, _sees_email(call)) for person in page]
    return {"members": members, "cache_ts": int(call.ws.clock.now()), "response_metadata": metadata}


@method("users.lookupByEmail", "users:read.email")
def lookup_by_email(call: Call) -> Json:
    email = call.required("email", "users_not_found").lower()
    found = next((p for p in call.ws.people.values() if p.email.lower() == email and not p.deleted), None)
    if found is None:
        raise ApiError("users_not_found")
    return {"user": wire.user(call.ws, found)}


@method("users.profile.get", "users.profile:read", "users:read")
def profile_get(call: Call) -> Json:
    user = call.user() if call.text("user") else call.ws.app.bot_user_id
    return {"profile": wire.profile(call.ws, call.ws.people[user], _sees_email(call))}


@method("users.getPresence", "users:read")
def get_presence(call: Call) -> Json:
    call.user()
    return {"presence": "active"}


@method("users.conversations", "channels:read", "groups:read", "im:read")
def conversations(call: Call) -> Json:
    user = call.user() if call.text("user") else call.ws.app.bot_user_id
    wanted = call.text("types", "public_channel").split(",")
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im"}
    types = {kinds[w.strip()] for w in wanted if w.strip() in kinds}
    mine = [c for c in call.ws.channels.values() if user in c.members and CHANNEL_TYPE[c.kind] in types]
    page, metadata = page_of(call, mine)
    return {"channels": [wire.channel(call.ws, c) for c in page], "response_metadata": metadata}
