"""What the agreement itself knows of its signatures and funds: records of the step `agreement_funding`.

They follow from the signing and from the account, and are written here alone. So an agreement is signed where all
officials signed the same document, and funded where the first instalment is confirmed, whoever asks and by whatever
way; where that is so no longer, the record is taken back.
"""

from collections.abc import Sequence
from datetime import datetime

from domain.agreements import Agreement, is_met, void, with_record
from domain.errors import Conflict, InvalidInput
from domain.funding_accounts import Account
from domain.history import Change
from domain.signing import Signing, SigningState
from domain.stages import BY_KEY, KEPT_BESIDE, SEQUENCE, Stage, requirements_of

TRANSFERRED, CONFIRMED = BY_KEY["funds_transferred"], BY_KEY["funds_confirmed"]
SIGNATURES = tuple(r for r in requirements_of(Stage.AGREEMENT_FUNDING) if r not in (TRANSFERRED, CONFIRMED))


def with_signatures(agreement: Agreement, signing: Signing) -> Agreement:
    """With a record of every signature that counts. An amendment's signatures change nothing here."""
    counts = signing.state in (SigningState.OPEN, SigningState.SIGNED) and not signing.amendment
    for signature in signing.signatures if counts and _has_reached_signing(agreement) else ():
        requirement = BY_KEY[signature.place.key]
        if signature.sha256 == signing.sha256 and not is_met(agreement, requirement):
            agreement, _ = with_record(agreement, requirement, signature.at, signature.person)
    return agreement


def without_signatures(
    agreement: Agreement, at: datetime, by: str, reason: str
) -> tuple[Agreement, tuple[Change, ...]]:
    """The document changed: every signature is void. Raises Conflict once services may run."""
    if agreement.stage is not Stage.AGREEMENT_FUNDING:
        raise Conflict(f"{agreement.number} is not at the step of the signatures.")
    return void(agreement, {requirement.key for requirement in SIGNATURES}, at, by, reason)


def with_funds(agreement: Agreement, account: Account, at: datetime, by: str) -> tuple[Agreement, Sequence[Change]]:
    """With the records of the first instalment, as the account has it now.

    Nothing counts before all have signed. Where money went back, the records are taken back too.
    """
    counts = is_signed(agreement)
    changes: list[Change] = []
    for requirement, met in ((TRANSFERRED, account.first_is_transferred), (CONFIRMED, account.first_is_confirmed)):
        if met and counts and not is_met(agreement, requirement):
            agreement, change = with_record(agreement, requirement, at, by)
            changes.append(change)
        elif not met and is_met(agreement, requirement):
            reason = "The first instalment is no longer covered."
            agreement, voided = void(agreement, {requirement.key}, at, by, reason)
            changes.extend(voided)
    return agreement, changes


def is_signed(agreement: Agreement) -> bool:
    """Whether all officials signed."""
    return _has_reached_signing(agreement) and all(is_met(agreement, each) for each in SIGNATURES)


def adopted(agreement: Agreement, requirement: str, at: datetime, by: str, note: str) -> tuple[Agreement, Change]:
    """Of an agreement that was signed and paid before CEC kept it here: it is taken in with what is on paper.

    For imports by the operator. Raises InvalidInput for anything but signatures, funds and startup tasks, or at another
    step.
    """
    found = BY_KEY.get(requirement)
    if found is None or found.stage is not agreement.stage or found.stage not in KEPT_BESIDE:
        raise InvalidInput("requirement", f"{agreement.number} is not at a step that needs this.")
    return with_record(agreement, found, at, by, note)


def _has_reached_signing(agreement: Agreement) -> bool:
    is_open = agreement.closed_at is None
    return is_open and SEQUENCE.index(agreement.stage) >= SEQUENCE.index(Stage.AGREEMENT_FUNDING)
