"""Changes of renewals and extensions in words that follow the name of who did it."""

from domain.extensions import ExtensionState
from domain.history import Change

_EXTENDED = {
    ExtensionState.ASKED: "asked for an extension",
    ExtensionState.IN_FORCE: "confirmed the extension, which is in force",
    ExtensionState.DECLINED: "declined the extension",
    ExtensionState.WITHDRAWN: "withdrew the extension",
}


def renewal_words(change: Change) -> str:
    new = change.new or ""
    match change.field:
        case "renewal_asked":
            return f"asked to renew it: {new}" if new else "asked to renew it"
        case "not_renewing":
            return "decided not to renew it" if new else "took back that it is not renewed"
        case "renewal_notice_days":
            told = f"{new} days before the end" if new else "the usual days before the end"
            return f"lets the customer know of its renewal from {told}"
        case "services_ended":
            return "noted that its services ended with its term"
        case _:
            return _extension_words(change.old, new)


def _extension_words(old: str | None, new: str) -> str:
    state, _, day = new.partition(" until ")
    words = "confirmed the extension" if old == state else _EXTENDED[ExtensionState(state)]
    return f"{words}, until {day}"
