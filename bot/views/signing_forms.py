"""The forms of signing: the signature itself, declining, and deputies."""

from collections.abc import Sequence
from datetime import date

from bot.replies import Block, View
from bot.views.blocks import actions, button, confirmation, field, modal, option, safe, section, text_input
from bot.views.menus import menu
from bot.views.signing import version_words
from bot.views.text import day, money
from domain.signing import LONGEST_REASON
from services.cards import PersonCard
from services.signing_cards import DelegationView, SigningView

#: A name of the directory is shorter; a mistake must still fit to be told.
LONGEST_NAME = 300
INTENDED = "yes"


def sign_form(view: SigningView, name: str, metadata: object) -> View:
    """`name` is the signer's, as they have to type it."""
    intent = option("I declare this and intend it as my signature.", INTENDED)
    blocks = [
        section(
            f"*{money(view.total)} in all*: {version_words(view)} of {view.number}, {safe(view.title)}, with the "
            f"SHA-256 {view.sha256}."
        ),
        section(f"You declare: “{safe(view.statement or '')}”"),
        field("intent", "Your intent", {"type": "checkboxes", "action_id": "value", "options": [intent]}),
        field("name", "Your name", text_input(max_length=LONGEST_NAME), hint=f"Typed as it stands here: {name}."),
    ]
    return modal("signing.sign", "Sign", blocks, "Sign", metadata, close="Go back")


def decline_form(view: SigningView, metadata: object) -> View:
    blocks = [
        section(
            f"If you decline to sign {version_words(view)} of {view.number}, every signature of it is void and both "
            "sides negotiate again. They are told your reason."
        ),
        field("reason", "Why you do not sign", text_input(multiline=True, max_length=LONGEST_REASON)),
    ]
    return modal("signing.decline", "Decline to sign", blocks, "Decline", metadata, close="Go back")


def deputies_modal(found: Sequence[DelegationView], said: str = "") -> View:
    """Who may sign for the reader, and for whom the reader may sign."""
    own, others = [each for each in found if each.mine], [each for each in found if not each.mine]
    blocks = [section(f"*{said}*")] if said else []
    blocks.append(section("*Who may sign for you*"))
    blocks += [_own_row(each) for each in own] or [section("Nobody at the moment.")]
    if others:
        blocks.append(section("*For whom you may sign*"))
        blocks += [section(f"{safe(each.signer)}, {_period(each)}.") for each in others]
    blocks.append(actions([button("Name a deputy", "signing.delegate", style="primary")]))
    return modal("signing.deputies", "Deputies", blocks, metadata={"view": "deputies"})


def delegate_form(colleagues: Sequence[PersonCard], today: date, metadata: object) -> View:
    """For a period that begins today at the earliest."""
    if not colleagues:
        return modal("signing.deputies", "Name a deputy", [section("None of your colleagues is known to CEC yet.")])
    choices = [(person.name, person.id) for person in colleagues]
    blocks = [
        section("Your deputy may sign in your place on these days. It is noted that they sign for you."),
        field("deputy", "Who may sign for you", menu("value", "Choose a colleague", choices)),
        field("first", "First day", _day(today)),
        field("last", "Last day", _day(None), hint="A year at most."),
    ]
    return modal("signing.delegate", "Name a deputy", blocks, "Name", metadata, close="Go back")


def _own_row(view: DelegationView) -> Block:
    deputy = safe(view.deputy)
    ask = confirmation("End this?", f"{view.deputy} will not be able to sign for you any more.", "End it")
    found = view.delegation.id
    ends = button("End", f"signing.end:{found}", {"d": found}, label=f"{view.deputy} signs no more", confirm=ask)
    return section(f"{deputy}, {_period(view)}.", ends)


def _period(view: DelegationView) -> str:
    period = view.delegation.period
    now = "" if view.holds_now else ", not yet"
    return f"{day(period.start)} to {day(period.end)}{now}"


def _day(initial: date | None) -> Block:
    picker: Block = {"type": "datepicker", "action_id": "value"}
    return {**picker, "initial_date": initial.isoformat()} if initial else picker
