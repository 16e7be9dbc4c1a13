"""The indexes by which lists of agreements are read: one for each question, in the order of its answer.

Every order puts closed agreements last: `urgency` is 0 for what waits for CEC, 1 for other open agreements and 2
for closed ones. So one index serves a list with and without closed agreements. Each index of a list ends with the
number, which is unique, so that a page is found within the index alone.
"""

from collections.abc import Mapping

URGENCY_ORDER = ("urgency", "due_order", "number")
END_ORDER = ("closed", "term_end", "number")
NUMBER_ORDER = ("closed", "number")

#: Name of the index: its columns in `agreements`.
LIST_INDEXES: Mapping[str, tuple[str, ...]] = {
    "ix_agreements_urgency": URGENCY_ORDER,
    "ix_agreements_organization_urgency": ("organization", *URGENCY_ORDER),
    "ix_agreements_stage_urgency": ("stage", *URGENCY_ORDER),
    "ix_agreements_owner_urgency": ("owner", *URGENCY_ORDER),
    "ix_agreements_organization_stage_urgency": ("organization", "stage", *URGENCY_ORDER),
    "ix_agreements_owner_stage_urgency": ("owner", "stage", *URGENCY_ORDER),
    "ix_agreements_waiting_urgency": ("waiting_for", *URGENCY_ORDER),
    "ix_agreements_stage_waiting_urgency": ("stage", "waiting_for", *URGENCY_ORDER),
    "ix_agreements_organization_waiting_urgency": ("organization", "waiting_for", *URGENCY_ORDER),
    "ix_agreements_owner_waiting_urgency": ("owner", "waiting_for", *URGENCY_ORDER),
    "ix_agreements_end": END_ORDER,
    "ix_agreements_organization_end": ("organization", *END_ORDER),
    "ix_agreements_stage_end": ("stage", *END_ORDER),
    "ix_agreements_owner_end": ("owner", *END_ORDER),
    # How many end when and with whom is counted from this one alone.
    "ix_agreements_end_load": ("closed", "term_end", "owner", "stage"),
    "ix_agreements_closed_number": NUMBER_ORDER,
    "ix_agreements_organization_number": ("organization", *NUMBER_ORDER),
    "ix_agreements_stage_number": ("stage", *NUMBER_ORDER),
    "ix_agreements_owner_number": ("owner", *NUMBER_ORDER),
}
