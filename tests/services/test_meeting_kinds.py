"""What the checker of the kinds of meetings finds."""

from pathlib import Path

import pytest

from domain.meetings import MeetingKind
from services.meeting_kinds import KINDS_FILE, our_kinds, read_kinds

VALID = KINDS_FILE.read_text(encoding="utf-8")


def test_every_kind_of_the_program_has_what_a_meeting_needs():
    kinds = our_kinds()
    assert set(kinds) == set(MeetingKind)
    assert all(kind.title and kind.minutes and kind.required and kind.agenda for kind in kinds.values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes: 45", "minutes: 50", "50 minutes"),
        ("minutes: 45", "minutes: long", "is not a whole number"),
        ("required: [program_manager, sml]\n    agenda", "required: [sml, boss]\n    agenda", "no role “boss”"),
        ("key: renewal", "key: party", "“party” is not a key"),
        ("key: renewal", "key: needs", "already used"),
        ("title: Renewal meeting", "titel: Renewal meeting", "nobody knows the key “titel”"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_do(tmp_path: Path, old: str, new: str, said: str):
    assert old in VALID
    file = tmp_path / "kinds.yaml"
    file.write_text(VALID.replace(old, new), encoding="utf-8")
    problems = [str(problem) for problem in read_kinds(file).problems]
    assert any(said in problem and "kinds.yaml" in problem for problem in problems), problems


def test_a_kind_that_is_left_out_is_missed(tmp_path: Path):
    file = tmp_path / "kinds.yaml"
    file.write_text(VALID[: VALID.index("  - key: renewal")], encoding="utf-8")
    assert "renewal" in str(read_kinds(file).problems[0])
