"""What both sides do with startup tasks, also at once, and when somebody leaves."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.people import Role
from domain.startup_plans import TaskState
from tests.services.office import Office
from tests.services.startup_steps import (
    ARS,
    check_off,
    seen,
    told,
    view,
)


class TestWork:
    def test_both_sides_check_off_their_tasks(self, office: Office):
        done = check_off(office, "peter", "hosting_tested")
        assert done.view
        assert (done.changed, done.view.card.state, done.plan.progress.done) == (True, TaskState.DONE, 8)
        assert [link.key for link in done.freed] == ["acceptance"]
        assert "U0PETER" not in told(office, NoticeKind.STARTUP_TASK, "can_begin")

    def test_who_can_begin_is_told(self, office: Office):
        check_off(office, "james", "hosting_tested")
        assert told(office, NoticeKind.STARTUP_TASK, "can_begin") == ["U0PETER"]

    def test_a_task_that_depends_on_others_is_checked_off_only_after_a_warning(self, office: Office):
        warned = check_off(office, "peter", "acceptance")
        assert not warned.changed
        assert [link.key for link in warned.warning] == ["hosting_tested"]
        assert view(office).summary.progress.done == 7
        assert check_off(office, "peter", "acceptance", anyway=True).changed

    def test_doing_it_twice_changes_nothing_and_tells_nobody(self, office: Office):
        revision = seen(office, "hosting_tested")
        startup, peter = office.services.startup, office.actor("peter")
        assert startup.check_off(peter, ARS, "hosting_tested", revision).changed
        count = len(office.notices())
        assert not startup.check_off(peter, ARS, "hosting_tested", revision).changed
        assert len(office.notices()) == count

    def test_a_customer_works_on_their_own_sides_tasks_only(self, office: Office):
        with pytest.raises(NotAllowed, match="Tasks of the customer are for its contacts"):
            check_off(office, "peter", "set_up_reports")
        assert check_off(office, "meiling", "set_up_reports").changed

    def test_colleagues_without_a_role_may_read_only(self, office: Office):
        with office.storage.unit_of_work() as work:
            agreement = work.agreements.by_number(ARS)
            assert agreement
            contacts = tuple(c for c in agreement.contacts if c.person_id != "p-rosa")
            work.agreements.save(replace(agreement, contacts=contacts))
            work.commit()
        assert view(office, "rosa").summary.number == ARS
        for attempt in (
            lambda: check_off(office, "rosa", "hosting_tested"),
            lambda: office.services.startup.comment(office.actor("rosa"), ARS, "hosting_tested", "Hello"),
        ):
            with pytest.raises(NotAllowed):
                attempt()

    def test_a_block_is_told_to_those_who_lead_and_lifted(self, office: Office):
        startup = office.services.startup
        blocked = startup.block(
            office.actor("peter"), ARS, "hosting_tested", seen(office, "hosting_tested"), "No rack."
        )
        assert blocked.view
        assert blocked.view.card.reason == "No rack."
        assert set(told(office, NoticeKind.STARTUP_TASK, "blocked")) == {"U0JAMES", "U0AMARA"}
        free = startup.unblock(office.actor("james"), ARS, "hosting_tested", blocked.view.card.revision)
        assert free.view
        assert free.view.card.state is TaskState.OPEN
        assert told(office, NoticeKind.STARTUP_TASK, "unblocked") == ["U0PETER"]

    def test_comments_go_to_who_does_the_task_and_theirs_to_the_other_side(self, office: Office):
        startup = office.services.startup
        startup.comment(office.actor("james"), ARS, "hosting_tested", "How many are left?")
        startup.comment(office.actor("peter"), ARS, "hosting_tested", "24 of 64.")
        assert told(office, NoticeKind.STARTUP_TASK, "commented") == ["U0PETER", "U0JAMES"]
        again = startup.comment(office.actor("peter"), ARS, "hosting_tested", "24 of 64.")
        assert not again.changed
        assert [said.text for said in startup.task(office.actor("peter"), ARS, "hosting_tested").comments][-2:] == [
            "How many are left?",
            "24 of 64.",
        ]

    def test_a_comment_does_not_keep_others_from_checking_off(self, office: Office):
        revision = seen(office, "hosting_tested")
        office.services.startup.comment(office.actor("james"), ARS, "hosting_tested", "How many are left?")
        assert office.services.startup.check_off(office.actor("peter"), ARS, "hosting_tested", revision).changed

    def test_a_task_is_given_to_a_contact_of_its_side(self, office: Office):
        startup, revision = office.services.startup, seen(office, "hosting_tested")
        given = startup.reassign(office.actor("peter"), ARS, "hosting_tested", revision, "p-rosa")
        assert given.view
        assert given.view.card.owner
        assert (given.view.card.owner.name, given.view.card.given) == ("Rosa Jiménez", True)
        assert told(office, NoticeKind.STARTUP_TASK, "assigned") == ["U0ROSA"]
        for nobody in ("p-james", "p-maria", "p-none"):
            with pytest.raises(InvalidInput, match="Choose one of the customer's people"):
                startup.reassign(office.actor("peter"), ARS, "hosting_tested", revision + 1, nobody)
        back = startup.reassign(office.actor("peter"), ARS, "hosting_tested", revision + 1, None)
        assert back.view
        assert back.view.card.owner
        assert back.view.card.owner.name == "Peter Novak"

    def test_who_acts_on_what_has_changed_meanwhile_is_told_what_it_is_now(self, office: Office):
        revision = seen(office, "hosting_tested")
        startup = office.services.startup
        startup.block(office.actor("james"), ARS, "hosting_tested", revision, "No rack.")
        with pytest.raises(Conflict, match="It is blocked now by James Okafor"):
            startup.check_off(office.actor("peter"), ARS, "hosting_tested", revision)

    def test_two_people_who_check_off_at_once_both_succeed(self, office: Office):
        barrier = Barrier(2)

        def work_on(who_and_key: tuple[str, str]) -> bool:
            who, key = who_and_key
            actor, revision = office.actor(who), seen(office, key)
            barrier.wait()
            return office.services.startup.check_off(actor, ARS, key, revision).changed

        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(work_on, [("peter", "hosting_tested"), ("meiling", "set_up_reports")])) == [True, True]
        assert view(office).summary.progress.done == 9

    def test_of_two_who_check_off_the_same_task_at_once_one_changes_it(self, office: Office):
        barrier, revision = Barrier(2), seen(office, "hosting_tested")

        def work_on(who: str) -> bool:
            actor = office.actor(who)
            barrier.wait()
            return office.services.startup.check_off(actor, ARS, "hosting_tested", revision).changed

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(work_on, ["peter", "james"])) == [False, True]
        changes = office.history("startup_task", "sp-2027-0018/hosting_tested")
        assert [change.new for change in changes if change.field == "state"] == ["done"]

    def test_what_fails_leaves_no_change_and_no_notice(self, office: Office):
        before, count = view(office, size=50), len(office.notices())
        with pytest.raises(InvalidInput):
            office.services.startup.block(office.actor("peter"), ARS, "hosting_tested", 1, " ")
        with pytest.raises(NotFound):
            office.services.startup.comment(office.actor("peter"), ARS, "nothing", "Hello")
        assert (view(office, size=50), len(office.notices())) == (before, count)


class TestLeaving:
    def test_a_task_given_by_name_is_handed_over_with_the_roles(self, office: Office):
        office.services.startup.reassign(office.actor("peter"), ARS, "hosting_tested", 1, "p-rosa")
        held = office.services.leaving.holdings(office.actor("amara"), "p-rosa")
        task = f"startup_task|{ARS}|hosting_tested"
        assert "the startup task “Move the systems and test them” of SLA-2027-0018" in [i.what for i in held.items]
        office.services.leaving.leave(
            office.actor("amara"),
            "p-rosa",
            {item.key: "p-zeynep" for item in held.items if item.key} | {task: "p-peter"},
        )
        card = office.services.startup.task(office.actor("peter"), ARS, "hosting_tested").card
        assert card.owner
        assert (card.owner.name, card.given) == ("Peter Novak", True)
        assert "U0PETER" in told(office, NoticeKind.STARTUP_TASK, "assigned")

    def test_tasks_of_a_role_go_with_the_role(self, office: Office):
        held = office.services.leaving.holdings(office.actor("amara"), "p-peter")
        takers = dict.fromkeys((item.key for item in held.items), "p-rosa")
        office.services.leaving.leave(office.actor("amara"), "p-peter", takers)
        card = office.services.startup.task(office.actor("amara"), ARS, "hosting_tested").card
        assert card.owner
        assert card.owner.name == "Rosa Jiménez"

    def test_nobody_for_now_leaves_it_to_who_has_the_role(self, office: Office):
        office.services.startup.reassign(office.actor("peter"), ARS, "hosting_tested", 1, "p-rosa")
        held = office.services.leaving.holdings(office.actor("amara"), "p-rosa")
        office.services.leaving.leave(office.actor("amara"), "p-rosa", dict.fromkeys((i.key for i in held.items), None))
        card = office.services.startup.task(office.actor("amara"), ARS, "hosting_tested").card
        assert card.owner
        assert (card.owner.name, card.given) == ("Peter Novak", False)
        assert Role.TECHNICAL_LEAD is card.role
