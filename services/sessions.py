"""Who is signed in to the pages: by a link of the assistant, which works once and not for long, or by Slack.

Links and sessions are random secrets of which the database keeps digests: who reads it cannot sign in with them.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import Conflict, NotFound
from domain.people import Person
from domain.permissions import Action, Actor, Subject
from domain.sign_ins import LINK_LASTS, SESSION_LASTS, OnlineSession, SignInLink
from services.access import require
from services.context import Context
from services.directory import is_served
from storage.unit_of_work import UnitOfWork

log = logging.getLogger("cec.sessions")

LINK_PATH = "/link/{token}"

_ENDED = "This link was used already, or it is older than 15 minutes. Ask the assistant in Slack for a new one."
_OTHER = "This link is for {name}, and somebody else is signed in here. Sign out first if you are {name}."


@dataclass(frozen=True)
class LinkView:
    """Whom a link signs in."""

    name: str


@dataclass(frozen=True)
class SignedIn:
    """`token` is the secret that the browser keeps; `path` is where to go on."""

    token: str
    path: str


@dataclass(frozen=True)
class SessionUseCases:
    """`new_secret` gives a text that nobody can guess. `public_url` is where people reach the pages."""

    context: Context
    new_secret: Callable[[], str]
    public_url: str

    def link(self, actor: Actor, path: str = "/") -> str:
        """The address of a page that signs the actor in and leads to `path`; whoever has it first can use it, so it is
        given to the actor alone."""
        require(actor, Action.SIGN_IN, Subject(owner=actor.id))
        token, now = self.new_secret(), self.context.clock()
        with self.context.unit_of_work() as work:
            work.sign_ins.forget_ended(now)
            work.sign_ins.add_link(SignInLink(_key(token), actor.id, path, now + LINK_LASTS))
            work.commit()
        return self.public_url.rstrip("/") + LINK_PATH.format(token=token)

    def linked(self, token: str) -> LinkView:
        """Whom the link signs in; nothing is used up. Raises NotFound, the same for one that was used, that ended, or
        that never was."""
        with self.context.reading() as work:
            return LinkView(self._person(work, self._link(work, token)).name)

    def follow(self, token: str, present: Actor | None = None, former: str | None = None) -> SignedIn:
        """Use the link up, and end the `former` session of this browser (its token). Raises as `linked`; Conflict where
        somebody else is signed in (`present`)."""
        now = self.context.clock()
        with self.context.unit_of_work() as work:
            link = self._link(work, token)
            person = self._person(work, link)
            if present and present.id != person.id:
                raise Conflict(_OTHER.format(name=person.name))
            if not work.sign_ins.use_link(link.key, now):
                raise NotFound(_ENDED)
            signed_in = SignedIn(self._begun(work, person.id, former), link.path)
            work.commit()
        log.info("%s signed in with a link", person.id)
        return signed_in

    def begin(self, actor: Actor, former: str | None = None) -> str:
        """The token of a session of whom Slack vouches for; the `former` one of this browser (its token) ends. Raises
        NotAllowed for strangers."""
        require(actor, Action.SIGN_IN, Subject(owner=actor.id))
        with self.context.unit_of_work() as work:
            token = self._begun(work, actor.id, former)
            work.commit()
        log.info("%s signed in with Slack", actor.id)
        return token

    def actor(self, token: str) -> Actor | None:
        """Who is signed in; None where the session ended, or the person left meanwhile."""
        with self.context.reading() as work:
            session = work.sign_ins.session(_key(token))
            if session is None or not session.lasts(self.context.clock()):
                return None
            person = work.people.find(session.person_id)
            if person is None or not is_served(work, person):
                return None
            return Actor(person=person, slack_user_id=person.slack_user_id)

    def end(self, token: str) -> None:
        with self.context.unit_of_work() as work:
            work.sign_ins.end_session(_key(token))
            work.commit()

    def end_all(self, actor: Actor) -> None:
        """In every browser; links that were not used do not work any more."""
        require(actor, Action.SIGN_IN, Subject(owner=actor.id))
        with self.context.unit_of_work() as work:
            work.sign_ins.end_all_of(actor.id)
            work.commit()

    def end_of_slack_account(self, slack_user_id: str) -> None:
        """Slack does not know this account any more, so nobody is signed in with it."""
        with self.context.unit_of_work() as work:
            person = work.people.by_slack_id(slack_user_id)
            if person:
                work.sign_ins.end_all_of(person.id)
                work.commit()

    def _begun(self, work: UnitOfWork, person_id: str, former: str | None) -> str:
        token, now = self.new_secret(), self.context.clock()
        if former:
            work.sign_ins.end_session(_key(former))
        work.sign_ins.forget_ended(now)
        work.sign_ins.add_session(OnlineSession(_key(token), person_id, now, now + SESSION_LASTS))
        return token

    def _link(self, work: UnitOfWork, token: str) -> SignInLink:
        link = work.sign_ins.link(_key(token))
        if link is None or not link.works(self.context.clock()):
            raise NotFound(_ENDED)
        return link

    def _person(self, work: UnitOfWork, link: SignInLink) -> Person:
        person = work.people.find(link.person_id)
        if person is None or not is_served(work, person):
            raise NotFound(_ENDED)
        return person


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
