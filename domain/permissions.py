"""Who may do what: the one place that every read and every write asks.

`decide(actor, action, subject)` answers yes, or no with a reason that can be said to the actor. The reason never
tells whether the thing asked about exists.
"""

from dataclasses import dataclass

import domain.permission_rules as who
from domain.actions import Action
from domain.actors import NOTHING, OPERATOR, Actor, Subject
from domain.errors import NotAllowed

__all__ = ["NOTHING", "OPERATOR", "Action", "Actor", "Decision", "Subject", "decide", "require"]


@dataclass(frozen=True)
class Decision:
    allowed: bool
    reason: str = ""


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

_RULES: dict[Action, tuple[who.Rule, str]] = {
    Action.READ_CATALOG: (who.anyone, ""),
    Action.READ_PROCESS: (who.anyone, ""),
    Action.ASK_FOR_PERSON: (who.anyone, ""),
    Action.REQUEST_CUSTOM_SERVICE: (who.anyone, ""),
    Action.READ_AGREEMENT: (who.same_organization_or_staff, _OWN_ONLY),
    Action.LIST_OWN_AGREEMENTS: (who.customer_or_staff, _MEMBERS_ONLY),
    Action.LIST_ALL_AGREEMENTS: (who.staff, _STAFF_ONLY),
    Action.READ_CONTACTS: (who.same_organization_or_staff, _OWN_ONLY),
    Action.READ_HANDOFF: (who.own_or_staff, "That conversation is not yours."),
    Action.CLAIM_HANDOFF: (who.staff, _STAFF_ONLY),
    Action.WRITE_IN_HANDOFF: (who.own_or_staff, "That conversation is not yours."),
    Action.BIND_CHANNEL: (who.staff, _STAFF_ONLY),
    Action.ADMINISTER: (who.administrator, "That is for CEC administrators. Ask one of them, or ask me for a person."),
    Action.CHANGE_AGREEMENT: (who.staff, _STAFF_ONLY),
    Action.READ_NEEDS: (who.same_organization_or_staff, _OWN_ONLY),
    Action.RECORD_NEEDS: (who.staff, _STAFF_ONLY),
    Action.CONFIRM_NEEDS: (who.customer_contact, _CONTACTS_ONLY),
    Action.ARRANGE_MEETING: (who.customer_contact_or_staff, _CONTACTS_ONLY),
    Action.READ_MEETING: (who.takes_part_or_staff, _OWN_ONLY),
    Action.ANSWER_MEETING: (who.takes_part_or_staff, _CONTACTS_ONLY),
    Action.DECIDE_MEETING: (
        who.own_of_organization_or_staff,
        "The time is settled by who set up the meeting, or by CEC. You can answer which times suit you.",
    ),
    Action.RECORD_MEETING: (who.staff, _STAFF_ONLY),
    Action.DO_ACTION_ITEM: (
        who.own_of_organization_or_staff,
        "That is for the person who has to do it, or for CEC. Ask one of them.",
    ),
    Action.READ_SURVEY: (who.same_organization_or_staff, _OWN_ONLY),
    Action.ORGANIZE_SURVEY: (who.customer_contact_or_staff, _CONTACTS_ONLY),
    Action.ANSWER_SURVEY: (
        who.customer_contact_or_owner,
        "The survey is answered by the customer's contacts of this agreement, and by those who are given a section.",
    ),
    Action.SUBMIT_SURVEY: (
        who.customer_lead,
        "The survey is submitted by the customer's program manager or technical lead of this agreement.",
    ),
    Action.REOPEN_SURVEY: (who.staff, _STAFF_ONLY),
    Action.MAKE_PROPOSAL: (who.staff, _STAFF_ONLY),
    Action.READ_PROPOSAL: (who.same_organization_or_staff, _OWN_ONLY),
    Action.EDIT_PROPOSAL: (who.staff, _STAFF_ONLY),
    Action.REQUEST_CHANGES: (who.customer_contact, _CONTACTS_ONLY),
    Action.SET_CEILING: (
        who.customer_of_money,
        "The budget is set by the customer's program manager, budget officer or funding official of this agreement.",
    ),
    Action.ACCEPT_PROPOSAL: (
        who.program_manager,
        "The customer's program manager of this agreement accepts for the customer.",
    ),
    Action.CONFIRM_PROPOSAL: (
        who.sml_or_administrator,
        "The SML of this agreement or a CEC administrator confirms for CEC.",
    ),
    Action.START_AGREEMENT: (who.not_staff, "That is for customers. You can approve and lead what they ask for."),
    Action.READ_FIRST_CONTACT: (who.own_or_staff, "That request is not yours."),
    Action.DECIDE_FIRST_CONTACT: (who.staff, _STAFF_ONLY),
    Action.CHANGE_CONTACTS: (
        who.own_contacts_or_staff,
        "The contacts of your own organization are changed by those who have a role in the agreement, or by CEC. "
        "Ask one of them; `/cec contacts` shows who they are. CEC names its own people.",
    ),
    Action.SIGN_AGREEMENT: (who.named_person, _OWN_ONLY),
    Action.RECORD_FUNDS: (
        who.records_funds,
        "Transfers are recorded by the customer's budget officer, funding official or program manager of this "
        "agreement, or by CEC staff for them.",
    ),
    Action.CONFIRM_FUNDS: (
        who.confirms_funds,
        "Transfers are confirmed, corrected, rejected and reversed by CEC's finance officer of this agreement.",
    ),
    Action.READ_STARTUP: (who.same_organization_or_staff, _OWN_ONLY),
    Action.COMMENT_ON_STARTUP: (who.customer_contact_or_staff, _CONTACTS_ONLY),
    Action.WORK_ON_STARTUP: (
        who.own_task_or_staff,
        "Tasks of the customer are for its contacts of this agreement, tasks of CEC for CEC staff. "
        "You can write a comment.",
    ),
    Action.CHANGE_STARTUP: (who.staff, _STAFF_ONLY),
    Action.CONFIRM_GO_LIVE: (
        who.confirms_go_live,
        "Go-live is confirmed by the customer's program manager and by CEC's SML of this agreement.",
    ),
    Action.START_RENEWAL: (who.staff, _STAFF_ONLY),
    Action.ASK_RENEWAL: (who.customer_contact, _CONTACTS_ONLY),
    Action.ASK_EXTENSION: (who.customer_contact_or_staff, _CONTACTS_ONLY),
    Action.CONFIRM_EXTENSION: (
        who.leads_a_side,
        "An extension is confirmed by the customer's program manager and by CEC's SML of this agreement or a CEC "
        "administrator.",
    ),
    Action.READ_DOCUMENTS: (who.same_organization_or_staff, _OWN_ONLY),
    Action.MAKE_DOCUMENTS: (who.staff, _STAFF_ONLY),
    Action.READ_ALERTS: (who.staff, _STAFF_ONLY),
    Action.HANDLE_ALERTS: (who.staff, _STAFF_ONLY),
    Action.CHOOSE_PREFERENCES: (
        who.known_person,
        "I can't match you to a person whom CEC knows, so I can't keep your hours or calendars. "
        "Ask me to connect you with a person at CEC.",
    ),
    Action.SIGN_IN: (
        who.known_person,
        "I can't match you to a person whom CEC knows, so there are no pages of yours yet. "
        "Ask me to connect you with a person at CEC.",
    ),
    Action.OPEN_REQUEST: (who.same_organization_or_staff, _OWN_ONLY),
    Action.READ_REQUEST: (
        who.takes_part_or_staff,
        "I can't find that request. Ask for your requests to see their numbers.",
    ),
    Action.WRITE_IN_REQUEST: (who.takes_part_or_staff, _CONTACTS_ONLY),
    Action.RATE_REQUEST: (who.own_of_customer, "The help is rated by the person who asked for it."),
    Action.WORK_ON_REQUESTS: (who.staff, _STAFF_ONLY),
    Action.READ_OUTAGES: (who.customer_or_staff, _MEMBERS_ONLY),
    Action.ANNOUNCE_OUTAGE: (who.staff, _STAFF_ONLY),
    Action.RECORD_MEASUREMENTS: (who.staff_or_program, _STAFF_ONLY),
    Action.PROPOSE_EXCEPTION: (who.customer_contact_or_staff, _CONTACTS_ONLY),
    Action.SETTLE_EXCEPTION: (
        who.leads_a_side,
        "An exception is agreed by the customer's program manager and by CEC's SML of this agreement or a CEC "
        "administrator.",
    ),
    Action.READ_REPORT: (who.same_organization_or_staff, _OWN_ONLY),
    Action.WANT_REPORT: (who.customer_contact_or_staff, _CONTACTS_ONLY),
    Action.REVIEW_REPORT: (
        who.sml_or_administrator,
        "Reports are reviewed and sent by CEC's SML of this agreement or a CEC administrator.",
    ),
    Action.COMMENT_ON_REPORT: (who.customer_contact_or_staff, _CONTACTS_ONLY),
    Action.ACKNOWLEDGE_REPORT: (
        who.program_manager,
        "Reports are acknowledged by the customer's program manager of this agreement.",
    ),
    Action.OPERATE: (who.operator, "That can be done only on the server, with the command line."),
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
