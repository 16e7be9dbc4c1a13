"""Everything that can go wrong by the rules of the business.

    CecError
    +-- NotFound        what was asked for does not exist; may name the nearest things that do
    +-- NotAllowed      this person may not do this; says why
    +-- InvalidInput    something given cannot be used; names the field and says what to give instead
    +-- Conflict        it changed meanwhile, or is in a state that rules this out
    |   +-- NotCovered  help was asked for with a service that no running agreement holds; says what is missing
    +-- Unavailable     a part that is needed does not answer at the moment

Each error carries one plain sentence (or two) that can be shown to the person as it is:
`str(error)`. It says what is wrong and, where possible, what to do next. It never holds
internal names, and never more than the person may know.
"""

from enum import StrEnum


class CecError(Exception):
    """Any refusal or failure that the person who asked should be told about."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


class NotFound(CecError):
    """Nothing of that name or number exists. `nearest` holds keys of similar things, best first."""

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest

    def __reduce__(self) -> tuple[type["NotFound"], tuple[str, tuple[str, ...]]]:
        return type(self), (self.message, self.nearest)


class NotAllowed(CecError):
    """The person may not do or see this."""


class InvalidInput(CecError):
    """A value cannot be used. `field` is the name of the value, for example "quantity"."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field

    def __reduce__(self) -> tuple[type["InvalidInput"], tuple[str, str]]:
        return type(self), (self.field, self.message)


class Conflict(CecError):
    """Someone else changed it first, or its state does not allow this now."""


class Uncovered(StrEnum):
    """Why help with a service can't be asked for: no agreement holds it, or the one that does is over or not begun."""

    NOT_IN_AGREEMENT = "not_in_agreement"
    ENDED = "ended"
    NOT_YET = "not_yet"


class NotCovered(Conflict):
    """`service` is the key of the service, `agreement` the number of the agreement that ended or has not begun, or to
    which the service may be added; None where there is none."""

    def __init__(self, message: str, why: Uncovered, service: str, agreement: str | None) -> None:
        super().__init__(message)
        self.why = why
        self.service = service
        self.agreement = agreement

    def __reduce__(self) -> tuple[type["NotCovered"], tuple[str, Uncovered, str, str | None]]:
        return type(self), (self.message, self.why, self.service, self.agreement)


class Unavailable(CecError):
    """The database, the understanding or another needed part does not answer."""
