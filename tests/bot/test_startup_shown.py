"""Startup plans and tasks as each side sees them in Slack."""

from bot.handlers import startup
from bot.handlers.home import view_for
from bot.handlers.startup_words import own_reply
from services import Services
from services.memory import Memory
from services.startup_cards import TaskFilter
from tests.blockkit import button, check_reply, shown, words
from tests.bot.desk import a_desk, who
from tests.bot.needs import opened, press, updated
from tests.bot.startup import APHIS, ARS, BLOCKED, KICKOFF, MOVE, card, menu_choice, plan


def names(services: Services, user: str, text: str) -> bool:
    """Whether a button of that name stands on the card of the blocked task."""
    return any(text == each for each in shown(card(services, user, BLOCKED)).splitlines())


def test_a_plan_tells_first_how_far_it_is_and_what_is_left(services: Services) -> None:
    for user in ("U0JAMES", "U0AMARA"):
        said = shown(plan(services, user))
        assert "7 of 13 tasks done (53 percent), 1 overdue, 1 blocked" in said
        assert "4 required tasks are left before go-live" in said
        assert said.index("Restore a backup as a test") < said.index("Hold the kick-off meeting")


def test_the_text_says_what_the_blocks_say(services: Services) -> None:
    text = plan(services, "U0AMARA").text
    assert "Move the systems and test them. Open. Due Nov 2, 2026, today. Peter Novak, technical lead of your " in text
    assert "All tasks:" in text


def test_a_filter_shows_what_go_live_waits_for(services: Services) -> None:
    said = shown(plan(services, "U0AMARA", shown=TaskFilter.LEFT))
    assert "Move the systems and test them" in said
    assert "Set up the performance reports" not in said  # not required
    assert "Hold the kick-off meeting" not in said


def test_the_filter_is_a_menu_with_counts(services: Services) -> None:
    desk = a_desk(services, startup)
    press(desk, "U0PETER", menu_choice(plan(services, "U0PETER"), "My tasks: 2"))
    said = updated(desk)
    assert "Check the services before they go live" in said
    assert "Restore a backup as a test" not in said
    press(desk, "U0AMARA", menu_choice(plan(services, "U0AMARA"), "My tasks: 0"))
    assert "You have no open tasks in this plan." in updated(desk)


def test_a_plan_of_more_tasks_than_a_page_has_pages(services: Services) -> None:
    desk = a_desk(services, startup)
    press(desk, "U0JAMES", button(plan(services, "U0JAMES"), f"Next startup tasks of {ARS}"))
    assert "Prepare the service desk" in updated(desk)
    assert "Restore a backup as a test" not in updated(desk)


def test_a_task_shows_everything_about_it(services: Services) -> None:
    said = shown(card(services, "U0PETER", BLOCKED))
    assert "Blocked by Mei-Ling Chen" in said
    assert "The firewall rule between Beltsville and the backup network is not approved yet" in said
    assert "Mei-Ling Chen, technical specialist of CEC" in said
    assert "Required before go-live." in said
    assert "Depends on: Build the environment (done)" in said
    assert "Peter Novak" in said
    assert "Our security office meets on Thursday" in said


def test_buttons_are_those_that_the_reader_may_use(services: Services) -> None:
    assert button(card(services, "U0JAMES", BLOCKED), "Not blocked any more")
    assert not names(services, "U0PETER", "Check off")  # a task of CEC
    assert button(card(services, "U0PETER", BLOCKED), "Comment: Restore a backup as a test")
    assert button(card(services, "U0PETER", MOVE), "It is blocked: Move the systems and test them")
    assert button(card(services, "U0PETER", "tell_users"), "Open again: Tell the users what changes for them")


def test_the_menu_of_the_plan_is_for_staff(services: Services) -> None:
    assert menu_choice(card(services, "U0JAMES", MOVE), "Change the task")
    assert not any(
        each.get("accessory", {}).get("type") == "overflow" for each in card(services, "U0PETER", MOVE).blocks
    )


def test_who_does_what_is_said_to_each_side_in_its_words(services: Services) -> None:
    assert "Hold the kick-off meeting\nDone by James Okafor" in plan(services, "U0JAMES").text.replace(
        ". Done", "\nDone"
    )
    assert "Yours, as technical lead" in shown(card(services, "U0PETER", MOVE))


def test_a_task_opens_in_the_place_of_the_list(services: Services) -> None:
    desk = a_desk(services, startup)
    press(desk, "U0AMARA", button(plan(services, "U0AMARA"), "Open: Restore a backup as a test"))
    assert "Startup task" in updated(desk)
    assert "The firewall rule" in updated(desk)


def test_all_comments_can_be_read_in_a_modal(fresh_services: Services) -> None:
    james = fresh_services.directory.actor("U0JAMES")
    for place in range(30):
        fresh_services.startup.comment(james, ARS, KICKOFF, f"Comment {place} <b> & *more*")
    desk = a_desk(fresh_services, startup)
    press(desk, "U0AMARA", button(card(fresh_services, "U0AMARA", KICKOFF), "All 30 comments"))
    said = "\n".join(words(opened(desk)["blocks"]))
    assert "30 comments" in said
    assert "Comment 29 &lt;b&gt; &amp;" in said
    assert "Comment 9 " not in said


def test_an_agreement_without_a_plan_says_why(services: Services) -> None:
    reply = startup.show(who(services, "U0MARIA"), services, "SLA-2027-0031", Memory())
    assert "has no startup tasks" in reply.text
    assert "planned when it is signed and funded" in reply.text


def test_another_organization_learns_nothing(services: Services) -> None:
    reply = startup.show(who(services, "U0MARIA"), services, ARS, Memory())
    assert reply.private
    assert "backup" not in reply.text


def test_own_tasks_are_those_of_all_startups(services: Services) -> None:
    reply = own_reply(who(services, "U0PETER"), services, Memory())
    check_reply(reply)
    assert reply.text.startswith("You have 2 startup tasks to do, the earliest due day first.")
    assert reply.about == frozenset({"ars"})
    assert "You have no role in a startup" in own_reply(who(services, "U0MARIA"), services, Memory()).text


def test_home_shows_how_far_a_startup_is(services: Services) -> None:
    for user, mine in (("U0PETER", "You have 2 tasks to do."), ("U0JAMES", "You have 1 task to do.")):
        said = "\n".join(words(view_for(who(services, user), services)["blocks"]))
        assert "Startup and transition" in said
        assert "7 of 13 tasks done" in said
        assert mine in said
    assert "Startup and transition\n" not in "\n".join(words(view_for(who(services, "U0MARIA"), services)["blocks"]))


def test_go_live_can_be_confirmed_where_nothing_is_left(services: Services) -> None:
    assert button(plan(services, "U0FATIMA", APHIS), f"Confirm go-live of {APHIS}")
    assert "No required task is left: go-live waits for the confirmation of CEC and of your organization" in shown(
        plan(services, "U0FATIMA", APHIS)
    )
