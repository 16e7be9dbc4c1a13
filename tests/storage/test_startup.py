"""Startup definitions and plans, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, text

from domain.errors import Conflict
from domain.people import Side
from domain.stages import Stage
from domain.startup import StartupDefinition
from domain.startup_edits import TaskContent, add_task, content_of, remove_task
from domain.startup_plans import StartupPlan
from domain.startup_work import block, check_off, comment, confirm, not_needed
from storage.migrate import downgrade_schema, migrate_schema
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.startup_plans import MONDAY, a_plan, a_template
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

_CONFIRMATIONS = text("SELECT requirement FROM agreement_records WHERE requirement LIKE 'golive%'")
DEFINITION = StartupDefinition((a_template(), a_template("laptops", services=("managed_laptop",), required=False)))


@pytest.fixture
def storage(storage: Storage) -> Storage:
    second = an_agreement(Stage.STARTUP, "fns", id="a-2", number="SLA-2027-0002", contacts=())
    fill_agreements(storage, an_agreement(Stage.STARTUP), second)
    return storage


def add(storage: Storage, plan: StartupPlan) -> StartupPlan:
    with storage.unit_of_work() as work:
        work.startup_plans.add(plan)
        work.commit()
    return plan


def save(storage: Storage, before: StartupPlan, after: StartupPlan) -> StartupPlan:
    with storage.unit_of_work() as work:
        work.startup_plans.save(before, after)
        work.commit()
    return after


def kept(storage: Storage) -> StartupPlan | None:
    with storage.reading() as work:
        return work.startup_plans.of_agreement("a-1")


def changed(plan: StartupPlan) -> StartupPlan:
    """With a bit of everything."""
    plan, _ = check_off(plan, "kickoff", NOON, "staff")
    plan, _ = comment(plan, "accounts", "When?", NOON, "p-1")
    plan, _ = not_needed(plan, "accounts", "They have them.", NOON, "staff")
    plan, _ = block(plan, "feedback", "No time.", NOON, "staff")
    return confirm(plan, Side.CUSTOMER, NOON, "p-1")[0]


class TestDefinitions:
    def test_the_version_that_was_added_last_is_current_and_comes_back_as_it_was(self, storage: Storage):
        with storage.unit_of_work() as work:
            assert work.startup_definitions.current() is None
            first = work.startup_definitions.add(DEFINITION, "a.yaml", "system", NOON)
            second = work.startup_definitions.add(StartupDefinition((a_template("x"),)), "b.yaml", "staff", NOON)
            work.commit()
        with storage.reading() as work:
            assert work.startup_definitions.current() == second
            assert list(work.whole_tables.startup_versions()) == [
                (replace(DEFINITION, version=1), "a.yaml", "system", NOON),
                (second, "b.yaml", "staff", NOON),
            ]
        assert (first.version, second.version) == (1, 2)

    def test_the_same_definition_again_is_no_new_version(self, storage: Storage):
        with storage.unit_of_work() as work:
            first = work.startup_definitions.add(DEFINITION, "a.yaml", "system", NOON)
            again = work.startup_definitions.add(replace(DEFINITION, version=7), "b.yaml", "system", NOON)
        assert first == again


class TestPlans:
    def test_it_comes_back_as_it_was(self, storage: Storage):
        plan = add(storage, a_plan())
        assert kept(storage) == plan
        after = save(storage, plan, changed(plan))
        assert kept(storage) == after
        with storage.reading() as work:
            assert list(work.whole_tables.startup_plans()) == [after]

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_words_of_any_kind_are_kept(self, storage: Storage, text: str):
        plan = add(storage, a_plan(a_template(instructions=text)))
        said, _ = comment(plan, "kickoff", f"- {text[:1_000]} -", NOON, "p-1")
        save(storage, plan, said)
        assert kept(storage) == said

    def test_tasks_are_added_changed_and_removed(self, storage: Storage):
        plan = add(storage, a_plan())
        content: TaskContent = content_of(plan.task("feedback"))
        after, _ = add_task(plan, "t-9", replace(content, title="Badges"), "why", MONDAY, NOON, "staff")
        after, _ = comment(after, "kickoff", "When?", NOON, "p-1")
        save(storage, plan, after)
        assert kept(storage) == after
        removed, _ = remove_task(after, "kickoff", "why", NOON, "staff")
        save(storage, after, removed)
        assert kept(storage) == removed

    def test_an_agreement_has_one_plan(self, storage: Storage):
        add(storage, a_plan())
        with pytest.raises(Conflict, match="was made already"), storage.unit_of_work() as work:
            work.startup_plans.add(replace(a_plan(), id="sp-2"))

    def test_of_two_who_change_it_from_the_same_state_the_second_is_refused(self, storage: Storage):
        plan = add(storage, a_plan())
        save(storage, plan, check_off(plan, "kickoff", NOON, "p-1")[0])
        with pytest.raises(Conflict, match="changed this plan meanwhile"):
            save(storage, plan, check_off(plan, "feedback", NOON, "p-2")[0])

    def test_two_who_read_it_for_a_change_at_once_both_get_their_turn(self, storage: Storage):
        add(storage, a_plan())
        barrier = Barrier(2)

        def work_on(key: str) -> None:
            barrier.wait()
            with storage.unit_of_work() as work:
                before = work.startup_plans.of_agreement("a-1")
                assert before
                work.startup_plans.save(before, check_off(before, key, NOON, "p-1")[0])
                work.commit()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(work_on, ["kickoff", "feedback"]))
        after = kept(storage)
        assert after
        assert after.progress.done == 2

    def test_what_is_rolled_back_leaves_nothing(self, storage: Storage):
        with storage.unit_of_work() as work:
            work.startup_plans.add(a_plan())
        assert kept(storage) is None


class TestAttention:
    def found(self, storage: Storage, until: date) -> list[str]:
        with storage.reading() as work:
            return [plan.id for plan in work.startup_plans.needing_attention(until, 10)]

    def test_plans_with_a_task_that_is_due_or_blocked_are_found(self, storage: Storage):
        plan = add(storage, a_plan(a_template()))
        due = plan.task("kickoff").due_on
        assert self.found(storage, due - timedelta(days=1)) == []
        assert self.found(storage, due) == ["sp-1"]
        blocked, _ = block(plan, "kickoff", "No room.", NOON, "p-1")
        save(storage, plan, blocked)
        assert self.found(storage, due - timedelta(days=1)) == ["sp-1"]
        save(storage, blocked, check_off(blocked, "kickoff", NOON, "p-1")[0])
        assert self.found(storage, due + timedelta(days=99)) == []

    def test_only_agreements_at_their_startup_count(self, storage: Storage):
        plan = add(storage, a_plan())
        with storage.unit_of_work() as work:
            agreement = work.agreements.get("a-1")
            work.agreements.save(replace(agreement, stage=Stage.OPERATIONS))
            work.commit()
        assert self.found(storage, plan.task("kickoff").due_on) == []

    def test_agreements_without_a_plan_are_found(self, storage: Storage):
        add(storage, a_plan())
        with storage.reading() as work:
            assert work.startup_plans.lacking(10) == ("a-2",)

    def test_what_was_told_is_kept_and_is_no_change_of_the_plan(self, storage: Storage):
        plan = add(storage, a_plan())
        with storage.unit_of_work() as work:
            work.startup_plans.keep_reminded("sp-1", {"kickoff": ("soon|1", "overdue|2")})
            work.startup_plans.keep_digest("sp-1", MONDAY)
            work.commit()
        save(storage, plan, check_off(plan, "kickoff", NOON, "p-1")[0])
        with storage.reading() as work:
            assert work.startup_plans.reminded("sp-1")["kickoff"] == ("soon|1", "overdue|2")
            assert work.startup_plans.digest_on("sp-1") == MONDAY


def test_services_that_ran_before_both_sides_were_asked_stay_confirmed(engine: Engine):
    storage = Storage(engine)
    running = an_agreement(Stage.OPERATIONS)
    fill_agreements(storage, running)
    downgrade_schema(engine, "0011")
    with engine.begin() as connection:
        assert connection.execute(_CONFIRMATIONS).scalars().all() == ["golive_confirmed"]
    migrate_schema(engine)
    with storage.reading() as work:
        found = work.agreements.get(running.id)
    assert [entry.requirement for entry in found.records] == [entry.requirement for entry in running.records]
