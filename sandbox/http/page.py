"""The page and its files, and people's pictures."""

from html import escape
from pathlib import Path

from aiohttp import web

from sandbox.http.keys import SERVICES

PAGE = (Path(__file__).parent.parent / "page").resolve()
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img" aria-label="{name}">
<rect width="48" height="48" fill="#{color}"/>
<text x="24" y="25" fill="#fff" font-family="sans-serif" font-size="19" font-weight="600"
 text-anchor="middle" dominant-baseline="central">{initials}</text></svg>"""


async def index(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})


async def asset(request: web.Request) -> web.StreamResponse:
    """A file of the page; never anything outside its folder."""
    path = (PAGE / request.match_info["path"]).resolve()
    if not path.is_file() or PAGE not in path.parents:
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


async def picture(request: web.Request) -> web.StreamResponse:
    """A person's initials on their colour."""
    person = request.app[SERVICES].ws.people.get(request.match_info["user"])
    if person is None:
        raise web.HTTPNotFound
    drawn = PICTURE.format(name=escape(person.real_name), color=person.color, initials=escape(person.initials))
    return web.Response(text=drawn, content_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})


def add_routes(app: web.Application) -> None:
    app.router.add_get("/", index)
    app.router.add_get("/page/{path:.+}", asset)
    app.router.add_get("/avatars/{user}.svg", picture)
