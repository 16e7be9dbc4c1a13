"""What is said of startup tasks in words: asked, or confirmed by a button."""

import pytest

from bot.handlers.startup_find import goes_on_with_tasks, speaks_of_task
from bot.handlers.startup_words import startup_tasks
from bot.replies import Reply
from bot.startup_sentences import Do, SaidOfTask, said_of_task
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply, elements, shown
from tests.bot.desk import who
from tests.bot.saying import Named, a_turn
from tests.bot.startup import APHIS, ARS


def ask(services: Services, user: str, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    reply = startup_tasks(a_turn(services, text, "startup_tasks", *named, memory=memory, asker=who(services, user)))
    check_reply(reply)
    return reply


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The kickoff is done.", SaidOfTask(Do.DONE, "The kickoff")),
        ("we've finished the kick-off meeting", SaidOfTask(Do.DONE, "the kick-off meeting")),
        ("please mark the restore test as done", SaidOfTask(Do.DONE, "the restore test")),
        ("check off tell the users", SaidOfTask(Do.DONE, "tell the users")),
        ("the accounts are created", SaidOfTask(Do.DONE, "the accounts are created")),
        (
            "site survey is blocked, the landlord does not answer",
            SaidOfTask(Do.BLOCK, "site survey", "the landlord does not answer"),
        ),
        ("the rollout is stuck because the image fails", SaidOfTask(Do.BLOCK, "the rollout", "the image fails")),
        ("we can't do the restore since nobody is there", SaidOfTask(Do.BLOCK, "the restore", "nobody is there")),
        ("mark the site survey as blocked", SaidOfTask(Do.BLOCK, "the site survey")),
        ("the landlord answered, the site survey can go on", SaidOfTask(Do.UNBLOCK, "the site survey")),
        ("unblock the restore test", SaidOfTask(Do.UNBLOCK, "the restore test")),
        ("reopen the kickoff because nobody came", SaidOfTask(Do.REOPEN, "the kickoff", "nobody came")),
        ("the kickoff is not done after all", SaidOfTask(Do.REOPEN, "the kickoff")),
        ("give the site survey to Luis", SaidOfTask(Do.ASSIGN, "the site survey", "Luis")),
        ("comment on the restore test: it is late", SaidOfTask(Do.COMMENT, "the restore test", "it is late")),
        ("who has to open the firewall?", SaidOfTask(Do.WHO, "open the firewall")),
        ("is the kickoff done?", None),
        ("the kickoff is done?", None),
        ("what is blocked", None),
        ("what is left before go-live", None),
    ],
)
def test_sentences_say_what_became_of_a_task(text: str, said: SaidOfTask | None) -> None:
    assert said_of_task(text) == said


def test_what_is_left_before_go_live_is_shown_alone(services: Services) -> None:
    reply = ask(services, "U0AMARA", "what is left before go-live")
    assert "4 required tasks are left before go-live" in reply.text
    assert "Review readiness with both sides" in reply.text
    assert "Hold the kick-off meeting" not in reply.text


@pytest.mark.parametrize(
    ("text", "there", "not_there"),
    [
        ("what are my startup tasks", "Move the systems", "Restore a backup"),
        ("which tasks are overdue", "Restore a backup", "Move the systems"),
        ("what is blocking go-live", "Restore a backup", "Move the systems"),
        ("show me our tasks", "Move the systems", "Restore a backup"),
        ("show the startup tasks", "Hold the kick-off meeting", "No task"),
    ],
)
def test_the_words_choose_the_tasks(services: Services, text: str, there: str, not_there: str) -> None:
    reply = ask(services, "U0PETER", text)
    if there == "Hold the kick-off meeting":
        assert "7 of 13 tasks done" in reply.text
    else:
        assert there in reply.text
    assert not_there not in reply.text


def test_who_has_to_do_something_is_answered_with_the_task(services: Services) -> None:
    assert "Mei-Ling Chen, technical specialist of CEC" in ask(services, "U0PETER", "who does the restore test").text


def test_what_a_task_is_about_is_found_too(services: Services) -> None:
    said = ask(services, "U0PETER", "who has to open the firewall").text
    assert "The firewall rule between Beltsville and the backup network is not approved yet" in said
    assert "Mei-Ling Chen" in said


def test_that_a_task_is_done_is_confirmed_by_a_button(services: Services) -> None:
    reply = ask(services, "U0PETER", "the systems are moved")
    assert "Check off “Move the systems and test them” of SLA-2027-0018?" in reply.text
    assert button(reply, "Check off: Move the systems and test them")
    assert services.startup.task(services.directory.actor("U0PETER"), ARS, "hosting_tested").card.revision == 1


def test_what_is_done_already_is_said(services: Services) -> None:
    reply = ask(services, "U0AMARA", "the kick off is done")
    assert "“Hold the kick-off meeting” of SLA-2027-0018" in reply.text
    assert "is not yours to change: it is a task of CEC" in reply.text
    assert "stays as it is. Done by James Okafor" in ask(services, "U0JAMES", "the kickoff is done").text


def test_the_reason_stands_in_the_form_that_follows(services: Services) -> None:
    reply = ask(services, "U0PETER", "moving the systems is blocked, the <host> is full")
    assert "the &lt;host&gt; is full" in reply.text
    assert '"w":"the <host> is full"' in button(reply, "It is blocked")["value"]


def test_a_reason_too_long_for_a_button_is_left_to_the_form(services: Services) -> None:
    reply = ask(services, "U0PETER", "moving the systems is blocked, " + "é" * 900)
    assert '"w":""' in button(reply, "It is blocked")["value"]


def test_a_person_who_is_named_is_chosen_in_the_form(services: Services) -> None:
    reply = ask(services, "U0PETER", "give moving the systems to Amara")
    assert '"w":"p-amara"' in button(reply, "Give to someone")["value"]
    reply = ask(services, "U0PETER", "give moving the systems to me")
    assert '"w":"p-peter"' in button(reply, "Give to someone")["value"]


def test_several_tasks_that_fit_are_shown_to_choose_from(services: Services) -> None:
    reply = ask(services, "U0PETER", "the test is done")
    assert "Which task do you mean?" in reply.text
    assert len([each for each in elements(reply.blocks) if each["action_id"].startswith("startup.task")]) > 1


def test_a_task_that_is_not_there_leads_to_the_plan(services: Services) -> None:
    reply = ask(services, "U0PETER", "the swimming pool is done")
    assert reply.text.startswith("I found no task of that name.")


def test_the_agreement_spoken_of_counts(services: Services) -> None:
    reply = ask(services, "U0PRIYA", "what is left", memory=Memory(agreement=ARS))
    assert ARS in reply.text
    assert APHIS in ask(services, "U0PRIYA", "what is left").text


def test_staff_without_a_startup_see_those_under_way(services: Services) -> None:
    reply = ask(services, "U0SAMUEL", "what is left before go-live")
    assert ARS in reply.text
    assert APHIS in reply.text


def test_a_customer_without_a_startup_hears_how_it_goes(services: Services) -> None:
    reply = ask(services, "U0INGRID", "what is left before go-live", ("stage", "go-live", "startup"))
    assert ARS not in reply.text


def test_an_agreement_before_its_startup_says_when_it_is_planned(services: Services) -> None:
    number = "SLA-2027-0031"
    reply = ask(services, "U0MARIA", f"startup tasks of {number}", ("agreement_number", number, number))
    assert "They are planned when it is signed and funded." in reply.text
    assert button(reply, "Open the agreement")


def test_strangers_and_others_learn_nothing(services: Services) -> None:
    for user in ("U0NINA", "U0MARIA"):
        reply = ask(services, user, f"startup tasks of {ARS}", ("agreement_number", ARS, ARS))
        assert "backup" not in shown(reply).lower()


def test_go_live_is_said_to_be_confirmed_by_a_button(services: Services) -> None:
    reply = ask(services, "U0FATIMA", "we are ready to go live")
    assert reply.text.startswith("Press “Confirm go-live” below the tasks")
    assert button(reply, f"Confirm go-live of {APHIS}")


@pytest.mark.parametrize(
    ("user", "text", "speaks"),
    [
        ("U0PETER", "the restore test is stuck because nobody is there", True),
        ("U0PETER", "who has to open the firewall", True),
        ("U0PETER", "who has to sign the agreement", False),
        ("U0PETER", "the survey is done", False),
        ("U0PETER", "we sent the first transfer", False),
        ("U0MARIA", "the kickoff is done", False),
        ("U0NINA", "the kickoff is done", False),
    ],
)
def test_only_sentences_about_a_task_of_ones_own_startup_are_meant(
    services: Services, user: str, text: str, speaks: bool
) -> None:
    turn = a_turn(services, text, "list_meetings", asker=who(services, user), confidence=0.5)
    assert speaks_of_task(turn) is speaks


@pytest.mark.parametrize(("before", "goes_on"), [("startup_tasks", True), ("agreement_status", False)])
def test_a_short_sentence_goes_on_with_the_tasks_that_were_shown(
    services: Services, before: str, goes_on: bool
) -> None:
    memory = Memory(agreement=ARS, intent=before)
    turn = a_turn(services, "which are overdue", "list_agreements", memory=memory, asker=who(services, "U0PETER"))
    assert goes_on_with_tasks(turn) is goes_on
