"""Slack channels and whom they belong to."""

from dataclasses import dataclass

from domain.alerts import Subject, SubjectType
from domain.channels import ChannelBinding, Place
from domain.errors import InvalidInput, NotFound
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import OPERATOR, Action, Actor
from services.access import require
from services.cards import OrganizationCard, organization_card
from services.context import Context, plain_change
from services.matching import best_names
from services.settings_table import staff_channel_of
from storage.alerts import FailedDelivery
from storage.unit_of_work import UnitOfWork

STAFF = "staff"


@dataclass(frozen=True)
class BindingCard:
    """A bound channel; `organization` is None for a channel of CEC staff. `replaced` is what it was before."""

    binding: ChannelBinding
    organization: OrganizationCard | None
    changed: bool = True
    replaced: OrganizationCard | None = None


@dataclass(frozen=True)
class ChannelUseCases:
    context: Context

    def place(self, channel_id: str, direct: bool = False, shared: bool = False, thread_ts: str | None = None) -> Place:
        """Where something is said, with whom the channel belongs to. Nobody is asked: it shows nothing to anyone."""
        if direct:
            return Place(channel_id, thread_ts, direct=True)
        with self.context.reading() as work:
            return Place(channel_id, thread_ts, direct, shared, work.channels.find(channel_id))

    def may_bind(self, actor: Actor, organization: str | None, shared: bool = False) -> None:
        """Raises NotAllowed, or InvalidInput where such a channel cannot be bound like this."""
        require(actor, Action.BIND_CHANNEL)
        if shared and organization is None:
            raise InvalidInput("channel", "People outside the department may read this channel. It can't be for staff.")

    def bound(self, actor: Actor, channel_id: str) -> BindingCard:
        """To whom a channel belongs. Raises NotFound when it is not bound."""
        require(actor, Action.BIND_CHANNEL)
        with self.context.reading() as work:
            return _card(work, _bound(work, channel_id))

    def bind(self, actor: Actor, channel_id: str, organization: str | None, shared: bool = False) -> BindingCard:
        """Bind a channel to an organization (key), or to CEC staff (None). Binding it again changes nothing.

        `shared` is true for a channel that another company or guests read: such a one cannot be staff's.
        """
        self.may_bind(actor, organization, shared)
        with self.context.unit_of_work() as work:
            card = self._bind(work, actor, channel_id, organization)
            work.commit()
            return card

    def unbind(self, actor: Actor, channel_id: str) -> BindingCard:
        """Raises NotFound when the channel is not bound."""
        require(actor, Action.BIND_CHANNEL)
        with self.context.unit_of_work() as work:
            found = _bound(work, channel_id)
            self._unbind(work, actor, found)
            card = _card(work, found)
            work.commit()
            return card

    def list(self, actor: Actor) -> tuple[BindingCard, ...]:
        """Every bound channel, staff's first. For staff."""
        require(actor, Action.BIND_CHANNEL)
        with self.context.reading() as work:
            cards = [_card(work, binding) for binding in work.channels.all()]
        return tuple(sorted(cards, key=lambda c: (c.binding.organization or "", c.binding.channel_id)))

    def of_organization(self, actor: Actor, organization: str) -> tuple[ChannelBinding, ...]:
        """The channels bound to an organization. For staff."""
        require(actor, Action.BIND_CHANNEL)
        with self.context.reading() as work:
            return tuple(work.channels.of_organization(organization))

    def staff_channel(self) -> str | None:
        """Where notices for staff go: the channel of the setting, else the first one bound to staff."""
        with self.context.reading() as work:
            return staff_channel_of(work)

    def ensure_staff_channel(self, channel_id: str) -> None:
        """Bind the channel that the server's settings name to CEC staff, in place of one they named before.

        A staff channel that an administrator chose in Slack stays the one where notices go. Raises InvalidInput
        when the channel is bound to an organization.
        """
        with self.context.unit_of_work() as work:
            found = work.channels.find(channel_id)
            if found and found.organization is not None:
                raise InvalidInput("CEC_STAFF_CHANNEL", f"The channel {channel_id} is bound to an organization.")
            earlier = [b for b in work.channels.all() if b.organization is None and b.bound_by == OPERATOR.id]
            for binding in earlier:
                if binding.channel_id != channel_id:
                    self._unbind(work, OPERATOR, binding)
            if found is None:
                self._bind(work, OPERATOR, channel_id, None)
            work.commit()

    def report_gone(self, to: Destination, error: str) -> None:
        """Tell staff that nothing can be said there any more; once for each place and day. Of the staff channel itself
        administrators are told."""
        self._keep_failed(to, error)
        if to.staff:
            return
        day = self.context.today()
        where = f"<#{to.channel_id}>" if to.channel_id else f"<@{to.slack_user_id}>"
        notice = Notice(
            key=f"gone:{to.partition}:{day.isoformat()}",
            kind=NoticeKind.DELIVERY_FAILED,
            to=Destination(staff=True),
            facts={"where": where, "error": error},
        )
        with self.context.unit_of_work() as work:
            work.notices.enqueue(notice)
            work.commit()

    def _keep_failed(self, to: Destination, error: str) -> None:
        now = self.context.clock()
        with self.context.unit_of_work() as work:
            place = (staff_channel_of(work) if to.staff else to.channel_id or to.slack_user_id) or to.partition
            known = work.alerts.failed(place)
            if known is None or known.at.date() != now.date():
                work.alerts.keep_failed(FailedDelivery(place, error, now))
                work.watches.look(Subject(SubjectType.DELIVERY, place))
                work.commit()

    def _unbind(self, work: UnitOfWork, actor: Actor, binding: ChannelBinding) -> None:
        work.channels.remove(binding.channel_id)
        subject, old = ("channel", binding.channel_id), binding.organization or STAFF
        now = self.context.clock()
        work.history.append(plain_change(actor, subject, "binding", old, None, now, binding.organization))

    def _bind(self, work: UnitOfWork, actor: Actor, channel_id: str, organization: str | None) -> BindingCard:
        known = _known_organization(work, organization) if organization else None
        before = work.channels.find(channel_id)
        if before and before.organization == organization:
            return BindingCard(before, known, changed=False)
        now = self.context.clock()
        binding = ChannelBinding(channel_id, organization, actor.id, now)
        work.channels.save(binding)
        old = (before.organization or STAFF) if before else None
        change = plain_change(actor, ("channel", channel_id), "binding", old, organization or STAFF, now, organization)
        work.history.append(change)
        return BindingCard(binding, known, replaced=_card(work, before).organization if before else None)


def _known_organization(work: UnitOfWork, key: str) -> OrganizationCard:
    found = work.organizations.find(key)
    if found is None or not found.active:
        near = best_names(key, {o.key: (o.key, *o.names) for o in work.organizations.all() if o.active})
        raise NotFound(f"There is no organization “{key[:60]}”.", tuple(match.key for match in near[:3]))
    return organization_card(found)


def _bound(work: UnitOfWork, channel_id: str) -> ChannelBinding:
    found = work.channels.find(channel_id)
    if found is None:
        raise NotFound("This channel is not bound to an organization or to CEC staff.")
    return found


def _card(work: UnitOfWork, binding: ChannelBinding) -> BindingCard:
    found = work.organizations.find(binding.organization) if binding.organization else None
    return BindingCard(binding, organization_card(found) if found else None)
