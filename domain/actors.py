"""Who asks, and what is asked about."""

from dataclasses import dataclass

from domain.people import Person, Role, Side


@dataclass(frozen=True)
class Actor:
    """Who asks. `person` is None for a stranger: someone in Slack whom CEC does not know yet.

    `operator` is true only for commands on the server itself (import, export), never for anyone in Slack. `program` is
    the name of the key with which a program asks, which brings measurements and may do nothing else.
    """

    person: Person | None = None
    slack_user_id: str | None = None
    operator: bool = False
    program: str | None = None

    @property
    def id(self) -> str:
        """What history keeps: the person's id, `slack:U...` for a stranger, `system` for the operator, `key:...` for a
        program."""
        if self.operator:
            return "system"
        if self.program:
            return f"key:{self.program}"
        return self.person.id if self.person else f"slack:{self.slack_user_id}"

    @property
    def is_staff(self) -> bool:
        return self.operator or (self.person is not None and self.person.active and self.person.side is Side.CEC)

    @property
    def is_administrator(self) -> bool:
        return self.operator or (self.is_staff and self.person is not None and self.person.administrator)

    @property
    def side(self) -> Side:
        """For whom they act."""
        return Side.CEC if self.is_staff else Side.CUSTOMER

    @property
    def organization(self) -> str | None:
        """The customer organization that the actor belongs to; None for staff, strangers and people who left."""
        if self.person is None or not self.person.active:
            return None
        return self.person.organization


OPERATOR = Actor(operator=True)


@dataclass(frozen=True)
class Subject:
    """What is asked about. `organization` is the key of the customer organization that it belongs to;
    `owner` the `Actor.id` of the person whose own thing it is (such as a conversation that they opened);
    `roles` what the actor is in the agreement that it belongs to; `side` the side of the people that it is about;
    `without_contacts` is true for an agreement that nobody of the customer is a contact of."""

    organization: str | None = None
    owner: str | None = None
    roles: frozenset[Role] = frozenset()
    side: Side | None = None
    without_contacts: bool = False


NOTHING = Subject()
