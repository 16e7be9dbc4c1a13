"""What is kept to learn from, and for how long."""

from dataclasses import replace

import pytest

from domain.errors import Conflict, NotAllowed
from domain.permissions import OPERATOR, Actor
from services.learning import LearningUseCases
from tests.builders import a_person
from tests.services.office import Office

RANKING = (("view_report", 0.31234), ("ask_price", 0.2), ("list_meetings", 0.1), ("greet", 0.05))


def learning(office: Office) -> LearningUseCases:
    return office.services.learning


def test_a_sentence_is_kept_without_who_said_it(office: Office):
    assert learning(office).keep("Zanele from the field asks what maria lopez pays", RANKING, "Zanele Dube")
    (found,) = learning(office).proposals(OPERATOR)
    assert found.text == "NAME from the field asks what NAME pays"
    assert found.ranking == (("view_report", 0.3123), ("ask_price", 0.2), ("list_meetings", 0.1))


def test_names_of_services_and_organizations_are_kept(office: Office):
    text = "what about Managed Laptop for the Forest Service, Cloud Mailbox too"
    learning(office).keep(text, RANKING, "Maria Lopez")
    assert learning(office).proposals(OPERATOR)[0].text == text


def test_the_button_that_was_chosen_becomes_the_proposal(office: Office):
    kept = learning(office).keep("the thing with the numbers", RANKING, "Maria Lopez")
    assert kept is not None
    learning(office).chosen(kept, "ask_price")
    learning(office).chosen(kept, "ask_price")
    assert (learning(office).proposals(OPERATOR)[0].intent, learning(office).proposals(OPERATOR)[0].chosen) == (
        "ask_price",
        1,
    )


def test_a_choice_for_a_sentence_that_was_erased_changes_nothing(office: Office):
    learning(office).chosen("gone", "ask_price")
    assert learning(office).proposals(OPERATOR) == ()


def test_what_is_older_than_the_days_is_erased(office: Office):
    learning(office).keep("the thing with the numbers", RANKING, "Maria Lopez")
    office.clock.pass_by(days=89)
    assert learning(office).forget_old() == 0
    office.clock.pass_by(days=1, seconds=1)
    assert learning(office).forget_old() == 1
    assert learning(office).proposals(OPERATOR) == ()


def test_with_no_days_nothing_is_kept_and_what_was_kept_is_erased(office: Office):
    learning(office).keep("the thing with the numbers", RANKING, "Maria Lopez")
    none = replace(learning(office), days=0)
    assert none.keep("another thing", RANKING, "Maria Lopez") is None
    assert none.forget_old() == 1


@pytest.mark.parametrize("text", ["", "   ", "??", "<!channel>"])
def test_what_has_no_words_is_not_kept(office: Office, text: str):
    assert learning(office).keep(text, RANKING, "Maria Lopez") is None


def test_an_accepted_sentence_is_not_proposed_again(office: Office):
    learning(office).keep("the thing with the numbers", RANKING, "Maria Lopez")
    written: list[str] = []
    proposal = learning(office).proposals(OPERATOR)[0]
    learning(office).accept(OPERATOR, proposal, lambda: written.append(proposal.text))
    assert written == ["the thing with the numbers"]
    assert learning(office).proposals(OPERATOR) == ()


def test_nothing_is_decided_when_the_file_could_not_be_written(office: Office):
    learning(office).keep("the thing with the numbers", RANKING, "Maria Lopez")

    def fails() -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        learning(office).accept(OPERATOR, learning(office).proposals(OPERATOR)[0], fails)
    assert len(learning(office).proposals(OPERATOR)) == 1


def test_a_second_reviewer_is_told_and_writes_nothing(office: Office):
    learning(office).keep("the thing with the numbers", RANKING, "Maria Lopez")
    proposal = learning(office).proposals(OPERATOR)[0]
    learning(office).drop(OPERATOR, proposal)
    written: list[str] = []
    with pytest.raises(Conflict, match="Someone else"):
        learning(office).accept(OPERATOR, proposal, lambda: written.append("twice"))
    assert written == []


def test_the_table_holds_no_person_organization_or_channel(office: Office):
    learning(office).keep(
        "Maria Lopez of nowhere, <@U0MARIA>, <#C0NRCS|cec-nrcs>, SLA-2027-0031", RANKING, "Maria Lopez"
    )
    with office.storage.reading() as work:
        (kept,) = work.unclear_sentences.undecided()
    everything = repr(kept).casefold()
    for secret in ("maria", "lopez", "u0maria", "c0nrcs", "cec-nrcs", "2027-0031"):
        assert secret not in everything
    assert kept.at == office.clock()


def test_only_the_operator_reads_and_decides(office: Office):
    learning(office).keep("the thing with the numbers", RANKING, "Maria Lopez")
    proposal = learning(office).proposals(OPERATOR)[0]
    anyone = Actor(slack_user_id="U0MARIA")
    written: list[str] = []
    for refused in (
        lambda: learning(office).proposals(anyone),
        lambda: learning(office).accept(anyone, proposal, lambda: written.append("by anyone")),
        lambda: learning(office).drop(anyone, proposal),
    ):
        with pytest.raises(NotAllowed, match="only on the server"):
            refused()
    assert (written, len(learning(office).proposals(OPERATOR))) == ([], 1)


def test_a_name_of_the_directory_is_masked_with_and_without_accents_in_one_sentence(office: Office):
    with office.storage.unit_of_work() as work:
        work.people.save(a_person("p-9", organization=None, name="Zéphyrine Quelqu"))
        work.commit()
    learning(office).keep("zéphyrine, or zephyrine, pays $40,000", RANKING, "Maria Lopez")
    assert learning(office).proposals(OPERATOR)[0].text == "NAME, or NAME, pays $0,000"
