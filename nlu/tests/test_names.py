"""Names of known things in sentences."""

import random

import pytest

from components.names import NameFinder

VOCABULARY = {
    "service": {
        "managed_laptop": ["Managed laptop", "laptop", "notebook", "laptop seat"],
        "mailbox": ["Cloud mailbox", "mailbox", "exchange mailbox", "email"],
        "desk_phone": ["Desk phone line", "desk phone", "VoIP phone", "VoIP", "phone"],
        "smartphone": ["Managed smartphone", "smartphone", "phone"],
        "virtual_machine": ["Virtual machine", "VM"],
        "managed_database": ["Managed database", "database hosting", "SQL server"],
        "service_desk": ["Service desk", "help desk"],
        "remote_access_vpn": ["Remote access VPN", "VPN"],
        "training_class": ["Training class", "class"],
    },
    "category": {"seat_services": ["Seat services", "seats"], "hosting": ["Data-center hosting", "hosting"]},
    "organization": {
        "rma": ["Risk Management Agency", "RMA"],
        "nrcs": ["Natural Resources Conservation Service", "NRCS"],
    },
    "term": {"gtc": ["General terms and conditions (GT&C)", "GT&C"], "sla": ["Service-level agreement (SLA)", "SLA"]},
}
EVERYDAY = {"class", "later", "phase", "phases", "sever", "seats", "seat", "email", "phone", "sea", "house", "laptop"}


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return NameFinder(VOCABULARY, EVERYDAY)


def found(finder: NameFinder, text: str) -> list:
    return [(one.keys[0], text[one.start : one.end]) for one in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a managed laptop", [("managed_laptop", "managed laptop")]),
        ("LAPTOPS", [("managed_laptop", "LAPTOPS")]),
        ("two VMs please", [("virtual_machine", "VMs")]),
        ("our help-desk", [("service_desk", "help-desk")]),
        ("the helpdesk", [("service_desk", "helpdesk")]),
        ("lap tops", [("managed_laptop", "lap tops")]),
        ("e-mail", [("mailbox", "e-mail")]),
        ("20 laptops and 10 mailboxes", [("managed_laptop", "laptops"), ("mailbox", "mailboxes")]),
        ("NRCS's VPN", [("nrcs", "NRCS"), ("remote_access_vpn", "VPN")]),
        ("what is a GT&C", [("gtc", "GT&C")]),
        ("general terms & conditions (GT&C)", [("gtc", "general terms & conditions (GT&C")]),
        ("natural resources conservation service", [("nrcs", "natural resources conservation service")]),
        ("nothing of that", []),
        ("jane@nrcs.example.gov, https://vpn.example.gov/email", []),
        ("", []),
    ],
)
def test_names_are_found_as_written_and_in_the_plural(finder: NameFinder, text: str, names: list) -> None:
    assert found(finder, text) == names


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("20 labtops", "managed_laptop", "labtops"),
        ("exchnage mailbox", "mailbox", "exchnage mailbox"),
        ("mailobxes", "mailbox", "mailobxes"),
        ("managd laptop", "managed_laptop", "managd laptop"),
        ("databse hosting", "managed_database", "databse hosting"),
        ("sql sever", "managed_database", "sql sever"),
        ("smartfone", "smartphone", "smartfone"),
    ],
)
def test_a_slip_of_typing_is_forgiven(finder: NameFinder, text: str, key: str, name: str) -> None:
    assert (key, name) in found(finder, text)


@pytest.mark.parametrize("text", ["later", "phases", "the sea", "house", "VPM", "vms'", "xylophone", "databank"])
def test_other_words_are_no_typos_of_names(finder: NameFinder, text: str) -> None:
    assert [one for one in finder.find(text) if one.likeness < 1] == []


def test_the_longest_name_wins(finder: NameFinder) -> None:
    services = [one for one in finder.find("a laptop seat") if one.entity == "service"]
    assert [(one.keys, one.start, one.end) for one in services] == [(("managed_laptop",), 2, 13)]


def test_a_shared_name_gives_all_things_that_it_means(finder: NameFinder) -> None:
    (phone,) = finder.find("a phone")
    assert phone.keys == ("desk_phone", "smartphone")


@pytest.mark.parametrize("text", ["form 7600c", "form 7600", "7600b"])
def test_no_slip_is_forgiven_in_figures(text: str) -> None:
    finder = NameFinder({"term": {"form_a": ["Form 7600A", "7600A"]}})
    assert finder.find(text) == []


def test_the_last_word_of_several_names_may_mean_each_of_them() -> None:
    services = {
        "desk_phone": ["desk phone", "VoIP phone"],
        "smartphone": ["cell phone", "work phone"],
        "fax": ["fax phone", "facsimile"],
        "laptop_bag": ["laptop bag"],
    }
    finder = NameFinder({"service": services}, heads=["phone", "bag"])
    assert [one.keys for one in finder.find("two dozen phones and a bag")] == [("desk_phone", "smartphone")]
    assert [one.keys for one in finder.find("a cell phone")] == [("smartphone",)]


def test_a_name_that_ends_in_a_single_letter_has_a_plural(finder: NameFinder) -> None:
    assert found(finder, "what are GT&Cs") == [("gtc", "GT&Cs")]


def test_two_words_with_a_particle_are_everyday_words() -> None:
    finder = NameFinder({"service": {"backup": ["backup"], "help_desk": ["help desk"]}})
    plain = [finder.find(text)[0].plain for text in ("pick it back up", "our backup", "the help desk")]
    assert plain == [True, False, False]


def test_an_everyday_word_is_marked(finder: NameFinder) -> None:
    plain = {text: finder.find(text)[0].plain for text in ("class", "seats", "Training class", "VPN", "RMA", "email")}
    assert plain == {
        "class": True, "seats": True, "Training class": False, "VPN": False, "RMA": False, "email": True,
    }  # fmt: skip


def test_a_name_in_two_entities_is_found_in_both() -> None:
    finder = NameFinder({"service": {"piv_card": ["PIV"]}, "term": {"piv": ["PIV"]}})
    assert [(one.entity, one.keys) for one in finder.find("PIV")] == [("service", ("piv_card",)), ("term", ("piv",))]


def test_any_text_is_read_and_every_name_lies_within_it(finder: NameFinder) -> None:
    chance = random.Random(5)
    letters = "laptop mailbox VM& -'’\n😀ßé0,;.and"
    for _ in range(300):
        text = "".join(chance.choice(letters) for _ in range(chance.randrange(80)))
        for one in finder.find(text):
            assert 0 <= one.start < one.end <= len(text)
            assert one.keys
