"""The checker of catalog files: one valid catalog, and each way to spoil it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.catalog import Catalog, Charge
from domain.errors import InvalidInput
from services.catalog_files import read_catalog
from services.data_files import Reading
from services.yaml_tree import LARGEST_FILE, Problem

VALID = """\
notice: Illustrative prices, not an official price list
categories:
  - {key: seats, name: Seat services, aliases: [workplace], description: Places to work.}
areas:
  - {key: support, name: End-user support}
services:
  - key: managed_laptop
    name: Managed laptop
    category: seats
    aliases: [laptop, notebook]
    description: A laptop.
    included: [A laptop]
    how_we_charge: By the year.
    unit: laptop
    unit_plural: laptops
    prices:
      "2027":
        one_time_fee: "150.00"
        tiers:
          - {from: 1, to: 99, price: "640.00"}
          - {from: 100, price: "612.50"}
    price_drivers: []
    metrics:
      - {key: availability, measure: Time it works, unit: "%", target: "99.5", direction: at_least}
    cost_saving_tips: []
    areas: [support]
"""
LINES = VALID.splitlines(keepends=True)
SERVICE = "".join(LINES[6:])


@pytest.fixture
def check(tmp_path: Path):
    def read(text: str | bytes, base: Catalog | None = None) -> Reading[Catalog]:
        file = tmp_path / "catalog.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_catalog(file, base)

    return read


def spoiled(old: str, new: str) -> str:
    assert VALID.count(old) == 1, f"{old!r} must stand once in the valid catalog"
    return VALID.replace(old, new)


def test_a_valid_file_becomes_a_catalog(check):
    catalog = check(VALID).required()
    service = catalog.find_service("notebook")
    tiers = [(tier.minimum, str(tier.unit_price)) for tier in service.prices["2027"].tiers]
    assert tiers == [(1, "640.00"), (100, "612.50")]
    assert str(service.prices["2027"].one_time_fee) == "150.00"
    assert str(service.metrics[0].target) == "99.5"
    assert service.charge is Charge.PER_YEAR
    assert catalog.notice == "Illustrative prices, not an official price list"


def test_a_metric_may_give_a_credit(check):
    metric = LINES[23]
    timed = '{key: resolution, measure: Time, unit: hours, target: "4", direction: at_most, credit: "2.5"}'
    service = check(spoiled(metric, f"      - {timed}\n")).required().find_service("laptop")
    assert str(service.metrics[0].credit) == "2.5"
    assert check(VALID).required().find_service("laptop").metrics[0].credit is None


TIERS = VALID[VALID.index("          - {from: 1, to") : VALID.index("    price_drivers")]


def with_tiers(*tiers: str) -> str:
    return spoiled(TIERS, "".join(f"          - {{{tier}}}\n" for tier in tiers))


ONE_FAULT = {
    "an unknown key": (
        spoiled("    included:", "    inclded: [x]\n    included:"),
        12,
        "nobody knows the key “inclded”",
        "Did you mean “included”?",
    ),
    "an unknown key at the top": (VALID + "servces: []\n", 27, "the key “servces”", "Did you mean “services”?"),
    "a key like no other": (spoiled("    unit:", "    zzz: 1\n    unit:"), 14, "“zzz”", "Known keys are key, name"),
    "a missing key": (spoiled("    how_we_charge: By the year.\n", ""), 7, "“how_we_charge” is missing", "Add a line"),
    "a metric without target": (
        spoiled(' target: "99.5",', ""),
        24,
        "service managed_laptop, metric availability: the key “target” is missing",
        "Add a line “target:”",
    ),
    "an empty target": (spoiled('target: "99.5"', "target: "), 24, "“target” is empty", "Write its value"),
    "a target that is no number": (spoiled('"99.5"', "high"), 24, "the target “high” is not a number", '"99.5"'),
    "a target above 100 %": (spoiled('"99.5"', '"995"'), 24, "a target of 995 % cannot be", "100 or less"),
    "a credit above the whole price": (
        spoiled("direction: at_least", 'direction: at_least, credit: "101"'),
        24,
        "a credit is a part of the month's price",
        "0.1 to 100",
    ),
    "a credit where no request says what was missed": (
        spoiled("direction: at_least", 'direction: at_least, credit: "5"'),
        24,
        "only a time until a first response or a solution gives a credit",
        "Remove the credit",
    ),
    "an unknown direction": (spoiled("at_least", "above"), 24, "“above” is not a direction", "at_least, at_most"),
    "a list where a text belongs": (spoiled("A laptop.", "[A, B]"), 11, "“description” must be a text", "one piece"),
    "a text where a list belongs": (spoiled("[laptop, notebook]", "laptop"), 10, "“aliases” must be a list", "“- ”"),
    "an empty text": (spoiled("name: Managed laptop", "name:"), 8, "“name” is empty", "Write its value"),
    "nothing included": (spoiled("[A laptop]", "[]"), 12, "“included” is an empty list", "at least one"),
    "prices that are a text": (
        VALID[: VALID.index('      "2027"')].rstrip() + " 640\n" + VALID[VALID.index("    price_drivers") :],
        16,
        "“prices” must hold keys with values",
        "below it, indented",
    ),
    "a service that is a text": (VALID + "  - laptop\n", 27, "A service must be written as keys", "- key: value"),
    "a key in capitals": (spoiled("key: managed_laptop", "key: Laptop-1"), 7, "“Laptop-1” cannot be used", "small"),
    "a name too long for a button": (spoiled("Managed laptop", "x" * 76), 8, "76 characters long", "Shorten it to 75"),
    "a year that is none": (spoiled('"2027"', "FY27"), 17, "“FY27” is not a fiscal year", "four digits"),
    "a gap before the first tier": (
        with_tiers('from: 10, price: "1.00"'),
        20,
        "gap: no price for the quantities 1 to 9",
        "Start the first tier at 1",
    ),
    "a gap between tiers": (
        with_tiers('from: 1, to: 99, price: "2.00"', 'from: 150, price: "1.00"'),
        21,
        "gap: no price for the quantities 100 to 149",
        "Start this tier at 100 or end the one before at 149",
    ),
    "a gap of one unit": (
        with_tiers('from: 1, to: 98, price: "2.00"', 'from: 100, price: "1.00"'),
        21,
        "gap: no price for the quantity 99",
        "Start this tier at 99 or end the one before at 99",
    ),
    "an overlap of one unit": (
        with_tiers('from: 1, to: 100, price: "2.00"', 'from: 100, price: "1.00"'),
        21,
        "overlap: the quantity 100 in two tiers",
        "Start this tier at 101 or end the one before at 99",
    ),
    "a gap after the last tier": (
        with_tiers('from: 1, to: 99, price: "2.00"'),
        20,
        "gap: no price for more than 99",
        "Leave `to` out",
    ),
    "an overlap of tiers": (
        with_tiers('from: 1, to: 99, price: "2.00"', 'from: 90, price: "1.00"'),
        21,
        "overlap: the quantities 90 to 99 in two tiers",
        "Start this tier at 100 or end the one before at 89",
    ),
    "tiers in the wrong order": (
        with_tiers('from: 1, price: "3.00"', 'from: 50, price: "2.00"', 'from: 20, price: "1.00"'),
        22,
        "overlap: this tier starts at 20, the one before it at 50",
        "above the one before",
    ),
    "a tier that ends before it starts": (
        with_tiers('from: 1, to: 9, price: "2.00"', 'from: 10, to: 5, price: "1.00"'),
        21,
        "ends at 5, before it starts at 10",
        "Correct `from` or `to`",
    ),
    "a first tier from zero": (with_tiers('from: 0, price: "1.00"'), 20, "starts at 0", "Start it at 1"),
    "a tier that nobody reaches": (
        with_tiers('from: 1, price: "2.00"', 'from: 2000000, price: "1.00"'),
        21,
        "more than anyone can order",
        "1,000,000 or below",
    ),
    "no tier": (spoiled("        tiers:\n" + TIERS, "        tiers: []\n"), 19, "there is no tier", "from: 1"),
    "a price that rises": (
        with_tiers('from: 1, price: "1.00"', 'from: 10, price: "2.00"'),
        21,
        "the price rises from 1.00 to 2.00",
        "same price or a lower one",
    ),
    "a border in words": (with_tiers('from: one, price: "1.00"'), 20, "“one” is not a whole number", "in digits"),
    "a negative price": (spoiled('"612.50"', '"-612.50"'), 21, "the price -612.50 is negative", "zero or more"),
    "a negative fee": (spoiled('"150.00"', '"-1"'), 18, "the one_time_fee -1 is negative", "zero or more"),
    "parts of a cent": (spoiled('"612.50"', '"612.505"'), 21, "612.505 has parts of a cent", "Use two decimals"),
    "a price with a dollar sign": (spoiled('"612.50"', '"$612.50"'), 21, "“$612.50” is not a number", '"640.00"'),
    "a price with a comma": (spoiled('"640.00"', '"1,640.00"'), 20, "“1,640.00” is not a number", '"640.00"'),
    "a price in powers of ten": (spoiled('"640.00"', "6e2"), 20, "“6e2” is not a number", '"640.00"'),
    "a price that is not a number": (spoiled('"612.50"', "nan"), 21, "“nan” is not a number", '"640.00"'),
    "an unknown category": (spoiled("category: seats", "category: seat"), 9, "no category “seat”", "“seats”?"),
    "an unknown area": (spoiled("areas: [support]", "areas: [suport]"), 26, "no area “suport”", "“support”?"),
    "an unknown way to charge": (spoiled("    unit:", "    charge: weekly\n    unit:"), 14, "not a charge", "metered"),
    "an alias used twice in a service": (
        spoiled("[laptop, notebook]", "[laptop, Laptop]"),
        10,
        "“Laptop” of service managed_laptop is already used by service managed_laptop",
        "Change or remove",
    ),
    "an alias that is a category's": (
        spoiled("[laptop, notebook]", "[laptop, work-place, workplace]"),
        10,
        "already used by category seats in",
        "Change or remove",
    ),
    "two areas of one name": (
        spoiled("services:", "  - {key: help, name: end user support}\nservices:"),
        6,
        "“end user support” of area help is already used by area support",
        "Change or remove",
    ),
    "a metric twice": (
        spoiled("    cost_saving", VALID.splitlines()[23] + "\n    cost_saving"),
        25,
        "“availability” of service managed_laptop, metric availability is already used",
        "Change or remove",
    ),
    "a key twice": (
        spoiled("    unit:", "    unit: PC\n    unit:"),
        15,
        "“unit” stands twice, first in line 14",
        "Remove",
    ),
    "broken indentation": (spoiled("    name: Managed", "   name: Managed"), 8, "not valid YAML", "indentation"),
    "an open bracket": (spoiled("[laptop, notebook]", "[laptop, notebook"), 11, "not valid YAML", "brackets"),
    "a tab": (spoiled("    unit: laptop\n", "\tunit: laptop\n"), 14, "not valid YAML", "indentation"),
    "an anchor": (spoiled("A laptop.", "&text A laptop."), 11, "Anchors (&, *) and tags (!)", "in full"),
    "a reference": (spoiled("A laptop.", "*text"), 11, "Anchors (&, *) and tags (!)", "in full"),
    "a tag": (spoiled("A laptop.", "!!python/object:os.system x"), 11, "tags (!) are not used", "in full"),
    "a second document": (VALID + "---\nnotice: x\n", 28, "A second document starts here", "---"),
    "a list at the top": ("- notice: x\n", 1, "does not start with a key", "key: value"),
    "only comments": ("# nothing yet\n", 1, "The file is empty", "Fill it"),
    "an empty file": ("", 1, "The file is empty", "Fill it"),
    "a control character": (spoiled("A laptop.", "A \x07laptop."), 11, "control character", "Delete it"),
    "a text that is not UTF-8": (
        VALID.replace("By the year", "Año").encode("latin-1"),
        13,
        "not UTF-8",
        "encoding UTF-8",
    ),
    "UTF-16": (VALID.encode("utf-16"), 1, "not UTF-8", "encoding UTF-8"),
    "deep nesting": ("a: " + "[" * 100_000, 1, "nested too deeply", "indentation"),
    "a list as key": ("[a]: b\n", 1, "A key is missing", "name before the colon"),
    "no notice": (VALID.split("\n", 1)[1], 0, "The catalog has no notice", "notice:"),
}


@pytest.mark.parametrize(("text", "line", "message", "what_to_do"), ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_one_fault_is_named_with_its_file_its_line_and_what_to_do(
    check, text: str | bytes, line: int, message: str, what_to_do: str
):
    reading = check(text)
    assert reading.value is None
    (problem,) = reading.problems
    assert problem.line == line
    assert message in problem.message
    assert what_to_do in problem.what_to_do
    assert problem.file.endswith("catalog.yaml")


def test_every_fault_is_reported_not_only_the_first(check):
    text = (
        VALID.replace('"612.50"', '"-612.50"')
        .replace("to: 99", "to: 95")
        .replace(' target: "99.5",', "")
        .replace("unit: laptop", "unit: laptop\n    colour: red")
        .replace("category: seats", "category: sets")
    )
    found = [(problem.line, problem.message.split(": ")[-1].rstrip(".")) for problem in check(text).problems]
    assert found == [
        (9, "there is no category “sets”"),
        (15, "nobody knows the key “colour”"),
        (22, "no price for the quantities 96 to 99"),
        (22, "the price -612.50 is negative"),
        (25, "the key “target” is missing"),
    ]


def test_a_copied_service_is_named_with_the_place_of_the_first(check):
    messages = [str(problem) for problem in check(VALID + SERVICE).problems]
    assert len(messages) == 3
    assert all("already used by service managed_laptop in" in message for message in messages)
    assert "catalog.yaml:27: “managed_laptop”" in messages[0]
    assert "catalog.yaml:7. Change" in messages[0]


def test_a_problem_reads_as_file_line_message_and_advice():
    assert str(Problem("a.yaml", 3, "It is wrong.", "Mend it.")) == "a.yaml:3: It is wrong. Mend it."
    assert str(Problem("a.yaml", 0, "It is wrong.", "Mend it.")) == "a.yaml: It is wrong. Mend it."


def test_a_tier_without_its_end_ends_where_the_next_begins(check):
    assert check(with_tiers('from: 1, price: "2.00"', 'from: 50, price: "1.00"')).value is not None


def test_a_tier_may_hold_a_single_quantity(check):
    tiers = ('from: 1, to: 4, price: "3.00"', 'from: 5, to: 5, price: "2.00"', 'from: 6, price: "1.00"')
    assert check(with_tiers(*tiers)).value is not None


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(check):
    windows = VALID.replace("\n", "\r\n").encode("utf-8-sig")
    assert check(windows).value == check(VALID).value


def test_words_that_yaml_takes_for_truth_values_stay_words(check):
    catalog = check(spoiled("[laptop, notebook]", "[no, on, 5.10]")).required()
    assert catalog.services[0].aliases == ("no", "on", "5.10")


def test_a_file_that_is_missing_a_folder_without_files_and_a_huge_file_are_reported(tmp_path: Path):
    missing = read_catalog(tmp_path / "nothing.yaml")
    assert "cannot be read: No such file" in missing.problems[0].message
    assert "holds no YAML file" in read_catalog(tmp_path).problems[0].message
    huge = tmp_path / "huge.yaml"
    huge.write_text("#" * (LARGEST_FILE + 1))
    assert "larger than 2,000,000 bytes" in read_catalog(huge).problems[0].message


def a_folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    return tmp_path


HEAD = "".join(LINES[:5])
SERVICES = "".join(LINES[5:])


def test_the_files_of_a_folder_are_one_catalog(tmp_path: Path):
    catalog = read_catalog(a_folder(tmp_path, head=HEAD, more=SERVICES)).required()
    assert [service.key for service in catalog.services] == ["managed_laptop"]


def test_a_broken_file_does_not_hide_the_faults_of_the_others_nor_cause_new_ones(tmp_path: Path):
    folder = a_folder(tmp_path, head=HEAD + "  broken", more=SERVICES.replace('"612.50"', '"-1"'))
    problems = read_catalog(folder).problems
    assert [Path(problem.file).name for problem in problems] == ["head.yaml", "more.yaml"]
    assert "is negative" in problems[1].message


def test_an_alias_of_another_file_is_named_with_that_file(tmp_path: Path):
    second = SERVICES.replace("key: managed_laptop", "key: other").replace("name: Managed laptop", "name: Other")
    folder = a_folder(tmp_path, a=HEAD, b=SERVICES, c=second.replace("[laptop, notebook]", "[NOTEBOOK]"))
    (problem,) = read_catalog(folder).problems
    assert (Path(problem.file).name, problem.line) == ("c.yaml", 5)
    assert f"service managed_laptop in {folder / 'b.yaml'}:5" in problem.message


def test_a_notice_in_two_files_is_refused(tmp_path: Path):
    (problem,) = read_catalog(a_folder(tmp_path, a=VALID, b="notice: Another\n")).problems
    assert problem.message == "The notice stands in two files."


def test_a_file_of_services_alone_is_laid_over_the_present_catalog(check):
    base = check(VALID).required()
    new = SERVICES.replace("key: managed_laptop", "key: tablet").replace("Managed laptop", "Tablet")
    new = new.replace("[laptop, notebook]", "[iPad]")
    catalog = check(new, base).required()
    assert [service.key for service in catalog.services] == ["managed_laptop", "tablet"]
    assert (catalog.categories, catalog.notice) == (base.categories, base.notice)


def test_a_service_of_a_present_key_replaces_it(check):
    base = check(VALID).required()
    catalog = check(SERVICES.replace("A laptop.", "A newer laptop."), base).required()
    assert [service.description for service in catalog.services] == ["A newer laptop."]


def test_a_new_service_cannot_take_a_name_of_the_present_catalog(check):
    base = check(VALID).required()
    new = SERVICES.replace("key: managed_laptop", "key: other").replace("name: Managed laptop", "name: Other")
    (problem,) = check(new.replace("[laptop, notebook]", "[laptop]"), base).problems
    assert "already used by service managed_laptop in the present catalog." in problem.message


def test_a_whole_catalog_replaces_the_present_one(check):
    base = check(VALID).required()
    other = VALID.replace("managed_laptop", "pc").replace("Managed laptop", "PC")
    assert [service.key for service in check(other, base).required().services] == ["pc"]


def test_a_file_of_services_alone_needs_a_catalog_to_lie_over(check):
    messages = [problem.message for problem in check(SERVICES).problems]
    assert messages == ["The catalog has no areas.", "The catalog has no categories.", "The catalog has no notice."]


def test_what_is_wrong_can_be_raised_as_one_sentence(check):
    text = VALID.replace('"640.00"', '"-1"').replace('"612.50"', '"-1"')
    with pytest.raises(InvalidInput, match=r"catalog.yaml:20: .* negative. Write zero or more. 1 more to mend"):
        check(text).required()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise_anything(tmp_path_factory: pytest.TempPathFactory, raw: bytes):
    file = tmp_path_factory.getbasetemp() / "bytes.yaml"
    file.write_bytes(raw)
    assert read_catalog(file).problems


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_line_spoiled_in_any_way_is_read_or_reported_but_never_raises(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    lines: list[str] = list(LINES)
    place = data.draw(st.integers(0, len(lines) - 1))
    change = data.draw(st.sampled_from(["", "{", "[", "- ", ": ", '"', "  ", "&a ", "1", "\n", "? ", "!!map ", "~"]))
    column = data.draw(st.integers(0, len(lines[place])))
    lines[place] = data.draw(st.sampled_from([lines[place][:column] + change + lines[place][column:], change, ""]))
    file = tmp_path_factory.getbasetemp() / "spoiled.yaml"
    file.write_text("".join(lines))
    reading = read_catalog(file)
    assert (reading.value is None) == bool(reading.problems)
    assert all(problem.message and problem.what_to_do for problem in reading.problems)
