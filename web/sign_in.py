"""Signing in: with Slack, or with a link that the assistant gave; and signing out, here or everywhere.

A link is used up by a press on its page and not by opening it, so that programs that look at links in messages do not
use it up.
"""

import hmac
import secrets

from flask import g, redirect, request, session

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.permissions import Actor
from services.sessions import LINK_PATH
from web.pages import SESSION, Page, Pages, message, show
from web.safety import CSRF, TOKEN_BYTES, own_path

RETURN_PATH = "/sign-in/slack/return"
_ASKED = "sign_in"
_AGAIN = ("Sign in", "/sign-in")


def add(pages: Pages) -> None:
    _add_choice(pages)
    _add_slack(pages)
    _add_links(pages)
    _add_account(pages)


def _add_choice(pages: Pages) -> None:
    @pages.blueprint.get("/sign-in")
    def sign_in() -> Page:  # pyright: ignore[reportUnusedFunction]
        path = own_path(request.args.get("next"))
        if pages.actor():
            return redirect(path)
        return show("sign_in.html", path=path, with_slack=pages.online.slack is not None)


def _add_slack(pages: Pages) -> None:
    slack = pages.online.slack
    if slack is None:
        return

    @pages.blueprint.get("/sign-in/slack")
    def to_slack() -> Page:  # pyright: ignore[reportUnusedFunction]
        asked = {name: secrets.token_urlsafe(TOKEN_BYTES) for name in ("state", "nonce")}
        session.permanent = True
        session[_ASKED] = {**asked, "next": own_path(request.args.get("next"))}
        return redirect(slack.address(**asked))

    @pages.blueprint.get(RETURN_PATH)
    def from_slack() -> Page:  # pyright: ignore[reportUnusedFunction]
        asked = session.pop(_ASKED, None)
        given = request.args.get("state", "")
        if not asked or not hmac.compare_digest(given.encode(), asked["state"].encode()):
            raise InvalidInput("state", "This sign-in was not begun in this browser, or it took too long. Try again.")
        if "code" not in request.args:
            return message("Not signed in", "Slack did not sign you in. You can try again.", _AGAIN)
        try:
            actor = slack.actor(request.args["code"], asked["nonce"])
            token = pages.services.sessions.begin(actor, session.get(SESSION))
        except NotAllowed as error:
            return message("Not signed in", str(error), _AGAIN, 403)
        _remember(token)
        return redirect(asked["next"])


def _add_links(pages: Pages) -> None:
    sessions = pages.services.sessions

    @pages.blueprint.get(LINK_PATH.format(token="<token>"))
    def link(token: str) -> Page:  # pyright: ignore[reportUnusedFunction]
        try:
            return show("link.html", name=sessions.linked(token).name)
        except NotFound as error:
            return _ended(error)

    @pages.blueprint.post(LINK_PATH.format(token="<token>"))
    def follow_link(token: str) -> Page:  # pyright: ignore[reportUnusedFunction]
        try:
            signed_in = sessions.follow(token, pages.actor(), session.get(SESSION))
        except NotFound as error:
            return _ended(error)
        except Conflict as error:
            return message("Somebody else is signed in", str(error), ("Your account", "/account"), 409)
        _remember(signed_in.token)
        return redirect(own_path(signed_in.path), 303)


def _add_account(pages: Pages) -> None:
    sessions = pages.services.sessions

    @pages.get("/account")
    def account(actor: Actor) -> Page:  # pyright: ignore[reportUnusedFunction]
        return show("account.html")

    @pages.post("/sign-out")
    def sign_out(actor: Actor) -> Page:  # pyright: ignore[reportUnusedFunction]
        sessions.end(session[SESSION])
        return _signed_out("You are signed out in this browser.")

    @pages.post("/sign-out/everywhere")
    def sign_out_everywhere(actor: Actor) -> Page:  # pyright: ignore[reportUnusedFunction]
        sessions.end_all(actor)
        return _signed_out("You are signed out in every browser, and links that you did not use work no more.")


def _ended(error: NotFound) -> Page:
    return message("This link does not work any more", str(error), _AGAIN, 410)


def _remember(token: str) -> None:
    """A session of one's own, with a token for forms that nobody had before."""
    session.clear()
    session.permanent = True
    session[SESSION] = token
    session[CSRF] = secrets.token_urlsafe(TOKEN_BYTES)


def _signed_out(sentence: str) -> Page:
    session.clear()
    g.actor = None
    return message("Signed out", sentence, _AGAIN)
