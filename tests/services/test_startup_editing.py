"""Staff adjust the plan of one agreement, and reminders leave once each."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.notices import Notice, NoticeKind
from domain.people import Role, Side
from domain.startup_edits import TaskContent
from domain.startup_plans import TaskState
from services.startup_cards import TaskChanged
from tests.services.office import Office

ARS, APHIS = "SLA-2027-0018", "SLA-2027-0016"
BADGES = TaskContent("Order badges", Side.CUSTOMER, Role.SECURITY_OFFICER, date(2026, 11, 9))


def add(office: Office, number: str = ARS, who: str = "james", **changes: object) -> TaskChanged:
    content = replace(BADGES, **changes)  # pyright: ignore[reportArgumentType]
    return office.services.startup_editing.add_task(office.actor(who), number, content, "New building.", "t-9")


def change(office: Office, key: str, reason: str = "They asked.", **changes: object) -> TaskChanged:
    editing, james = office.services.startup_editing, office.actor("james")
    content = replace(editing.content(james, ARS, key), **changes)  # pyright: ignore[reportArgumentType]
    seen = office.services.startup.task(james, ARS, key).card.revision
    return editing.change_task(james, ARS, key, seen, content, reason)


def told(office: Office, kind: NoticeKind) -> list[Notice]:
    return [notice for notice in office.notices() if notice.kind is kind]


class TestEditing:
    def test_a_task_is_added_once_and_its_owner_is_told(self, office: Office):
        assert add(office).changed
        again = add(office)
        assert not again.changed
        assert again.plan.progress.total == 14
        (notice,) = (n for n in told(office, NoticeKind.STARTUP_TASK) if n.facts["what"] == "added")
        assert (notice.to.slack_user_id, notice.facts["task_title"]) == ("U0AMARA", "Order badges")

    def test_a_required_task_that_is_added_takes_a_confirmation_back(self, office: Office):
        revision = office.services.startup.view(office.actor("fatima"), APHIS).revision
        office.services.startup.confirm_go_live(office.actor("fatima"), APHIS, revision)
        added = add(office, APHIS)
        assert (added.plan.ready, added.plan.confirmed) == (False, ())
        status = office.services.agreements.status(office.actor("priya"), APHIS)
        assert "startup_tasks_done" in [requirement.key for requirement in status.missing]

    def test_it_is_changed_with_a_reason_that_both_sides_can_read(self, office: Office):
        changed = change(office, "hosting_tested", due_on=date(2026, 11, 6))
        assert changed.view
        assert changed.view.card.due_on == date(2026, 11, 6)
        (entry,) = (e for e in office.history("startup_task", "sp-2027-0018/hosting_tested") if e.field == "due_on")
        assert (entry.old, entry.new, entry.note, entry.by) == ("2026-11-02", "2026-11-06", "They asked.", "p-james")

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("due_on", {"due_on": date(2026, 11, 11)}),
            ("due_on", {"due_on": date(2026, 10, 1)}),
            ("title", {"title": ""}),
            ("role", {"role": Role.SML}),
            ("depends_on", {"depends_on": ("acceptance",)}),
            ("reason", {"title": "Move", "reason": " "}),
        ],
    )
    def test_what_cannot_be_used_is_refused_at_its_field(self, office: Office, field: str, changes: dict[str, object]):
        with pytest.raises(InvalidInput) as refused:
            change(office, "hosting_tested", **changes)  # pyright: ignore[reportArgumentType]
        assert refused.value.field == field

    def test_a_removed_task_is_gone_and_what_depended_on_it_goes_on(self, office: Office):
        editing, james = office.services.startup_editing, office.actor("james")
        removed = editing.remove_task(james, ARS, "hosting_tested", 1, "They move themselves.")
        assert removed.view is None
        assert [link.key for link in removed.freed] == ["acceptance"]
        with pytest.raises(NotFound, match="may have been removed"):
            editing.remove_task(james, ARS, "hosting_tested", 1, "Again.")

    def test_a_task_is_declared_not_needed(self, office: Office):
        editing = office.services.startup_editing
        done = editing.not_needed(office.actor("james"), ARS, "restore_tested", 2, "Tested last month.")
        assert done.view
        assert done.view.card.state is TaskState.NOT_NEEDED
        assert (done.plan.progress.total, done.plan.blocked) == (12, 0)

    def test_two_who_edit_the_same_task_are_told_of_each_other(self, office: Office):
        editing, james = office.services.startup_editing, office.actor("james")
        content = editing.content(james, ARS, "hosting_tested")
        change(office, "hosting_tested", title="Move everything")
        with pytest.raises(Conflict, match="changed this task after you opened it"):
            editing.change_task(james, ARS, "hosting_tested", 1, replace(content, title="Move some"), "Why not.")

    def test_it_is_for_staff_and_only_during_the_startup(self, office: Office):
        with pytest.raises(NotAllowed):
            add(office, who="amara")
        with pytest.raises(NotAllowed):
            office.services.startup_editing.not_needed(office.actor("amara"), ARS, "hosting_tested", 1, "No.")
        with pytest.raises(Conflict, match="not at its startup"):
            add(office, "SLA-2026-0011")


class TestReminders:
    def test_owners_hear_once_of_what_is_due_soon_and_once_when_it_is_overdue(self, office: Office):
        startup = office.services.startup
        startup.remind_due()
        office.clock.pass_by(hours=3)  # business time in Los Angeles too
        startup.remind_due()
        first = told(office, NoticeKind.STARTUP_REMINDER)
        assert {(n.to.slack_user_id, n.facts["task"], n.facts["what"]) for n in first} == {
            ("U0MEILING", "restore_tested", "overdue"),
            ("U0MEILING", "set_up_reports", "soon"),
            ("U0PETER", "hosting_tested", "soon"),
        }
        assert startup.remind_due() == 0
        office.clock.pass_by(days=1)
        startup.remind_due()
        later = [(n.facts["task"], n.facts["what"]) for n in told(office, NoticeKind.STARTUP_REMINDER)]
        assert later.count(("hosting_tested", "soon")) == 1
        assert later.count(("hosting_tested", "overdue")) == 1

    def test_another_owner_and_another_day_are_reminded_anew(self, office: Office):
        office.clock.pass_by(hours=3)
        startup = office.services.startup
        startup.remind_due()
        startup.reassign(office.actor("peter"), ARS, "hosting_tested", 1, "p-rosa")
        startup.remind_due()
        to = [
            n.to.slack_user_id for n in told(office, NoticeKind.STARTUP_REMINDER) if n.facts["task"] == "hosting_tested"
        ]
        assert to == ["U0PETER", "U0ROSA"]

    def test_nobody_is_reminded_at_night_or_on_a_holiday(self, office: Office):
        for at in (datetime(2026, 11, 3, 6, 0, tzinfo=UTC), datetime(2026, 11, 11, 18, 0, tzinfo=UTC)):
            office.clock.at = at
            assert office.services.startup.remind_due() == 0

    def test_who_leads_gets_one_digest_a_day(self, office: Office):
        startup = office.services.startup
        startup.remind_due()
        startup.remind_due()
        (digest,) = told(office, NoticeKind.STARTUP_DIGEST)
        assert digest.to.slack_user_id == "U0JAMES"
        assert str(digest.facts["said"]).startswith(
            "SLA-2027-0018, Virtual machines and backup for laboratories: 7 of 13 tasks done, 1 overdue, 1 blocked, "
        )
        office.clock.pass_by(days=1)
        startup.remind_due()
        assert len([n for n in told(office, NoticeKind.STARTUP_DIGEST) if n.to.slack_user_id == "U0JAMES"]) == 2

    def test_what_is_settled_is_told_to_nobody(self, office: Office):
        office.services.startup.check_off(office.actor("peter"), ARS, "hosting_tested", 1)
        office.clock.pass_by(hours=3)
        office.services.startup.remind_due()
        assert "hosting_tested" not in [n.facts["task"] for n in told(office, NoticeKind.STARTUP_REMINDER)]

    def test_agreements_that_came_without_a_plan_get_one(self, office: Office):
        with office.storage.unit_of_work() as work:
            agreement = work.agreements.by_number(ARS)
            assert agreement
            number = work.agreements.next_number("2027")
            work.agreements.add(replace(agreement, id="a-new", number=number, version=0))
            work.commit()
        with pytest.raises(NotFound, match="being planned"):
            office.services.startup.view(office.actor("james"), number)
        office.services.startup.remind_due()
        plan = office.services.startup.view(office.actor("james"), number)
        assert plan.summary.progress.total == 13
        assert plan.started_on == agreement.stage_since.date()

    def test_the_days_of_soon_are_a_setting(self, office: Office):
        office.services.admin.set_setting(office.actor("dana"), "startup_soon_days", "10")
        office.clock.pass_by(hours=3)
        office.services.startup.remind_due()
        assert "lessons" in [n.facts["task"] for n in told(office, NoticeKind.STARTUP_REMINDER)]
