"""Keys with which programs bring measurements: made by administrators, shown once, kept as digests only."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.api_keys import ApiKey, checked_name
from domain.errors import Conflict, NotAllowed, NotFound
from domain.permissions import Action, Actor
from services.access import require
from services.context import Context, plain_change

log = logging.getLogger("cec.access")

PREFIX = "cec_"
"""So that a key which is left somewhere is known as one."""


@dataclass(frozen=True)
class MadeKey:
    """`secret` is what the program gives with each request. It is shown this once."""

    key: ApiKey
    secret: str


@dataclass(frozen=True)
class ApiKeyUseCases:
    """For administrators and the operator. `new_secret` gives a text that nobody can guess."""

    context: Context
    new_secret: Callable[[], str]

    def make(self, actor: Actor, name: str) -> MadeKey:
        """Raises Conflict while there is a key of that name."""
        require(actor, Action.ADMINISTER)
        with self.context.unit_of_work() as work:
            words = checked_name(name)
            if work.api_keys.named(words):
                raise Conflict(f"There is a key “{words}” already. Revoke it first, or choose another name.")
            secret, now = PREFIX + self.new_secret(), self.context.clock()
            key = ApiKey(self.context.new_id(), words, _digest(secret), now, actor.id)
            work.api_keys.save(key)
            work.history.append(plain_change(actor, ("api_key", key.id), "made", None, words, now))
            work.commit()
            return MadeKey(key, secret)

    def revoke(self, actor: Actor, name: str) -> ApiKey:
        """From now on it opens nothing. Raises NotFound."""
        require(actor, Action.ADMINISTER)
        with self.context.unit_of_work() as work:
            found = work.api_keys.named(" ".join(name.split()))
            if found is None:
                raise NotFound(f"There is no key “{name[:40]}” that can be used.")
            now = self.context.clock()
            revoked = replace(found, revoked_at=now, revoked_by=actor.id)
            work.api_keys.save(revoked)
            work.history.append(plain_change(actor, ("api_key", found.id), "revoked", found.name, None, now))
            work.commit()
            return revoked

    def all(self, actor: Actor) -> tuple[ApiKey, ...]:
        """The revoked ones too, in the order in which they were made."""
        require(actor, Action.ADMINISTER)
        with self.context.reading() as work:
            return work.api_keys.all()

    def program(self, secret: str) -> Actor:
        """Who asks with this secret. Raises NotAllowed."""
        with self.context.reading() as work:
            found = work.api_keys.by_digest(_digest(secret))
        if found is None:
            log.warning("refused: a request with a key that is not known or was revoked")
            raise NotAllowed("This key is not known, or it was revoked. Ask a CEC administrator for a new one.")
        return Actor(program=found.name)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
