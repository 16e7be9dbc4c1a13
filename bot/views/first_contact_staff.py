"""What staff see of someone who wants to do business with CEC: the card with its buttons, and their forms."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.replies import Block, View
from bot.views.blocks import (
    actions,
    button,
    clip,
    context,
    field,
    modal,
    plain,
    safe,
    section,
    text_input,
    verbatim,
)
from bot.views.handoffs import quoted_lines
from bot.views.menus import menu
from bot.views.text import instant
from domain.first_contacts import LONGEST_TITLE, FirstContact, FirstContactState, title_of
from domain.organizations import Organization
from services.cards import OrganizationCard, PersonCard
from services.first_contact_cards import FirstContactView

REQUESTS_SHOWN = 5
WISH_SHOWN = 200
_DOMAIN_HINT = (
    "Such as nrcs.example.gov. Who has an address there may see all of the organization. "
    "Leave it empty where others have theirs there, too."
)
NEW = "-new-"
"""The choice of a new organization in the form that approves; never the key of one."""


def card(view: FirstContactView, zone: ZoneInfo) -> tuple[str, list[Block]]:
    """Who wants what, with the buttons that fit. The head of the staff's thread."""
    first = view.first
    name, owner = safe(first.name), safe(view.organization.name if view.organization else first.organization_name)
    title = f", {safe(first.title)}" if first.title else ""
    head = f"*{name}*{title} (<@{first.slack_user_id}>) of {owner} wants to do business with CEC."
    reach = ", ".join(part for part in (_address(first), safe(first.phone)) if part)
    facts = (
        f"{first.role.label.capitalize()}, {reach}. From FY{first.fiscal_year}. Asked {instant(first.asked_at, zone)}."
    )
    text = f"{name} of {owner} wants to do business with CEC. {_state(view)}\n{quoted_lines(first.wish)}"
    blocks = [section(head), verbatim(first.wish), context(facts), section(_state(view))]
    buttons = _buttons(view)
    return text, [*blocks, *([actions(buttons)] if buttons else [])]


def _address(first: FirstContact) -> str:
    return safe(first.email) if first.vouched else f"{safe(first.email)} (only typed, Slack does not vouch for it)"


def _state(view: FirstContactView) -> str:
    first = view.first
    lead = f" {safe(view.claimed_by.name)} leads it." if view.claimed_by else " Nobody leads it yet."
    if first.state is FirstContactState.OPEN:
        return f"{view.number} is open, at the exchange of contacts.{lead}"
    if first.state is FirstContactState.WITHDRAWN:
        return f"{safe(first.name)} withdrew this request."
    if first.state is FirstContactState.DECLINED:
        by = f" by {safe(view.decided_by.name)}" if view.decided_by else ""
        return f"Declined{by}: {safe(first.reason)}"
    why = "the organization is new to CEC"
    if first.organization:
        why = "their address does not prove that they belong to it"
    if not first.vouched:
        why = "Slack does not vouch for their address"
    return f"Waits for your approval: {why}. Until then they are a stranger to me.{lead}"


def _buttons(view: FirstContactView) -> list[Block]:
    if view.first.state in (FirstContactState.DECLINED, FirstContactState.WITHDRAWN):
        return []
    value = {"id": view.first.id}
    lead = [button("Claim", "first.claim", value, "primary")] if view.claimed_by is None else []
    lead.append(button("Assign", "first.assign", value))
    if view.first.state is FirstContactState.WAITING:
        return [button("Approve", "first.approve", value, "primary"), button("Decline", "first.decline", value), *lead]
    opened = button("Open the agreement", "agreements.open", {"number": view.number})
    channels = [button("Create a channel", "first.channel", value), button("Bind a channel", "first.bind", value)]
    return [*lead, *channels, opened]


def assigned_to_you(view: FirstContactView, by: str) -> tuple[str, list[Block]]:
    """To who leads it from now on: whose request it is, what they are after, and the way on."""
    first = view.first
    owner = safe(view.organization.name if view.organization else first.organization_name)
    wish = quoted_lines(clip(first.wish, WISH_SHOWN))
    text = (
        f"{safe(by)} assigned this to you. You lead it as SML.\n"
        f"{safe(first.name)} of {owner} wants to do business with CEC.\n{wish}"
    )
    opened = button("Open the agreement", "agreements.open", {"number": view.number}, "primary")
    decide = button("Decide", "first.decide", {"id": first.id}, "primary")
    return text, [section(text), actions([opened if view.number else decide])]


def home_requests(views: Sequence[FirstContactView], zone: ZoneInfo) -> list[Block]:
    """For Home of staff: who waits for an approval, each with a button to the card."""
    return [_waiting(view.first, zone) for view in views[:REQUESTS_SHOWN]]


def _waiting(first: FirstContact, zone: ZoneInfo) -> Block:
    head = f"*{safe(first.name)}*, {safe(first.organization_name)}, since {instant(first.asked_at, zone)}"
    wish = safe(clip(" ".join(first.wish.split()), WISH_SHOWN))
    label = f"Decide about {first.name}, {first.organization_name}"
    return section(f"{head}\n{wish}", button("Decide", f"first.decide:{first.id}", {"id": first.id}, label=label))


# -- forms -------------------------------------------------------------------------------------------------------


def assign_form(view: FirstContactView, staff: Sequence[PersonCard]) -> View:
    people = [(f"{person.name}, {person.title}" if person.title else person.name, person.id) for person in staff]
    chosen = view.claimed_by.id if view.claimed_by else None
    blocks = [
        section(f"{safe(view.first.name)}, {safe(view.first.organization_name)}"),
        field(
            "person", "Who leads it", menu("value", "Person of CEC", people, chosen), hint="As SML of the agreement."
        ),
    ]
    return modal("first.assign", "Assign", blocks, "Assign", {"id": view.first.id})


def approve_form(view: FirstContactView, known: Sequence[OrganizationCard], proposed: Organization | None) -> View:
    """The organization is one that CEC knows, or a new one with what the person wrote filled in."""
    first = view.first
    choices = [("A new organization, as below", NEW), *((f"{o.abbreviation} {o.name}", o.key) for o in known)]
    chosen = proposed.key if proposed and any(o.key == proposed.key for o in known) else NEW
    new = _new_organization(first)
    blocks = [
        section(
            f"{safe(first.name)}, {_address(first)}, says to be of *{safe(first.organization_name)}*. "
            "Once you approve, they see everything of that organization."
        ),
        field(
            "title",
            "Short title of the agreement",
            text_input(title_of(first), max_length=LONGEST_TITLE),
            hint="What it is about, in a few words. The customer reads it everywhere.",
        ),
        field("known", "Organization", menu("value", "Organization", choices, chosen, first=1)),
        section("Only for a new organization:"),
        _text("name", "Name", new.name),
        _text("abbreviation", "Abbreviation", new.abbreviation),
        _text("key", "Key", new.key, "Short and lasting, small letters, such as nrcs."),
        _text(
            "email_domains",
            "E-mail domain",
            "",
            _DOMAIN_HINT,
        ),
    ]
    return modal("first.approve", "Approve", blocks, "Approve", {"id": first.id, "was": first.mark})


def decline_form(view: FirstContactView) -> View:
    hint = f"{view.first.name} reads it."
    blocks = [
        section(f"{safe(view.first.name)}, {safe(view.first.organization_name)}"),
        field("reason", "Why", text_input(multiline=True, max_length=1000), hint=hint),
    ]
    return modal("first.decline", "Decline", blocks, "Decline", {"id": view.first.id, "was": view.first.mark})


def channel_form(view: FirstContactView, organization: OrganizationCard, people: Sequence[str], form_id: str) -> View:
    """`people` are Slack ids of those who are invited unless they are taken off the list."""
    name = f"cec-{''.join(c if c.isalnum() else '-' for c in organization.abbreviation.lower())}"[:80]
    everyone: Block = {"type": "multi_users_select", "action_id": "value", "placeholder": plain("People", 150)}
    if people:
        everyone["initial_users"] = list(people)[:100]
    blocks = [
        section(f"A private channel for {safe(organization.name)} and CEC. I may speak of its agreements there."),
        field("name", "Name of the channel", text_input(name, max_length=80)),
        field("people", "Invite", everyone, optional=True),
    ]
    metadata = {"id": view.first.id, "form": form_id}
    return modal("first.channel", "Create a channel", blocks, "Create", metadata)


def bind_form(view: FirstContactView, organization: OrganizationCard) -> View:
    element: Block = {
        "type": "conversations_select",
        "action_id": "value",
        "placeholder": plain("Choose a channel", 150),
        "filter": {"include": ["private"]},
    }
    text = f"I may then tell everyone in it about the agreements of {safe(organization.name)}, and of no one else."
    blocks = [section(text), field("channel", "Channel", element, hint="A private one. Invite me to it first.")]
    return modal("first.bind", "Bind a channel", blocks, "Bind", {"id": view.first.id})


def _new_organization(first: FirstContact) -> Organization:
    words = [word for word in first.organization_name.split() if word[:1].isalnum()]
    initials = "".join(word[0] for word in words if word[:1].isupper()) or first.organization_name
    abbreviation = (first.organization_name if len(words) == 1 else initials)[:30]
    key = "".join(c if c.isascii() and c.isalnum() else "_" for c in abbreviation.lower()).strip("_")
    return Organization(key=key[:40], name=first.organization_name, abbreviation=abbreviation)


def _text(name: str, label: str, initial: str, hint: str = "") -> Block:
    return field(name, label, text_input(initial, max_length=300), optional=True, hint=hint)
