"""The ten steps as people read them."""

from domain.stages import Stage

#: Checked against the names in `knowledge/` by a test.
STEP_NAMES: dict[Stage, str] = {
    Stage.EXCHANGE_CONTACTS: "Exchange of contacts",
    Stage.UNDERSTAND_NEEDS: "Understanding your needs",
    Stage.SURVEY: "Customer survey",
    Stage.PROPOSAL: "Proposal and negotiation",
    Stage.AGREEMENT_FUNDING: "Agreement and funding",
    Stage.STARTUP: "Startup and transition",
    Stage.OPERATIONS: "Operations and support",
    Stage.REPORTS: "Performance reports",
    Stage.MEETINGS: "Meetings",
    Stage.RENEWAL: "Renewal",
}


def step_number(stage: Stage) -> int:
    """1 to 10."""
    return list(Stage).index(stage) + 1


def step(stage: Stage) -> str:
    """As in step 4 of 10, Proposal and negotiation."""
    return f"step {step_number(stage)} of {len(Stage)}, {STEP_NAMES[stage]}"
