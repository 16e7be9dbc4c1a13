"""What keeps pages safe: the cookie, the headers of every answer, and the token of every form.

The cookie is signed, so nobody can write one; it holds the token of a session that the database knows, so signing out
ends it everywhere. Nothing is loaded but from here, and no script stands in a page.
"""

import hmac
import secrets
from datetime import timedelta

from flask import Flask, Response, request, session

from domain.errors import InvalidInput
from domain.sign_ins import SESSION_LASTS

CSRF = "csrf"
TOKEN_BYTES = 32
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
"""Of answers that have none of that name already."""
_YEAR = int(timedelta(days=365).total_seconds())


def protect(web: Flask, secret_key: str, public_url: str) -> None:
    """Cookies and headers for all answers of `web`; stricter where people reach it by https."""
    https = public_url.startswith("https://")
    web.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_NAME="__Host-cec" if https else "cec",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION_LASTS,
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    headers = HEADERS | ({"Strict-Transport-Security": f"max-age={_YEAR}"} if https else {})

    @web.after_request
    def with_headers(response: Response) -> Response:  # pyright: ignore[reportUnusedFunction]
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response


def csrf_token() -> str:
    """The token that a form of this browser has to bring."""
    if CSRF not in session:
        session.permanent = True
        session[CSRF] = secrets.token_urlsafe(TOKEN_BYTES)
    return session[CSRF]


def require_csrf() -> None:
    """Raises InvalidInput for a form that does not come from a page of ours."""
    if request.method in SAFE_METHODS:
        return
    given, ours = request.form.get(CSRF, ""), session.get(CSRF, "")
    if not ours or not hmac.compare_digest(given.encode(), ours.encode()):
        raise InvalidInput(
            CSRF, "The form is too old, or it does not come from this page. Go back, load the page anew and try again."
        )


def own_path(text: str | None) -> str:
    """An address of our own to go on to; the first page for anything else, such as the address of another server."""
    path = text or ""
    foreign = not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable()
    return "/" if foreign else path
