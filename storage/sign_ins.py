"""Links that sign people in, and who is signed in."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from domain.sign_ins import OnlineSession, SignInLink
from storage.sign_in_tables import online_sessions, sign_in_links
from storage.transaction import Transaction

_SESSION = select(online_sessions).where(online_sessions.c.key == bindparam("key"))


class SignIns:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def link(self, key: str) -> SignInLink | None:
        row = self._db.row(select(sign_in_links).where(sign_in_links.c.key == key))
        return SignInLink(row.key, row.person, row.path, row.ends_at, row.used_at) if row else None

    def add_link(self, link: SignInLink) -> None:
        self._db.insert(sign_in_links, [_link_row(link)])

    def use_link(self, key: str, now: datetime) -> bool:
        """Whether it is the first use of it: of several at once, one alone is."""
        unused = (sign_in_links.c.key == key, sign_in_links.c.used_at.is_(None))
        return self._db.run(sign_in_links.update().where(*unused).values(used_at=now)) == 1

    def session(self, key: str) -> OnlineSession | None:
        row = self._db.row(_SESSION, key=key)
        return OnlineSession(row.key, row.person, row.begun_at, row.ends_at) if row else None

    def add_session(self, session: OnlineSession) -> None:
        self._db.insert(online_sessions, [_session_row(session)])

    def end_session(self, key: str) -> None:
        self._db.run(online_sessions.delete().where(online_sessions.c.key == key))

    def end_all_of(self, person_id: str) -> None:
        """Their sessions in every browser, and the links that they did not use."""
        for table in (online_sessions, sign_in_links):
            self._db.run(table.delete().where(table.c.person == person_id))

    def forget_ended(self, now: datetime) -> None:
        """What ended needs not be kept."""
        for table in (online_sessions, sign_in_links):
            self._db.run(table.delete().where(table.c.ends_at <= now))


def _link_row(link: SignInLink) -> dict[str, Any]:
    return {
        "key": link.key,
        "person": link.person_id,
        "path": link.path,
        "ends_at": link.ends_at,
        "used_at": link.used_at,
    }


def _session_row(session: OnlineSession) -> dict[str, Any]:
    return {
        "key": session.key,
        "person": session.person_id,
        "begun_at": session.begun_at,
        "ends_at": session.ends_at,
    }
