"""The signatures of an agreement: who has signed when, whose turn it is, and what the reader can do."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import actions, button, context, divider, header, safe, section
from bot.views.funding_buttons import payments_button, signing_button
from bot.views.sections import sections
from bot.views.steps import MARKS
from bot.views.text import capital, day, instant, instant_day, join_and, money, without_bold
from bot.views.tracker import Reader
from domain.signing import SigningState
from domain.tracker import StepState
from services.signing_cards import PlaceView, SigningView

#: What waits for a person on Home.
SHOWN_ON_HOME = 3
WAITING = "waiting."


def signing_text(view: SigningView, reader: Reader, done: str = "") -> str:
    """Everything that the blocks say."""
    lines = (f"{place_line(each, view, reader)}." for each in view.places)
    head = f"{view.number}, {safe(view.title)}, {money(view.total)} in all. {signing_sentence(view, reader)}"
    return without_bold("\n".join([*([done] if done else []), head, *lines]))


def signing_blocks(view: SigningView, reader: Reader, done: str = "") -> list[Block]:
    """`done` is said first: what has just been done, or why it was not."""
    blocks = [header(f"{view.number}: Signatures"), *([section(f"*{done}*")] if done else [])]
    blocks.append(section(f"*{money(view.total)} in all*, {safe(view.title)}. {signing_sentence(view, reader)}"))
    blocks += sections([place_line(each, view, reader) for each in view.places])
    blocks.append(context(f"The signatures bind the document with the SHA-256 {view.sha256}."))
    return [*blocks, actions(_buttons(view), "signing.below")]


def signing_sentence(view: SigningView, reader: Reader) -> str:
    """Where it stands, whose turn it is since when, and what the reader does next."""
    ended = instant(view.ended_at, reader.zone) if view.ended_at else ""
    by, reason = safe(view.ended_by or "CEC"), safe(view.reason)
    match view.state:
        case SigningState.SIGNED:
            counts = f" It counts from {day(view.effective_on)}." if view.effective_on else ""
            return f"All have signed {version_words(view)}, the last one {ended}.{counts}"
        case SigningState.DECLINED:
            return f"{by} declined to sign {version_words(view)} {ended}: “{reason}” It is negotiated again."
        case SigningState.VOID:
            return f"What was signed of {version_words(view)} does not count any more since {ended}: {reason}"
        case SigningState.OPEN:
            signed = sum(each.signed is not None for each in view.places)
            count = f"{signed} of {len(view.places)} have signed {version_words(view)}."
            return f"{count} {_whose_turn(view, reader)}"


def version_words(view: SigningView) -> str:
    """As in version 4 (amendment 1)."""
    return f"version {view.version} (amendment {view.amendment})" if view.amendment else f"version {view.version}"


def place_line(view: PlaceView, signing: SigningView, reader: Reader) -> str:
    """One of the four signatures: as in ✓ *Customer program official*: signed Nov 2 by Gloria Hernandez."""
    what = f"*{capital(view.place.label)}*"
    if view.signed:
        for_whom = f" as deputy of {safe(view.signed.deputy_of)}" if view.signed.deputy_of else ""
        when = instant(view.signed.at, reader.zone)
        return f"{MARKS[StepState.DONE]} {what}: signed by {safe(view.signed.name)}{for_whom}, {when}"
    if signing.state is not SigningState.OPEN:
        return f"{MARKS[StepState.STOPPED]} {what}: not signed"
    turn = "signs next" if view.is_next else "signs later"
    mark = MARKS[StepState.CURRENT if view.is_next else StepState.AHEAD]
    return f"{mark} {what}: {_officials(view)} {turn}"


def home_signing(views: Sequence[SigningView], reader: Reader) -> list[Block]:
    """What the reader should sign now; nothing where nothing waits."""
    rows = [_home_row(each, reader) for each in views[:SHOWN_ON_HOME]]
    return [divider(), header("To be signed by you"), *rows] if rows else []


# -- pieces ------------------------------------------------------------------------------------------------------


def _whose_turn(view: SigningView, reader: Reader) -> str:
    since = instant_day(view.since, reader.zone)
    waits = next((each for each in view.places if each.is_next), None)
    if view.may_sign:
        first = "Sign it once you have read it." if view.has_opened else "Open the document first, then sign it."
        deputy = f", as deputy of {safe(view.for_whom)}," if view.for_whom else ""
        return f"It is your turn{deputy} since {since}. {first}"
    if waits is None:
        return ""
    later = " Your turn comes after that." if view.statement else ""
    return f"It is the turn of the {waits.place.label} since {since}: {_officials(waits)}.{later}"


def _officials(view: PlaceView) -> str:
    return join_and([safe(person.name) for person in view.people], "or") or "nobody is named yet, who"


def _home_row(view: SigningView, reader: Reader) -> Block:
    since = instant_day(view.since, reader.zone)
    waits = f"{capital(version_words(view))} waits for your signature since {since}."
    opened = signing_button(view.number, "Read and sign", WAITING)
    return section(f"*{view.number}*  {safe(view.title)}\n{waits}", opened)


def _buttons(view: SigningView) -> list[Block]:
    number = view.number
    value = {"number": number, "h": view.sha256}
    opened = button("Open the agreement", "agreements.open", {"number": number}, label=f"Open the agreement {number}")
    if not view.may_decline:
        documents = button("Documents", "documents.open", {"number": number}, label=f"Documents of {number}")
        paid = [payments_button(number)] if view.state is SigningState.SIGNED else []
        return [documents, *paid, opened]
    ready = view.may_sign and view.has_opened
    again = "Open the document again" if view.has_opened else "Open the document"
    read = button(again, "signing.read", value, None if ready else "primary", label=f"{again} of {number}")
    sign = [button("Sign", "signing.sign", value, "primary", label=f"Sign {number}")] if ready else []
    decline = button("Decline to sign", "signing.decline", value, label=f"Decline to sign {number}")
    deputies = button("Deputies", "signing.deputies", label="Deputies: who may sign for you")
    return [*sign, read, decline, deputies, opened]
