"""A person leaves: what they have to do, who takes it over, and who has what then."""

from bot.replies import View
from bot.views.admin import done_row
from bot.views.admin_forms import fingerprint
from bot.views.blocks import actions, button, context, field, modal, safe, section
from bot.views.menus import menu
from bot.views.sections import sections
from bot.views.text import capital
from services.contact_cards import Holdings, PersonLeft

NOBODY = "-nobody-"
MOST_HELD = 90
"""Things that a modal has room for."""


def left_form(held: Holdings, number: str | None, changed: bool = False) -> View:
    """Everything that the person has to do, and who takes each of it over. `changed`: it did so meanwhile."""
    metadata = {"view": "contacts", "p": held.person.id, "n": number, "was": held_mark(held)}
    name = f"*{safe(held.person.name)}* leaves."
    if len(held.items) > MOST_HELD:
        text = (
            f"{name} They have {len(held.items)} things to do, more than fit here. Replace them in some of these first."
        )
        return modal("contacts.left", "A person left", [section(text)], metadata=metadata)
    what = "Choose who takes over what they have to do." if held.items else "They have nothing to do."
    warning = "⚠ What they have to do has changed meanwhile. Look at it again.\n" if changed else ""
    blocks = [section(f"{warning}{name} {what} Then they see nothing of the agreements any more.")]
    people = [("Nobody for now", NOBODY), *((person.name, person.id) for person in held.candidates)]
    blocks += [
        field(f"take{place}|{metadata['was']}", capital(item.what), menu("value", "Person", people, NOBODY))
        for place, item in enumerate(held.items)
    ]
    blocks.append(context("Someone new? Name them as a contact first, then come back here."))
    return modal("contacts.left", "A person left", blocks, "Hand over", metadata)


def left_view(done: PersonLeft, number: str | None) -> View:
    """Who has what now."""
    name = safe(done.person.name)
    blocks = [*done_row(f"{name} is no longer a contact."), *sections([safe(line) for line in done.taken_over])]
    if number:
        blocks.append(actions([button("Back to the contacts", "contacts.manage", {"n": number})]))
    return modal("contacts.done", "A person left", blocks, metadata={"view": "contacts"})


def held_mark(held: Holdings) -> str:
    return fingerprint([item.key for item in held.items])
