"""What a list was asked for travels in its own buttons, whatever they come back with."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.views.list_question import LONGEST, LONGEST_OF_BUTTON, ListQuestion, pack, unpack
from bot.views.renewals import RenewalQuestion
from bot.views.renewals import pack as pack_renewals
from bot.views.renewals import unpack as unpack_renewals
from domain.people import Side
from domain.stages import SEQUENCE, Stage

keys = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=40)
questions = st.builds(
    ListQuestion,
    organization=st.none() | keys,
    stage=st.none() | st.sampled_from(SEQUENCE),
    owner=st.none() | keys,
    waiting_for=st.none() | st.sampled_from(Side),
    fiscal_year=st.none() | st.integers(2000, 2099).map(str),
    due_before=st.none() | st.dates(),
    organizations=st.lists(keys, max_size=5).map(tuple),
    stages=st.lists(st.sampled_from(SEQUENCE), max_size=8).map(tuple),
    services=st.lists(keys, max_size=4).map(tuple),
    closed=st.booleans(),
    page=st.integers(0, 999_999),
)


@given(questions)
def test_a_question_comes_back_as_it_was(question: ListQuestion) -> None:
    assert unpack(pack(question, LONGEST_OF_BUTTON)) == question


@given(questions)
def test_it_always_fits_into_an_option_of_a_menu(question: ListQuestion) -> None:
    assert 0 < len(pack(question)) <= LONGEST


def test_what_does_not_fit_is_left_out_from_the_owner_on() -> None:
    question = ListQuestion(organization="o" * 100, stage=Stage.SURVEY, owner="p" * 80)
    assert unpack(pack(question)) == ListQuestion(organization="o" * 100, stage=Stage.SURVEY)


@given(st.text(max_size=300))
def test_old_or_forged_text_becomes_some_question_and_never_an_error(text: str) -> None:
    assert unpack(text).filter is not None


def test_values_that_mean_nothing_are_left_open() -> None:
    assert unpack("s=reports&w=nobody&y=1850&n=-3&c=yes&d=soon") == ListQuestion()


def test_another_choice_starts_at_the_first_page() -> None:
    assert ListQuestion(page=4).but(stage=Stage.SURVEY) == ListQuestion(stage=Stage.SURVEY)
    assert ListQuestion().at(3).page == 3


def test_one_step_or_organization_takes_the_place_of_several() -> None:
    several = ListQuestion(organizations=("fns", "rma"), stages=(Stage.SURVEY, Stage.PROPOSAL), owner="p-priya")
    assert several.but(stage=None, organization="fs") == ListQuestion(organization="fs", owner="p-priya")


def test_a_question_is_narrowed_by_what_another_one_names() -> None:
    before = ListQuestion(organization="nrcs", stage=Stage.PROPOSAL, owner="p-priya", page=2)
    other = ListQuestion(organizations=("fns", "rma"), services=("tablet",))
    assert before.narrowed(other) == ListQuestion(
        stage=Stage.PROPOSAL, owner="p-priya", organizations=("fns", "rma"), services=("tablet",)
    )
    assert before.narrowed(ListQuestion()) == before.at(0)


def test_a_fiscal_year_means_terms_that_end_in_it() -> None:
    found = ListQuestion(fiscal_year="2027").filter
    assert (found.ends_from, found.ends_before) == (date(2026, 10, 1), date(2027, 10, 1))


@given(
    st.builds(
        RenewalQuestion,
        days=st.none() | st.integers(0, 1100),
        ends_from=st.none() | st.dates(),
        ends_before=st.none() | st.dates(),
        organization=st.none() | keys,
        owner=st.none() | keys,
        page=st.integers(0, 1000),
    )
)
def test_a_question_about_renewals_comes_back_as_it_was(question: RenewalQuestion) -> None:
    assert unpack_renewals(pack_renewals(question)) == question


@given(st.dictionaries(st.sampled_from("dfbopn"), st.none() | st.booleans() | st.text(max_size=9) | st.floats()))
def test_forged_values_about_renewals_are_left_open(parts: dict[str, object]) -> None:
    found = unpack_renewals(parts)
    assert found.page >= 0
    assert found.days is None or found.days >= 0
