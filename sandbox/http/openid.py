"""Slack's addresses to sign in with it. Where Slack asks for a password, the sandbox asks who one is."""

import json
from html import escape
from urllib.parse import urlencode

from aiohttp import web

from sandbox.http.keys import SERVICES
from sandbox.model import Json, Person
from sandbox.openid import Refused

AUTHORIZE = "/openid/connect/authorize"
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · {team}</title><link rel="stylesheet" href="/page/css/base.css">
<style>body {{ overflow: auto; }} main {{ max-width: 36rem; margin: 0 auto; padding: 1rem; }}
ul {{ list-style: none; padding: 0; }} li {{ margin: .5rem 0; }}</style></head>
<body><main><h1>Sign in to {app}</h1><p>{team}. Who are you?</p>
<form method="post" action="{action}"><ul>{people}</ul></form></main></body></html>"""
_CHOICE = '<li><button name="user" value="{id}">{name}</button> {title}, {organization}</li>'


async def configuration(request: web.Request) -> web.StreamResponse:
    return web.json_response(request.app[SERVICES].openid.configuration())


async def keys(request: web.Request) -> web.StreamResponse:
    return web.json_response(request.app[SERVICES].openid.keys())


async def authorize(request: web.Request) -> web.StreamResponse:
    """The page where one chooses the person."""
    services = request.app[SERVICES]
    try:
        services.openid.check(dict(request.query))
    except Refused as problem:
        return web.Response(status=400, text=f"{problem}")
    people = [person for person in services.ws.people.values() if not (person.deleted or person.is_bot)]
    page = _PAGE.format(
        team=escape(services.ws.team.name),
        app=escape(services.ws.app.name),
        action=escape(f"{AUTHORIZE}?{request.query_string}"),
        people="".join(map(_choice, people)),
    )
    return web.Response(text=page, content_type="text/html")


async def agree(request: web.Request) -> web.StreamResponse:
    """The person is chosen: back to the app, with a code."""
    services = request.app[SERVICES]
    asked, form = dict(request.query), await request.post()
    try:
        with services.ws.lock:
            code = services.openid.agree(asked, str(form.get("user", "")))
    except Refused as problem:
        return web.Response(status=400, text=f"{problem}")
    raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked.get('state', '')})}")


async def token(request: web.Request) -> web.StreamResponse:
    """`openid.connect.token`, which needs no token of its own."""
    services = request.app[SERVICES]
    given: Json = json.loads(await request.text()) if request.content_type == "application/json" else {}
    given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    with services.ws.lock:
        return web.json_response(services.openid.exchange(given))


def add_routes(app: web.Application) -> None:
    app.router.add_get("/.well-known/openid-configuration", configuration)
    app.router.add_get("/openid/connect/keys", keys)
    app.router.add_get(AUTHORIZE, authorize)
    app.router.add_post(AUTHORIZE, agree)
    app.router.add_post("/api/openid.connect.token", token)


def _choice(person: Person) -> str:
    shown = {"id": person.id, "name": person.real_name, "title": person.title, "organization": person.organization}
    return _CHOICE.format(**{name: escape(text) for name, text in shown.items()})
