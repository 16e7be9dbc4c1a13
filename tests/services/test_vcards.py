"""Contact cards as vCard 4.0, by the rules of RFC 6350."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import Side
from services.cards import PersonCard
from services.vcards import LONGEST_LINE, file_name, folded, sheet, vcard
from tests.builders import NOON

MARIA = PersonCard(
    id="p-maria",
    name="Maria Lopez",
    email="maria.lopez@nrcs.example.gov",
    side=Side.CUSTOMER,
    organization="nrcs",
    title="Program manager, field operations",
    phone="202-555-0201",
    time_zone="America/Chicago",
    areas=(),
    active=True,
    slack_user_id="U0MARIA",
)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_card_holds_what_address_books_read() -> None:
    assert unfolded(vcard(MARIA, "Natural Resources Conservation Service", ("program manager",), NOON)) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID;VALUE=text:cec-p-maria",
        "FN:Maria Lopez",
        "ORG:Natural Resources Conservation Service",
        "TITLE:Program manager\\, field operations",
        "ROLE:program manager",
        "EMAIL;TYPE=work:maria.lopez@nrcs.example.gov",
        "TEL;TYPE=work;VALUE=text:202-555-0201",
        "TZ;VALUE=text:America/Chicago",
        "REV:20261102T170000Z",
        "END:VCARD",
        "",
    ]


def test_what_is_not_known_is_left_out() -> None:
    lines = unfolded(vcard(replace(MARIA, phone="", title=""), "NRCS", (), NOON))
    assert not [line for line in lines if line.startswith(("TEL", "TITLE", "ROLE"))]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ruiz; Ana, \\ chief", "FN:Ruiz\\; Ana\\, \\\\ chief"),
        ("Ana\r\nBEGIN:VCARD", "FN:Ana\\nBEGIN:VCARD"),
        ("عائشة الفهد", "FN:عائشة الفهد"),
        ("<b>&amp;", "FN:<b>&amp\\;"),
    ],
)
def test_no_name_breaks_the_card(name: str, written: str) -> None:
    assert written in unfolded(vcard(replace(MARIA, name=name), "NRCS", (), NOON))


@given(st.text(max_size=400).filter(lambda text: "\r" not in text and "\n" not in text))
def test_every_line_is_short_enough_and_comes_back_as_it_was(text: str) -> None:
    line = "FN:" + text.encode("utf-8", "ignore").decode()
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= LONGEST_LINE for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


def test_a_sheet_is_one_card_after_the_other() -> None:
    card = vcard(MARIA, "NRCS", (), NOON)
    assert sheet([card, card]).count("BEGIN:VCARD\r\n") == 2


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Rosa Jiménez", "Rosa-Jimenez.vcf"),
        ("../../etc", "etc.vcf"),
        ("عائشة", "contact.vcf"),
        ("A" * 300, "A" * 60 + ".vcf"),
    ],
)
def test_the_files_name_is_plain(words: str, name: str) -> None:
    assert file_name(words) == name
