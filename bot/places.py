"""Who asks and from where: Slack's ids become an `Asker`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.context import Asker
from bot.slack import Profile, Slack, SlackError, SlackRefused
from domain.channels import Place
from domain.permissions import Action, Actor, Subject, decide
from services import Services
from services.context import DEFAULT_ZONE
from services.zones import is_zone

#: In a larger channel nobody can be sure who reads along, and asking about each would take too long.
MOST_READERS = 200
#: Where Slack cannot show the reader's own.
OFFICE_ZONE = ZoneInfo(DEFAULT_ZONE)


def zone_of(profile: Profile) -> ZoneInfo:
    """The person's own zone from Slack; the department's default where Slack names one that is not known."""
    return _zone(profile.zone)


def zone_known(actor: Actor) -> ZoneInfo:
    """The zone that we know of a person; the department's default where we know none."""
    return _zone(actor.person.time_zone) if actor.person else OFFICE_ZONE


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name) if is_zone(name) else OFFICE_ZONE


def actor_of(profile: Profile, services: Services) -> Actor:
    """A person of another workspace is a stranger whatever e-mail their profile shows: nobody here vouches for it."""
    vouched_for = not (profile.foreign or profile.deleted)
    return services.directory.actor(profile.id, profile.email, profile.name, profile.zone, vouched_for)


def asker_of(
    slack: Slack, services: Services, user_id: str, channel_id: str, thread_ts: str | None, at: datetime
) -> Asker:
    profile = slack.profile(user_id)
    return Asker(
        actor=actor_of(profile, services),
        slack_user_id=user_id,
        name=profile.name,
        place=place_of(slack, services, channel_id, thread_ts),
        at=at,
        zone=zone_of(profile),
        email="" if profile.foreign else profile.email,
    )


def place_of(slack: Slack, services: Services, channel_id: str, thread_ts: str | None = None) -> Place:
    """A channel that we cannot look at counts as shared: what may not be known is then told to the asker only."""
    if channel_id.startswith("D") or not channel_id:
        return Place(channel_id, thread_ts, direct=True)
    try:
        facts = slack.channel(channel_id)
    except SlackRefused:
        return Place(channel_id, thread_ts, shared=True)
    return services.channels.place(channel_id, direct=facts.direct, shared=facts.shared, thread_ts=thread_ts)


def someone_may_not_see(slack: Slack, services: Services, place: Place, organizations: frozenset[str]) -> bool:
    """Whether anyone in the channel may not see these organizations' agreements (or we cannot find out)."""
    try:
        us = slack.identity().get("user_id")
        members = slack.members(place.channel_id)
        if len(members) > MOST_READERS:
            return True
        readers = [slack.profile(member) for member in members if member != us]
    except SlackError:
        return True
    return any(not _may_see(actor_of(reader, services), organizations) for reader in readers if not reader.is_bot)


def _may_see(actor: Actor, organizations: frozenset[str]) -> bool:
    return all(decide(actor, Action.READ_AGREEMENT, Subject(organization=key)).allowed for key in organizations)
