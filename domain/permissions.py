"""Who may do what: the one place that every read and every write asks.

`decide(actor, action, subject)` answers yes, or no with a reason that can be said to the actor. The reason never
tells whether the thing asked about exists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import NotAllowed
from domain.people import FUNDS_RECORDERS, SURVEY_LEADS, Person, Role, Side


class Action(StrEnum):
    READ_CATALOG = "read_catalog"
    READ_PROCESS = "read_process"
    ASK_FOR_PERSON = "ask_for_person"
    REQUEST_CUSTOM_SERVICE = "request_custom_service"
    READ_AGREEMENT = "read_agreement"
    LIST_OWN_AGREEMENTS = "list_own_agreements"
    LIST_ALL_AGREEMENTS = "list_all_agreements"
    READ_CONTACTS = "read_contacts"
    READ_HANDOFF = "read_handoff"
    CLAIM_HANDOFF = "claim_handoff"
    WRITE_IN_HANDOFF = "write_in_handoff"
    BIND_CHANNEL = "bind_channel"
    ADMINISTER = "administer"
    CHANGE_AGREEMENT = "change_agreement"
    READ_NEEDS = "read_needs"
    RECORD_NEEDS = "record_needs"
    CONFIRM_NEEDS = "confirm_needs"
    ARRANGE_MEETING = "arrange_meeting"
    READ_SURVEY = "read_survey"
    ORGANIZE_SURVEY = "organize_survey"
    ANSWER_SURVEY = "answer_survey"
    SUBMIT_SURVEY = "submit_survey"
    REOPEN_SURVEY = "reopen_survey"
    MAKE_PROPOSAL = "make_proposal"
    READ_PROPOSAL = "read_proposal"
    EDIT_PROPOSAL = "edit_proposal"
    REQUEST_CHANGES = "request_changes"
    SET_CEILING = "set_ceiling"
    ACCEPT_PROPOSAL = "accept_proposal"
    CONFIRM_PROPOSAL = "confirm_proposal"
    START_AGREEMENT = "start_agreement"
    READ_FIRST_CONTACT = "read_first_contact"
    DECIDE_FIRST_CONTACT = "decide_first_contact"
    CHANGE_CONTACTS = "change_contacts"
    SIGN_AGREEMENT = "sign_agreement"
    RECORD_FUNDS = "record_funds"
    CONFIRM_FUNDS = "confirm_funds"
    READ_STARTUP = "read_startup"
    COMMENT_ON_STARTUP = "comment_on_startup"
    WORK_ON_STARTUP = "work_on_startup"
    CHANGE_STARTUP = "change_startup"
    CONFIRM_GO_LIVE = "confirm_go_live"
    READ_DOCUMENTS = "read_documents"
    MAKE_DOCUMENTS = "make_documents"
    OPERATE = "operate"


@dataclass(frozen=True)
class Actor:
    """Who asks. `person` is None for a stranger: someone in Slack whom CEC does not know yet.

    `operator` is true only for commands on the server itself (import, export), never for anyone in Slack.
    """

    person: Person | None = None
    slack_user_id: str | None = None
    operator: bool = False

    @property
    def id(self) -> str:
        """What history keeps: the person's id, `slack:U...` for a stranger, `system` for the operator."""
        if self.operator:
            return "system"
        return self.person.id if self.person else f"slack:{self.slack_user_id}"

    @property
    def is_staff(self) -> bool:
        return self.operator or (self.person is not None and self.person.active and self.person.side is Side.CEC)

    @property
    def is_administrator(self) -> bool:
        return self.operator or (self.is_staff and self.person is not None and self.person.administrator)

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


@dataclass(frozen=True)
class Decision:
    allowed: bool
    reason: str = ""


Rule = Callable[[Actor, Subject], bool]


def _anyone(actor: Actor, subject: Subject) -> bool:
    return True


def _staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff


def _administrator(actor: Actor, subject: Subject) -> bool:
    return actor.is_administrator


def _operator(actor: Actor, subject: Subject) -> bool:
    return actor.operator


def _customer_or_staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or actor.organization is not None


def _same_organization_or_staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or (actor.organization is not None and actor.organization == subject.organization)


def _own_or_staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or actor.id == subject.owner


def _customer_contact(actor: Actor, subject: Subject) -> bool:
    return not actor.is_staff and actor.organization == subject.organization and bool(subject.roles)


def _customer_contact_or_staff(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or _customer_contact(actor, subject)


def _customer_contact_or_owner(actor: Actor, subject: Subject) -> bool:
    own = actor.organization is not None and actor.organization == subject.organization and actor.id == subject.owner
    return own or _customer_contact(actor, subject)


def _customer_lead(actor: Actor, subject: Subject) -> bool:
    return _customer_contact(actor, subject) and bool(subject.roles & SURVEY_LEADS)


def _named_person(actor: Actor, subject: Subject) -> bool:
    """A person of one of the two sides. Whether it is the one who has to sign, `domain/signing.py` says."""
    return actor.person is not None and _same_organization_or_staff(actor, subject)


def _records_funds(actor: Actor, subject: Subject) -> bool:
    return actor.is_staff or (_customer_contact(actor, subject) and bool(subject.roles & FUNDS_RECORDERS))


def _confirms_funds(actor: Actor, subject: Subject) -> bool:
    return actor.is_administrator or (actor.is_staff and Role.FINANCE_OFFICER in subject.roles)


def _customer_of_money(actor: Actor, subject: Subject) -> bool:
    return _customer_contact(actor, subject) and bool(subject.roles & FUNDS_RECORDERS)


def _program_manager(actor: Actor, subject: Subject) -> bool:
    return _customer_contact(actor, subject) and Role.PROGRAM_MANAGER in subject.roles


def _sml_or_administrator(actor: Actor, subject: Subject) -> bool:
    return actor.is_administrator or (actor.is_staff and Role.SML in subject.roles)


def _own_task_or_staff(actor: Actor, subject: Subject) -> bool:
    """`subject.side` is the side that has to do the task. Staff keep the plan, so they do it for the customer too."""
    return actor.is_staff or (_customer_contact(actor, subject) and subject.side is Side.CUSTOMER)


def _confirms_go_live(actor: Actor, subject: Subject) -> bool:
    if actor.is_staff:
        return Role.SML in subject.roles
    return _customer_contact(actor, subject) and Role.PROGRAM_MANAGER in subject.roles


def _not_staff(actor: Actor, subject: Subject) -> bool:
    return not actor.is_staff


def _own_contacts_or_staff(actor: Actor, subject: Subject) -> bool:
    """A colleague without a role in the agreement cannot give himself one, unless nobody has one yet."""
    own = _same_organization_or_staff(actor, subject) and subject.side is Side.CUSTOMER
    return actor.is_staff or (own and (bool(subject.roles) or subject.without_contacts))


_STAFF_ONLY = "That is for CEC staff. I can connect you with one of them."
_OWN_ONLY = (
    "I can't show you that: there is no such agreement of your organization. "
    "Ask for your agreements, or ask me to connect you with a person at CEC."
)
_MEMBERS_ONLY = (
    "I can't match you to a customer organization yet, so I can only show services, prices and process. "
    "Ask me to connect you with a person at CEC."
)
_CONTACTS_ONLY = (
    "That is for your organization's contacts of this agreement. Ask one of them; `/cec contacts` shows who they are."
)

_RULES: dict[Action, tuple[Rule, str]] = {
    Action.READ_CATALOG: (_anyone, ""),
    Action.READ_PROCESS: (_anyone, ""),
    Action.ASK_FOR_PERSON: (_anyone, ""),
    Action.REQUEST_CUSTOM_SERVICE: (_anyone, ""),
    Action.READ_AGREEMENT: (_same_organization_or_staff, _OWN_ONLY),
    Action.LIST_OWN_AGREEMENTS: (_customer_or_staff, _MEMBERS_ONLY),
    Action.LIST_ALL_AGREEMENTS: (_staff, _STAFF_ONLY),
    Action.READ_CONTACTS: (_same_organization_or_staff, _OWN_ONLY),
    Action.READ_HANDOFF: (_own_or_staff, "That conversation is not yours."),
    Action.CLAIM_HANDOFF: (_staff, _STAFF_ONLY),
    Action.WRITE_IN_HANDOFF: (_own_or_staff, "That conversation is not yours."),
    Action.BIND_CHANNEL: (_staff, _STAFF_ONLY),
    Action.ADMINISTER: (_administrator, "That is for CEC administrators. Ask one of them, or ask me for a person."),
    Action.CHANGE_AGREEMENT: (_staff, _STAFF_ONLY),
    Action.READ_NEEDS: (_same_organization_or_staff, _OWN_ONLY),
    Action.RECORD_NEEDS: (_staff, _STAFF_ONLY),
    Action.CONFIRM_NEEDS: (_customer_contact, _CONTACTS_ONLY),
    Action.ARRANGE_MEETING: (_customer_contact_or_staff, _CONTACTS_ONLY),
    Action.READ_SURVEY: (_same_organization_or_staff, _OWN_ONLY),
    Action.ORGANIZE_SURVEY: (_customer_contact_or_staff, _CONTACTS_ONLY),
    Action.ANSWER_SURVEY: (
        _customer_contact_or_owner,
        "The survey is answered by the customer's contacts of this agreement, and by those who are given a section.",
    ),
    Action.SUBMIT_SURVEY: (
        _customer_lead,
        "The survey is submitted by the customer's program manager or technical lead of this agreement.",
    ),
    Action.REOPEN_SURVEY: (_staff, _STAFF_ONLY),
    Action.MAKE_PROPOSAL: (_staff, _STAFF_ONLY),
    Action.READ_PROPOSAL: (_same_organization_or_staff, _OWN_ONLY),
    Action.EDIT_PROPOSAL: (_staff, _STAFF_ONLY),
    Action.REQUEST_CHANGES: (_customer_contact, _CONTACTS_ONLY),
    Action.SET_CEILING: (
        _customer_of_money,
        "The budget is set by the customer's program manager, budget officer or funding official of this agreement.",
    ),
    Action.ACCEPT_PROPOSAL: (
        _program_manager,
        "The customer's program manager of this agreement accepts for the customer.",
    ),
    Action.CONFIRM_PROPOSAL: (
        _sml_or_administrator,
        "The SML of this agreement or a CEC administrator confirms for CEC.",
    ),
    Action.START_AGREEMENT: (_not_staff, "That is for customers. You can approve and lead what they ask for."),
    Action.READ_FIRST_CONTACT: (_own_or_staff, "That request is not yours."),
    Action.DECIDE_FIRST_CONTACT: (_staff, _STAFF_ONLY),
    Action.CHANGE_CONTACTS: (
        _own_contacts_or_staff,
        "The contacts of your own organization are changed by those who have a role in the agreement, or by CEC. "
        "Ask one of them; `/cec contacts` shows who they are. CEC names its own people.",
    ),
    Action.SIGN_AGREEMENT: (_named_person, _OWN_ONLY),
    Action.RECORD_FUNDS: (
        _records_funds,
        "Transfers are recorded by the customer's budget officer, funding official or program manager of this "
        "agreement, or by CEC staff for them.",
    ),
    Action.CONFIRM_FUNDS: (
        _confirms_funds,
        "Transfers are confirmed, corrected, rejected and reversed by CEC's finance officer of this agreement.",
    ),
    Action.READ_STARTUP: (_same_organization_or_staff, _OWN_ONLY),
    Action.COMMENT_ON_STARTUP: (_customer_contact_or_staff, _CONTACTS_ONLY),
    Action.WORK_ON_STARTUP: (
        _own_task_or_staff,
        "Tasks of the customer are for its contacts of this agreement, tasks of CEC for CEC staff. "
        "You can write a comment.",
    ),
    Action.CHANGE_STARTUP: (_staff, _STAFF_ONLY),
    Action.CONFIRM_GO_LIVE: (
        _confirms_go_live,
        "Go-live is confirmed by the customer's program manager and by CEC's SML of this agreement.",
    ),
    Action.READ_DOCUMENTS: (_same_organization_or_staff, _OWN_ONLY),
    Action.MAKE_DOCUMENTS: (_staff, _STAFF_ONLY),
    Action.OPERATE: (_operator, "That can be done only on the server, with the command line."),
}


def decide(actor: Actor, action: Action, subject: Subject = NOTHING) -> Decision:
    """Whether `actor` may do `action` to `subject`, with a reason to say when not."""
    rule, reason = _RULES[action]
    return Decision(True) if rule(actor, subject) else Decision(False, reason)


def require(actor: Actor, action: Action, subject: Subject = NOTHING) -> None:
    """Raises NotAllowed with the reason, unless `decide` says yes."""
    decision = decide(actor, action, subject)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
