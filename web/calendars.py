"""Private calendar feeds, which calendar programs read over and over."""

from collections.abc import Callable

from flask import Flask, Response, request

from documents.icalendar_files import MEDIA_TYPE
from domain.errors import CecError, NotFound
from services.calendar_feeds import PATH, Feed

#: The feed of a token. Raises NotFound.
type ReadFeed = Callable[[str], Feed]

_RETRY_SECONDS = "300"
_HEADERS = {
    # Only whoever asks may keep it, and shall ask each time whether it is still right.
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}


def add_calendars(web: Flask, read: ReadFeed) -> None:
    @web.get(PATH.format(token="<token>"))
    def calendar(token: str) -> Response:  # pyright: ignore[reportUnusedFunction]
        try:
            feed = read(token)
        except NotFound as error:
            return Response(str(error), 404, _HEADERS, content_type="text/plain; charset=utf-8")
        except CecError as error:
            headers = {**_HEADERS, "Retry-After": _RETRY_SECONDS}
            return Response(str(error), 503, headers, content_type="text/plain; charset=utf-8")
        response = Response(feed.content, 200, _HEADERS, content_type=MEDIA_TYPE)
        response.headers["Content-Disposition"] = 'inline; filename="cec-meetings.ics"'
        response.set_etag(feed.mark)
        return response.make_conditional(request)  # pyright: ignore[reportReturnType]
