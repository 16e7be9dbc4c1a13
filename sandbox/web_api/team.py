"""api.test, auth.test, apps.connections.open, bots.info, team.info."""

from sandbox import wire
from sandbox.model import Json
from sandbox.web_api.registry import ApiError, Call, method


@method("api.test")
def api_test(call: Call) -> Json:
    if call.text("error"):
        raise ApiError(call.text("error"), args=call.args)
    return {"args": call.args}


@method("auth.test")
def auth_test(call: Call) -> Json:
    ws = call.ws
    return {
        "url": f"{ws.base_url}/",
        "team": ws.team.name,
        "user": ws.bot.name,
        "team_id": ws.team.id,
        "user_id": ws.bot.id,
        "bot_id": ws.app.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", "connections:write", app_level=True)
def connections_open(call: Call) -> Json:
    """A WebSocket address that works once."""
    if call.ws.events_by_http:
        raise ApiError("socket_mode_not_enabled")
    ticket = call.ws.ids.uuid()
    call.ws.socket_tickets.add(ticket)
    host = call.ws.base_url.replace("http", "ws", 1)
    return {"url": f"{host}/link/?ticket={ticket}&app_id={call.ws.app.id}"}


@method("bots.info", "users:read")
def bots_info(call: Call) -> Json:
    if call.text("bot", call.ws.app.bot_id) != call.ws.app.bot_id:
        raise ApiError("bot_not_found")
    return {"bot": wire.bot_profile(call.ws)}


@method("team.info", "team:read")
def team_info(call: Call) -> Json:
    team = call.ws.team
    icon = {"image_default": True}
    shown = {"id": team.id, "name": team.name, "domain": team.domain, "url": f"{call.ws.base_url}/"}
    return {"team": {**shown, "email_domain": "", "icon": icon}}
