"""The buttons below an agreement: what can be looked at, depending on the step that it has reached."""

from bot.replies import Block
from bot.views.blocks import button
from bot.views.meeting_buttons import meetings_button
from bot.views.steps import STEP_NAMES, step_number
from bot.views.talk import Offer, ask_button
from domain.stages import SEQUENCE, Stage
from services.agreement_cards import AgreementStatus

#: What there is from a step on: the step, the button's text, its action.
_FROM_STEP = (
    (Stage.PROPOSAL, "Proposal", "proposal.open"),
    (Stage.PROPOSAL, "Documents", "documents.open"),
    (Stage.AGREEMENT_FUNDING, "Signatures", "signing.open"),
    (Stage.AGREEMENT_FUNDING, "Payments", "payments.open"),
    (Stage.STARTUP, "Startup tasks", "startup.open"),
    (Stage.OPERATIONS, "Renewal", "renewals.open"),
)


def agreement_buttons(status: AgreementStatus) -> list[Block]:
    number = status.number
    made = [
        button("Contacts", "agreements.contacts", {"number": number}, label=f"Contacts of {number}"),
        button("Needs", "needs.open", {"number": number}, label=f"Needs of {number}"),
        meetings_button(number),
        *_step_buttons(status),
        button("Full history", "agreements.history", {"number": number}, label=f"Full history of {number}"),
        ask_button(Offer(f"What step {step_number(status.stage)} is", "explain_process", STEP_NAMES[status.stage])),
    ]
    for text, other in (("Agreement before", status.predecessor), ("Agreement after", status.successor)):
        if other:
            made.append(button(text, f"agreements.open:{other}", {"number": other}, label=f"{text}: {other}"))
    return made


def _step_buttons(status: AgreementStatus) -> list[Block]:
    number, reached = status.number, SEQUENCE.index(status.stage)
    return [
        button(text, action_id, {"number": number}, label=f"{text} of {number}")
        for stage, text, action_id in _FROM_STEP
        if reached >= SEQUENCE.index(stage)
    ]
