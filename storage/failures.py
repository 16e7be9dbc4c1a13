"""What the database refuses, in the words of `domain.errors`. The one place that knows the drivers' errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    PendingRollbackError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.errors import CecError, Conflict, InvalidInput, Unavailable
from storage.conversation_tables import metadata

UNAVAILABLE = "I can't reach CEC's records at the moment. Please try again in a few minutes."
AT_ONCE = "Someone changed this at the same moment. Please look at it again, then repeat what you did."
TOO_LARGE = "One of these values is too large to be kept. Please give a smaller one."
NO_REFERENCE = "This refers to something that does not exist any more. Please look it up again."

_TAKEN = {
    "uq_people_email": "Another person already has this e-mail address.",
    "uq_people_slack_user_id": "Another person is already linked to this Slack account.",
    "uq_agreements_number": "There is an agreement with this number already.",
    "pk_organization_domains": "This e-mail domain already belongs to another organization.",
    "uq_signings_agreement": "Another document of this agreement waits for signatures already.",
    "uq_transfers_agreement_reference_key": "A transfer with this reference was recorded already for this agreement.",
    "uq_change_requests_agreement": "Someone of your organization asked for changes at the same moment. Look at them.",
    "pk_proposal_versions": "Someone presented a version at the same moment. Open the proposal again.",
    "uq_startup_plans_agreement": "The startup plan of this agreement was made already. Look at it.",
    "uq_handoffs_requester": "This person already has an open conversation with CEC.",
}

_LOCK_NOT_AVAILABLE, _SERIALIZATION, _DEADLOCK, _PROGRAM_LIMIT, _NO_TABLE = "55P03", "40001", "40P01", "54000", "42P01"
_SQLITE_ERROR = 1
_FOREIGN_KEY_STATE, _UNIQUE_STATE = "23503", "23505"


@contextmanager
def translated() -> Iterator[None]:
    """Raises Unavailable, Conflict or InvalidInput in place of the driver's error; our own mistakes pass unchanged."""
    try:
        yield
    except OverflowError as error:  # SQLite's driver refuses a number beyond 64 bits before it asks the database
        raise InvalidInput("value", TOO_LARGE) from error
    except PoolTimeout as error:
        raise Unavailable(UNAVAILABLE) from error
    except DBAPIError as error:
        meaning = _meaning(error)
        if meaning is None:
            raise
        raise meaning from error
    except PendingRollbackError as error:
        raise Unavailable(UNAVAILABLE) from error


def _meaning(error: DBAPIError) -> CecError | None:
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(error, IntegrityError):
        return _integrity(error)
    if state in (_SERIALIZATION, _DEADLOCK):
        return Conflict(AT_ONCE)
    if isinstance(error, DataError) or state == _PROGRAM_LIMIT:
        return InvalidInput("value", TOO_LARGE)
    return Unavailable(UNAVAILABLE) if _is_outage(error, state) else None


def _is_outage(error: DBAPIError, state: str | None) -> bool:
    if error.connection_invalidated or isinstance(error, InterfaceError) or state == _NO_TABLE:
        return True
    if type(error) is DatabaseError:  # nothing more exact: the file is damaged, or no database at all
        return True
    if not isinstance(error, OperationalError):
        return False
    # SQLite calls every mistake in a statement "operational" too; those are ours, but for a missing table.
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code != _SQLITE_ERROR or "no such table" in str(error.orig)


def _integrity(error: IntegrityError) -> CecError | None:
    said = str(error.orig)
    if "FOREIGN KEY" in said or getattr(error.orig, "sqlstate", None) == _FOREIGN_KEY_STATE:
        return InvalidInput("reference", NO_REFERENCE)
    name = _constraint(error, said)
    return Conflict(_TAKEN.get(name, AT_ONCE)) if name else None


def _constraint(error: IntegrityError, said: str) -> str | None:
    """The name of the violated uniqueness, None for any other rule."""
    if getattr(error.orig, "sqlstate", None) == _UNIQUE_STATE:
        return getattr(error.orig, "diag").constraint_name  # noqa: B009 -- known to PostgreSQL's errors only
    _, _, columns = said.partition("UNIQUE constraint failed: ")
    return _by_columns().get(columns) if columns else None


@cache
def _by_columns() -> dict[str, str]:
    """SQLite names the columns of a violated uniqueness, not the constraint. Asked when all tables are defined."""
    found: dict[str, str] = {}
    for table in metadata.tables.values():
        rules = [*table.constraints, *(index for index in table.indexes if index.unique)]
        for rule in rules:
            if isinstance(rule, Index | PrimaryKeyConstraint | UniqueConstraint):
                found[", ".join(f"{table.name}.{column.name}" for column in rule.columns)] = str(rule.name)
    return found
