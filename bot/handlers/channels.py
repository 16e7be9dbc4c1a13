"""`/cec bind` and `/cec unbind`: to whom a channel belongs, hence what may be told to all who read it."""

from dataclasses import replace

from bot.commands import Command, Subcommand
from bot.context import Click
from bot.places import actor_of
from bot.replies import Block, Outcome, Reply
from bot.routes import STALE, Routes
from bot.slack import Slack, SlackError
from bot.views.blocks import actions, button, read_value, safe, section
from bot.views.text import join_and, plural
from domain.errors import NotFound
from domain.permissions import Action, Actor, Subject, decide
from services import Services
from services.access import require
from services.channels import STAFF, BindingCard

#: Members that are looked at before the command must be answered; each one costs a request to Slack.
LOOKED_AT = 20
NAMED = 3
ASKER_ONLY = "questions about agreements in it to the asker only."
USAGE = "Write `/cec bind` and an organization, such as `/cec bind NRCS`, or `/cec bind staff`."


def bind(command: Command) -> Outcome:
    """Asks whether the channel shall belong to the organization named; the button does it. For staff."""
    require(command.actor, Action.BIND_CHANNEL)
    place = command.asker.place
    if place.direct:
        return _said(f"A direct message is between you and me. In the channel that you want to bind: {USAGE}")
    if not command.words:
        return _said(f"{_now(command)} {USAGE}")
    key = _organization(command)
    command.services.channels.may_bind(command.actor, key, place.shared)
    name, warnings = _name(command, key), _warnings(command, key)
    owner = safe(name)
    if place.binding and place.binding.organization == key:
        return _said("\n".join([f"This channel already belongs to {owner}.", *warnings]))
    question = f"{_now(command)} Shall it belong to {owner}? {_means(owner, key)}"
    yes = button(f"Bind to {name}", "channels.bind", {"organization": key or STAFF}, style="primary")
    return _asked("\n".join([question, *warnings]), yes)


def unbind(command: Command) -> Outcome:
    """Asks first, too."""
    owner = _owner(command.services.channels.bound(command.actor, command.asker.place.channel_id))
    text = f"This channel belongs to {owner}. Shall it belong to no one any more? I then answer {ASKER_ONLY}"
    return _asked(text, button("Unbind the channel", "channels.unbind", style="danger"))


def bound(click: Click) -> Outcome:
    """The button of `bind`: the channel is the one where it was pressed."""
    named = read_value(click.value).get("organization")
    if not isinstance(named, str):
        return Reply(STALE, private=True)
    place = click.asker.place
    card = click.services.channels.bind(click.actor, place.channel_id, None if named == STAFF else named, place.shared)
    return replace(_said(_bound(card)), replace=True)


def unbound(click: Click) -> Outcome:
    """The button of `unbind`."""
    card = click.services.channels.unbind(click.actor, click.asker.place.channel_id)
    text = f"This channel no longer belongs to {_owner(card)}. From now on I answer {ASKER_ONLY}"
    return replace(_said(text), replace=True)


def _organization(command: Command) -> str | None:
    """The key of the organization named, None for staff."""
    words = command.words.strip()
    if words.casefold() in (STAFF, "cec", "cec staff"):
        return None
    try:
        return command.services.directory.resolve_organization(command.actor, words).key
    except NotFound as error:
        near = f" Nearest: {join_and(error.nearest, 'or')}." if error.nearest else ""
        raise NotFound(f"{error}{near} {USAGE}", error.nearest) from error


def _now(command: Command) -> str:
    binding = command.asker.place.binding
    return (
        f"This channel belongs to {safe(_name(command, binding.organization))}."
        if binding
        else "This channel is not bound."
    )


def _name(command: Command, key: str | None) -> str:
    """As it is written; `safe` makes it fit for a text."""
    return command.services.directory.organization(command.actor, key).name if key else "CEC staff"


def _means(owner: str, key: str | None) -> str:
    if key is None:
        return "I may then tell everyone in it about the agreements of all organizations."
    return f"I may then tell everyone in it about the agreements of {owner}, and of no one else."


def _bound(card: BindingCard) -> str:
    owner = _owner(card)
    if not card.changed:
        return f"This channel already belongs to {owner}."
    before = f" It belonged to {safe(card.replaced.name)} before." if card.replaced else ""
    return f"This channel now belongs to {owner}.{before} `/cec unbind` takes that back."


def _owner(card: BindingCard) -> str:
    return safe(card.organization.name) if card.organization else "CEC staff"


# -- warnings ----------------------------------------------------------------------------------------------------


def _warnings(command: Command, organization: str | None) -> list[str]:
    """What will keep me from telling everyone here, although the channel is bound."""
    if command.asker.place.shared:
        return ["People outside the department or guests may read this channel, so I still answer only the asker."]
    if command.slack is None:
        return []
    try:
        return _about_members(command.slack, command, organization)
    except SlackError:
        return ["I could not look at the members of this channel. Invite me to it, so that I can answer here."]


def _about_members(slack: Slack, command: Command, organization: str | None) -> list[str]:
    members = slack.members(command.asker.place.channel_id)
    us = slack.identity().get("user_id")
    warnings = [] if us in members else ["I am not in this channel yet. Invite me, so that I can answer here."]
    others = [member for member in members if member != us][:LOOKED_AT]
    names = _outsiders(slack, command.services, others, organization)
    if names:
        more = [plural(len(names) - NAMED, "other")] if len(names) > NAMED else []
        named = join_and([*(safe(name) for name in names[:NAMED]), *more])
        whom = "CEC staff" if organization is None else "this organization or CEC"
        warnings.append(
            f"{named} may not see this: they do not belong to {whom}. "
            "While they are in the channel I answer questions about agreements to the asker only."
        )
    return warnings


def _outsiders(slack: Slack, services: Services, members: list[str], organization: str | None) -> list[str]:
    profiles = [slack.profile(member) for member in members]
    return [p.name for p in profiles if not p.is_bot and not _belongs(actor_of(p, services), organization)]


def _belongs(actor: Actor, organization: str | None) -> bool:
    action = Action.LIST_ALL_AGREEMENTS if organization is None else Action.READ_AGREEMENT
    return decide(actor, action, Subject(organization)).allowed


def _said(text: str) -> Reply:
    return Reply(text, [section(text)], private=True)


def _asked(text: str, yes: Block) -> Reply:
    return Reply(text, [section(text), actions([yes])], private=True)


def register(routes: Routes) -> None:
    routes.action("channels.bind", bound)
    routes.action("channels.unbind", unbound)


SUBCOMMANDS: tuple[Subcommand, ...] = (
    Subcommand("bind", "ORGANIZATION or staff", "Say to whom this channel belongs", bind, lambda actor: actor.is_staff),
    Subcommand("unbind", "", "This channel belongs to no one any more", unbind, lambda actor: actor.is_staff),
)
