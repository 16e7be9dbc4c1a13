"""What the assistant is asked to do for others and cannot."""

import pytest

from bot.handlers.cannot_do import other_part, what_cannot_be_done
from domain.permissions import Actor
from services import Services
from tests.bot.saying import Named, a_turn, an_asker

NRCS: Named = ("organization", "NRCS", "nrcs")
JAMES = "The SML can: James Okafor (james.okafor@cec.example.gov)."


@pytest.mark.parametrize(
    ("text", "named", "said"),
    [
        ("remind NRCS about the draft", (NRCS,), f"I can't remind or notify others for you. {JAMES}"),
        ("can you send the proposal to NRCS", (NRCS,), f"I can't send anything to others for you. {JAMES}"),
        ("put the NRCS agreement on hold", (NRCS,), f"I can't put an agreement on hold. {JAMES}"),
        (
            "put the Farm Service Agency agreement on hold", (),
            "I can't put an agreement on hold. The SML of the agreement can, or a person at CEC.",
        ),
        ("don't send anything to NRCS", (NRCS,), "I have sent nothing: I send nothing to others for you."),
        (
            "anything new since Friday", (),
            "I can't list what is new since a day. The full history of an agreement shows its changes.",
        ),
        ("remind me what is next", (), None),
        ("send me the draft", (), None),
        ("we can't send email to outside addresses", (), None),
        ("which agreements are held by James", (), None),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_who_can(
    services: Services, james: Actor, text: str, named: tuple[Named, ...], said: str | None
) -> None:
    turn = a_turn(services, text, "agreement_status", *named, asker=an_asker(james))
    assert what_cannot_be_done(turn) == said


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("send nothing, just show me the draft of SLA-2027-0031", "show me the draft of SLA-2027-0031"),
        ("remind NRCS about the draft and tell me who leads it", "tell me who leads it"),
        ("remind NRCS about the draft", ""),
    ],
)
def test_the_other_part_of_the_message_is_left_to_answer(text: str, rest: str) -> None:
    assert other_part(text).removeprefix("just ") == rest
