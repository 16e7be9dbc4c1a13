"""Which Slack channels belong to CEC staff or to a customer organization."""

from sqlalchemy import ColumnElement, select, true

from domain.channels import ChannelBinding
from storage.conversation_tables import channel_bindings
from storage.transaction import Transaction


class Channels:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def find(self, channel_id: str) -> ChannelBinding | None:
        return next(iter(self._where(channel_bindings.c.channel_id == channel_id)), None)

    def all(self) -> tuple[ChannelBinding, ...]:
        """The first bound first."""
        return self._where(true())

    def staff_channel(self) -> ChannelBinding | None:
        """The staff's channel that was bound first: binding a second one does not move what staff are told."""
        return next(iter(self._where(channel_bindings.c.organization.is_(None))), None)

    def of_organization(self, key: str) -> tuple[ChannelBinding, ...]:
        """The first bound first."""
        return self._where(channel_bindings.c.organization == key)

    def save(self, binding: ChannelBinding) -> None:
        """Bind, or bind anew."""
        self._db.upsert(
            channel_bindings,
            {
                "channel_id": binding.channel_id,
                "organization": binding.organization,
                "bound_by": binding.bound_by,
                "bound_at": binding.bound_at,
            },
        )

    def remove(self, channel_id: str) -> None:
        """Nothing happens where there is no binding."""
        self._db.run(channel_bindings.delete().where(channel_bindings.c.channel_id == channel_id))

    def _where(self, condition: ColumnElement[bool]) -> tuple[ChannelBinding, ...]:
        found = select(channel_bindings).where(condition)
        ordered = found.order_by(channel_bindings.c.bound_at, channel_bindings.c.channel_id)
        return tuple(ChannelBinding(**row._mapping) for row in self._db.rows(ordered))
