"""A private address for each person at which a calendar program reads their meetings, over and over."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, replace
from datetime import timedelta

from documents.calendar_events import Method
from documents.icalendar_files import icalendar_file
from domain.errors import NotFound, Unavailable
from domain.meetings import MeetingState
from domain.people import Person
from domain.permissions import Action, Actor, Subject
from domain.preferences import Preferences
from services.access import require
from services.context import Context, plain_change
from services.directory import is_served
from services.meeting_events import event_of
from services.meeting_parts import may_read
from services.settings_table import zone_of_person
from storage.unit_of_work import UnitOfWork

PATH = "/calendar/{token}.ics"
NAME = "CEC meetings"
DAYS_BACK = 90
MOST_MEETINGS = 500
SHOWN = (MeetingState.BOOKED, MeetingState.HELD)

_NO_FEED = "There is no calendar at this address."
_LONGEST_TOKEN = 500


@dataclass(frozen=True)
class Feed:
    """`mark` changes whenever the content does."""

    content: bytes
    mark: str


@dataclass(frozen=True)
class CalendarFeedUseCases:
    """`secret` signs the addresses; whoever has it could make anybody's."""

    context: Context
    secret: bytes

    def path(self, actor: Actor) -> str:
        """The path of the actor's feed, such as "/calendar/....ics"; made when it is asked for the first time."""
        return self._path(actor, anew=False)

    def renew(self, actor: Actor) -> str:
        """A new path; what was given out before shows nothing any more."""
        return self._path(actor, anew=True)

    def revoke(self, actor: Actor) -> None:
        """What was given out shows nothing any more, and nothing takes its place until it is asked for."""
        require(actor, Action.CHOOSE_PREFERENCES, Subject(owner=actor.id))
        with self.context.unit_of_work() as work:
            work.people.hold([actor.id])
            before = work.preferences.of(actor.id)
            if before.feed and before.has_feed:
                self._keep(work, actor, before, -before.feed)
                work.commit()

    def read(self, token: str) -> Feed:
        """What a calendar program gets. Raises NotFound, the same for a wrong token, a revoked one, and one of someone
        who left."""
        if not self.secret:
            raise NotFound(_NO_FEED)
        person_id = _person_in(token)
        with self.context.reading() as work:
            chosen = work.preferences.of(person_id)
            right = hmac.compare_digest(self._token(person_id, chosen.feed or 0).encode(), token.encode())
            person = work.people.find(person_id)
            if not right or not chosen.has_feed or person is None or not is_served(work, person):
                raise NotFound(_NO_FEED)
            content = self._content(work, person)
        return Feed(content, hashlib.sha256(content).hexdigest())

    def _content(self, work: UnitOfWork, person: Person) -> bytes:
        since = self.context.clock() - timedelta(days=DAYS_BACK)
        own = person.organization
        found = work.meetings.of_person(person.id, SHOWN, after=since, organization=own, limit=MOST_MEETINGS)
        agreements = {each.id: each for each in work.agreements.several({each.agreement for each in found})}
        zone, reminders = zone_of_person(work, person), work.preferences.of(person.id).reminders
        pairs = [(agreements[each.agreement], each) for each in found]
        events = [event_of(*pair, zone, reminders) for pair in pairs if may_read(Actor(person), *pair)]
        return icalendar_file(events, Method.PUBLISH, NAME)

    def _path(self, actor: Actor, anew: bool) -> str:
        require(actor, Action.CHOOSE_PREFERENCES, Subject(owner=actor.id))
        if not self.secret:
            raise Unavailable("Calendar addresses are not set up here. Ask whoever looks after this assistant.")
        with self.context.unit_of_work() as work:
            work.people.hold([actor.id])
            before = work.preferences.of(actor.id)
            latest = abs(before.feed or 0)
            count = latest if before.has_feed and not anew else latest + 1
            if count != before.feed:
                self._keep(work, actor, before, count)
                work.commit()
        return PATH.format(token=self._token(actor.id, count))

    def _keep(self, work: UnitOfWork, actor: Actor, before: Preferences, count: int) -> None:
        work.preferences.save(replace(before, feed=count))
        old, new = (str(each) if each and each > 0 else None for each in (before.feed, count))
        now = self.context.clock()
        work.history.append(plain_change(actor, ("person", actor.id), "feed", old, new, now, actor.organization))

    def _token(self, person_id: str, count: int) -> str:
        """The person and a signature over the person and the count."""
        signed = hmac.digest(self.secret, f"calendar feed {count} of {person_id}".encode(), "sha256")
        return f"{_text(person_id.encode())}.{_text(signed)}"


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _person_in(token: str) -> str:
    """Whom a token is said to be of. Raises NotFound where it is none."""
    name = token.partition(".")[0]
    if len(token) > _LONGEST_TOKEN or not token.isascii():
        raise NotFound(_NO_FEED)
    try:
        return urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
    except (NotBase64, ValueError) as error:
        raise NotFound(_NO_FEED) from error
