"""The forms of administrators. Each input's block id is the name of the field, so that what is wrong stands at it.

Slack keeps what was typed in an input whose block id stays the same when a modal changes its content, so the ids
carry a mark of the thing that is changed: `name|nrcs`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from bot.replies import Block, View
from bot.views.admin import CEC, back_row, done_row, where_menu
from bot.views.blocks import button, confirmation, field, modal, option, safe, section, select, text_input
from bot.views.menus import menu
from domain.catalog import Area
from domain.organizations import Organization
from domain.people import ROLES_OF, Person, Role, Side
from services.admin import Setting
from services.agreement_cards import AgreementStatus
from services.cards import ContactCard, OrganizationCard

LINES = "One per line."
YES, NO = "yes", "no"
STAFF_CHANNEL = "staff_channel"


def fingerprint(thing: object) -> str:
    """What a thing was like when the form was opened: another administrator may have changed it since."""
    return hashlib.sha256(repr(thing).encode()).hexdigest()[:16]


def field_of(block_id: str) -> str:
    """The field's name of an input's block id."""
    return block_id.partition("|")[0]


def fields_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was entered, by field."""
    return {field_of(block_id): value for block_id, value in values.items()}


# -- organizations -----------------------------------------------------------------------------------------------


def organization_form(organization: Organization | None) -> View:
    """A new one when None. Its key is asked for once and stays."""
    known = organization or Organization("", "", "")
    mark = known.key
    blocks = [back_row("admin.organizations")]
    if organization is None:
        blocks.append(_text("key", "Key", "", mark, hint="Short and lasting, small letters, such as nrcs."))
    blocks += [
        _text("name", "Name", known.name, mark),
        _text("abbreviation", "Abbreviation", known.abbreviation, mark),
        _lines("aliases", "Other names", known.aliases, mark, "What people also call it. " + LINES),
        _lines("email_domains", "E-mail domains", known.email_domains, mark, f"Such as nrcs.example.gov. {LINES}"),
    ]
    if organization:
        blocks.append(_yes_no("active", "Served by CEC", known.active, mark, "If not, its people become strangers."))
    metadata = {"view": "admin", "key": known.key, "mark": mark, "was": fingerprint(organization)}
    return modal("admin.organization", _title("organization", organization), blocks, "Save", metadata)


# -- people ------------------------------------------------------------------------------------------------------


def person_form(
    person: Person | None, organizations: Sequence[OrganizationCard], areas: Sequence[Area], where: str
) -> View:
    """A new one when None, of `where` (an organization's key or `CEC`)."""
    side = Side.CEC if where == CEC else Side.CUSTOMER
    known = person or Person("", "", "", side)
    mark = known.id
    of = where if person is None else known.organization or CEC
    blocks = [
        back_row("admin.people", {"where": of}),
        _text("name", "Name", known.name, mark),
        _text("email", "E-mail", known.email, mark, hint="As in their Slack profile: that is how I know them."),
        field(f"organization|{mark}", "Belongs to", where_menu("value", organizations, of)),
        _text("title", "Title", known.title, mark, optional=True),
        _text("phone", "Phone", known.phone, mark, optional=True),
        _areas(known, areas, mark),
        _yes_no("administrator", "Administrator", known.administrator, mark, "For people of CEC only."),
    ]
    if person:
        blocks.append(_yes_no("active", "Active", known.active, mark, "If not, they are a stranger in Slack."))
    metadata = {"view": "admin", "id": known.id, "where": of, "mark": mark, "was": fingerprint(person)}
    return modal("admin.person", _title("person", person), blocks, "Save", metadata)


def _areas(person: Person, areas: Sequence[Area], mark: str) -> Block:
    known = {key: key for key in person.areas} | {area.key: area.name for area in areas}
    options = [option(name, key) for key, name in known.items()][:100]
    chosen = [each for each in options if each["value"] in person.areas]
    if not options:
        return section("Areas of expertise come with the catalog.")
    element = select("value", "Areas", options, kind="multi_static_select")
    if chosen:
        element["initial_options"] = chosen
    return field(f"areas|{mark}", "Areas of expertise", element, optional=True, hint="For people of CEC only.")


# -- roles -------------------------------------------------------------------------------------------------------


def agreement_form(number: str = "") -> View:
    blocks = [back_row("admin.menu"), _text("number", "Number of the agreement", number, "", hint="SLA-2027-0042")]
    return modal("admin.agreement", "Roles", blocks, "Show", {"view": "admin"})


def roles_view(status: AgreementStatus, done: str = "") -> View:
    """Who has which role, each with a button to take it away; below, a role to give."""
    mark = f"{status.number}.{len(status.contacts)}.{status.version}"
    blocks = [back_row("admin.agreement"), *done_row(done)]
    blocks.append(section(f"*{status.number}*  {safe(status.title)}, {safe(status.organization.name)}"))
    blocks += [_holder(status, card) for card in status.contacts] or [section("Nobody has a role yet.")]
    blocks += [
        _text("person", "Give a role to", "", mark, hint="Their e-mail address or full name."),
        field(f"role|{mark}", "Role", menu("value", "Role", _roles())),
    ]
    metadata = {"view": "admin", "number": status.number, "mark": mark}
    return modal("admin.roles", "Roles", blocks, "Give the role", metadata)


def _holder(status: AgreementStatus, card: ContactCard) -> Block:
    side = "CEC" if card.side is Side.CEC else status.organization.abbreviation
    value = {"number": status.number, "person": card.person.id, "role": card.role.value}
    question = f"{card.person.name} will no longer be {card.role.label} of {status.number}."
    take = button(
        "Take away", f"admin.take_role:{card.person.id}.{card.role.value}", value,
        label=f"Take away {card.role.label} from {card.person.name}",
        confirm=confirmation("Take this role away?", question, "Take away"),
    )  # fmt: skip
    gone = "" if card.person.active else " (no longer active)"
    return section(f"*{safe(card.person.name)}*{gone}\n{side}: {card.role.label}", take)


def _roles() -> list[tuple[str, str]]:
    """Every role once; which side it is follows from the person."""
    return [(f"{role.label} ({_whose_role(role)})", role.value) for role in Role]


def _whose_role(role: Role) -> str:
    if role in ROLES_OF[Side.CEC]:
        return "both sides" if role in ROLES_OF[Side.CUSTOMER] else "CEC"
    return "customer"


# -- settings ----------------------------------------------------------------------------------------------------


def settings_form(settings: Sequence[Setting]) -> View:
    blocks = [back_row("admin.menu"), *(_setting(setting) for setting in settings)]
    was = fingerprint([(setting.kind.key, setting.value) for setting in settings])
    return modal("admin.settings", "Settings", blocks, "Save", {"view": "admin", "mark": "", "was": was})


def _setting(setting: Setting) -> Block:
    kind = setting.kind
    if kind.key == STAFF_CHANNEL:
        return field(kind.key, kind.label, _channel_menu(setting.value), optional=not setting.value, hint=kind.help)
    return field(kind.key, kind.label, text_input(setting.value, max_length=100), hint=kind.help)


def _channel_menu(chosen: str) -> Block:
    element: Block = {
        "type": "conversations_select",
        "action_id": "value",
        "placeholder": {"type": "plain_text", "text": "Choose a channel", "emoji": False},
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    if chosen:
        element["initial_conversation"] = chosen
    return element


# -- pieces ------------------------------------------------------------------------------------------------------


def _title(thing: str, known: object | None) -> str:
    return f"{'Change' if known else 'Add'} {'a ' if thing == 'person' else 'an '}{thing}"


def _text(name: str, label: str, initial: str, mark: str, optional: bool = False, hint: str = "") -> Block:
    return field(f"{name}|{mark}", label, text_input(initial, max_length=300), optional=optional, hint=hint)


def _lines(name: str, label: str, initial: Sequence[str], mark: str, hint: str) -> Block:
    element = text_input("\n".join(initial), multiline=True, max_length=3000)
    return field(f"{name}|{mark}", label, element, optional=True, hint=hint)


def _yes_no(name: str, label: str, initial: bool, mark: str, hint: str) -> Block:
    options = [option("Yes", YES), option("No", NO)]
    return field(f"{name}|{mark}", label, select("value", label, options, options[0 if initial else 1]), hint=hint)
