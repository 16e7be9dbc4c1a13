"""The ten steps of doing business with CEC, and what each needs before it can be left.

The table `REQUIREMENTS` is the whole of the guards: a step is left when none of its requirements is missing.
Source: the ten steps published by CEC, with the roles of Treasury's forms 7600A and 7600B.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.people import Role, Side


class Stage(StrEnum):
    EXCHANGE_CONTACTS = "exchange_contacts"
    UNDERSTAND_NEEDS = "understand_needs"
    SURVEY = "survey"
    PROPOSAL = "proposal"
    AGREEMENT_FUNDING = "agreement_funding"
    STARTUP = "startup"
    OPERATIONS = "operations"
    REPORTS = "reports"
    MEETINGS = "meetings"
    RENEWAL = "renewal"


#: The steps that an agreement moves through. Reports and meetings go on beside them.
SEQUENCE: tuple[Stage, ...] = tuple(stage for stage in Stage if stage not in (Stage.REPORTS, Stage.MEETINGS))

#: The steps from the first contact to the survey's result.
ONBOARDING: frozenset[Stage] = frozenset({Stage.EXCHANGE_CONTACTS, Stage.UNDERSTAND_NEEDS, Stage.SURVEY})

#: The steps that an agreement leaves as soon as nothing is missing.
LEFT_BY_THEMSELVES: frozenset[Stage] = ONBOARDING | {Stage.PROPOSAL, Stage.AGREEMENT_FUNDING, Stage.STARTUP}

#: Steps whose records follow from what is kept beside the agreement (signatures, transfers, startup tasks), and from
#: nothing else. The words complete "SLA-2027-0001 ...".
KEPT_BESIDE: dict[Stage, str] = {
    Stage.AGREEMENT_FUNDING: "is signed and paid by those who have to do it",
    Stage.STARTUP: "goes live when its tasks are done and both sides confirm it",
}

#: Steps that no agreement reaches without all signatures.
SIGNED: frozenset[Stage] = frozenset({Stage.STARTUP, Stage.OPERATIONS, Stage.RENEWAL})

#: Steps in which services run: never reached without all signatures and the first funds.
SERVICES_RUN: frozenset[Stage] = frozenset({Stage.OPERATIONS, Stage.RENEWAL})


@dataclass(frozen=True)
class Requirement:
    """One thing that must be so before an agreement leaves a step.

    `role` is who sees to it on `side`. `filled_by_contact`: it is met by a contact in that role;
    otherwise by a record with this key. `missing` completes the sentence "What is missing: ...",
    `action` the sentence "Next: ..." for the side that must act, `own_action` the same for the person who does it.
    """

    key: str
    stage: Stage
    side: Side
    role: Role
    missing: str
    action: str
    filled_by_contact: bool = False
    to_oneself: str = ""

    @property
    def own_action(self) -> str:
        return self.to_oneself or self.action


def _contact(side: Side, role: Role) -> Requirement:
    owner = "CEC" if side is Side.CEC else "customer"
    return Requirement(
        key=f"{side}_{role}",
        stage=Stage.EXCHANGE_CONTACTS,
        side=side,
        role=Role.SML if side is Side.CEC else Role.PROGRAM_MANAGER,
        missing=f"a {owner} contact as {role.label}",
        action=f"name the {role.label}",
        filled_by_contact=True,
    )


def _record(stage: Stage, key: str, side: Side, role: Role, missing: str, action: str) -> Requirement:
    return Requirement(key, stage, side, role, missing, action)


def _signature(side: Side, role: Role) -> Requirement:
    owner = "CEC's" if side is Side.CEC else "the customer's"
    return Requirement(
        key=f"signed_{side}_{role}",
        stage=Stage.AGREEMENT_FUNDING,
        side=side,
        role=role,
        missing=f"the signature of {owner} {role.label}",
        action=f"have the {role.label} sign the agreement",
        to_oneself="sign the agreement",
    )


REQUIREMENTS: tuple[Requirement, ...] = (
    _contact(Side.CEC, Role.SML),
    _contact(Side.CEC, Role.AGREEMENTS_COORDINATOR),
    _contact(Side.CUSTOMER, Role.PROGRAM_MANAGER),
    _contact(Side.CUSTOMER, Role.TECHNICAL_LEAD),
    _contact(Side.CUSTOMER, Role.BUDGET_OFFICER),
    _record(
        Stage.UNDERSTAND_NEEDS,
        "needs_recorded",
        Side.CEC,
        Role.SML,
        "the record of the needs",
        "meet the customer and record the needs",
    ),
    _record(
        Stage.UNDERSTAND_NEEDS,
        "needs_confirmed",
        Side.CUSTOMER,
        Role.PROGRAM_MANAGER,
        "the customer's confirmation of the needs",
        "read the recorded needs and confirm them",
    ),
    _record(
        Stage.SURVEY,
        "survey_submitted",
        Side.CUSTOMER,
        Role.TECHNICAL_LEAD,
        "the submitted survey",
        "answer the open survey questions and submit the survey",
    ),
    _record(
        Stage.PROPOSAL,
        "proposal_presented",
        Side.CEC,
        Role.SML,
        "the draft proposal",
        "prepare the draft proposal and send it to the customer",
    ),
    _record(
        Stage.PROPOSAL,
        "proposal_accepted_customer",
        Side.CUSTOMER,
        Role.PROGRAM_MANAGER,
        "the customer's acceptance of the current version",
        "review the current draft, ask for changes or accept it",
    ),
    _record(
        Stage.PROPOSAL,
        "proposal_accepted_cec",
        Side.CEC,
        Role.SML,
        "CEC's acceptance of the same version",
        "confirm the version that the customer accepted",
    ),
    _signature(Side.CUSTOMER, Role.PROGRAM_OFFICIAL),
    _signature(Side.CUSTOMER, Role.FUNDING_OFFICIAL),
    _signature(Side.CEC, Role.PROGRAM_OFFICIAL),
    _signature(Side.CEC, Role.FUNDING_OFFICIAL),
    _record(
        Stage.AGREEMENT_FUNDING,
        "funds_transferred",
        Side.CUSTOMER,
        Role.BUDGET_OFFICER,
        "the transfer of the first instalment",
        "transfer the first instalment and record its reference",
    ),
    _record(
        Stage.AGREEMENT_FUNDING,
        "funds_confirmed",
        Side.CEC,
        Role.FINANCE_OFFICER,
        "CEC's confirmation that the funds arrived",
        "confirm that the first instalment arrived",
    ),
    _record(
        Stage.STARTUP,
        "startup_tasks_done",
        Side.CEC,
        Role.TECHNICAL_SPECIALIST,
        "the required startup tasks",
        "finish the required startup tasks",
    ),
    _record(
        Stage.STARTUP,
        "golive_confirmed",
        Side.CUSTOMER,
        Role.PROGRAM_MANAGER,
        "the customer's confirmation of go-live",
        "check the services and confirm go-live",
    ),
    _record(
        Stage.STARTUP,
        "golive_confirmed_cec",
        Side.CEC,
        Role.SML,
        "CEC's confirmation of go-live",
        "confirm go-live together with the customer",
    ),
    _record(
        Stage.OPERATIONS,
        "renewal_decided",
        Side.CEC,
        Role.SML,
        "the decision about renewal",
        "agree with the customer whether to renew",
    ),
    _record(
        Stage.RENEWAL,
        "succession_settled",
        Side.CEC,
        Role.AGREEMENTS_COORDINATOR,
        "the successor agreement, or the closing of this one",
        "conclude the successor agreement or close this one",
    ),
)

BY_KEY: dict[str, Requirement] = {requirement.key: requirement for requirement in REQUIREMENTS}


def requirements_of(stage: Stage) -> tuple[Requirement, ...]:
    """What must be so before `stage` can be left, in the order in which it is usually done."""
    return tuple(requirement for requirement in REQUIREMENTS if requirement.stage is stage)


def stage_after(stage: Stage) -> Stage | None:
    """The next sequential step, None after the last one."""
    following = SEQUENCE[SEQUENCE.index(stage) + 1 :]
    return following[0] if following else None
