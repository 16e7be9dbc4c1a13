"""Services go live when every required startup task is done and both sides confirm."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from domain.errors import Conflict, NotAllowed
from domain.notices import NoticeKind
from domain.stages import Stage
from tests.services.office import Office
from tests.services.startup_steps import (
    APHIS,
    ARS,
    check_off,
    confirm,
    finish,
    seen,
    stage_of,
    told,
    view,
)


class TestGoLive:
    def test_both_sides_are_told_when_every_required_task_is_done(self, office: Office):
        finish(office)
        assert set(told(office, NoticeKind.GO_LIVE, "ready")) == {"U0JAMES", "U0AMARA"}
        assert view(office, "amara").summary.may_confirm

    def test_services_run_when_the_program_manager_and_the_sml_confirmed(self, office: Office):
        assert confirm(office, "fatima") is False
        assert stage_of(office, APHIS) is Stage.STARTUP
        assert told(office, NoticeKind.GO_LIVE, "confirmed") == ["U0PRIYA"]
        assert confirm(office, "priya") is True
        assert stage_of(office, APHIS) is Stage.OPERATIONS
        assert {"U0PRIYA", "U0FATIMA"} <= set(told(office, NoticeKind.STEP_REACHED))

    def test_confirming_again_changes_nothing(self, office: Office):
        confirm(office, "fatima")
        again = office.services.startup.confirm_go_live(office.actor("fatima"), APHIS, 1)
        assert (again.changed, again.live) == (False, False)
        confirm(office, "priya")
        assert office.services.startup.confirm_go_live(office.actor("priya"), APHIS, 1).live

    @pytest.mark.parametrize("who", ["jorge", "james", "dana"])
    def test_nobody_else_confirms(self, office: Office, who: str):
        with pytest.raises(NotAllowed, match="program manager and by CEC's SML"):
            confirm(office, who)

    def test_it_is_refused_while_a_required_task_is_left(self, office: Office):
        with pytest.raises(Conflict, match=r"cannot go live yet\. Not done: "):
            confirm(office, "james", ARS)

    def test_it_is_refused_when_the_plan_changed_after_it_was_seen(self, office: Office):
        revision = view(office, "fatima", APHIS).revision
        office.services.startup.comment(office.actor("jorge"), APHIS, "acceptance", "Two tablets are missing.")
        with pytest.raises(Conflict, match="changed after you opened it"):
            office.services.startup.confirm_go_live(office.actor("fatima"), APHIS, revision)

    def test_reopening_a_required_task_takes_the_confirmation_back_and_tells_both(self, office: Office):
        confirm(office, "fatima")
        revision = seen(office, "acceptance", APHIS)
        office.services.startup.reopen(office.actor("jorge"), APHIS, "acceptance", revision, "Two are missing.")
        assert view(office, number=APHIS).summary.confirmed == ()
        assert set(told(office, NoticeKind.GO_LIVE, "voided")) == {"U0PRIYA", "U0FATIMA"}
        with pytest.raises(Conflict):
            confirm(office, "priya")
        check_off(office, "jorge", "acceptance", APHIS)
        assert confirm(office, "priya") is False
        assert confirm(office, "fatima") is True

    def test_both_who_confirm_at_once_go_live_or_one_looks_again(self, office: Office):
        barrier = Barrier(2)

        def work_on(who: str) -> bool | None:
            revision = view(office, who, APHIS).revision
            barrier.wait()
            try:
                return office.services.startup.confirm_go_live(office.actor(who), APHIS, revision).live
            except Conflict:
                return None

        with ThreadPoolExecutor(2) as pool:
            assert set(pool.map(work_on, ["fatima", "priya"])) == {False, None}
        assert stage_of(office, APHIS) is Stage.STARTUP

    def test_once_services_run_required_tasks_stay_as_they_are(self, office: Office):
        confirm(office, "fatima")
        confirm(office, "priya")
        with pytest.raises(Conflict, match="run already"):
            office.services.startup.reopen(office.actor("priya"), APHIS, "acceptance", 2, "Oh.")
        lessons = seen(office, "lessons", APHIS)
        assert office.services.startup.reopen(office.actor("priya"), APHIS, "lessons", lessons, "More.").changed

    def test_a_closed_agreement_stays_as_it_is(self, office: Office):
        with office.storage.unit_of_work() as work:
            agreement = work.agreements.by_number(ARS)
            assert agreement
            work.agreements.save(replace(agreement, closed_at=office.clock.at, closed_reason="Withdrawn."))
            work.commit()
        with pytest.raises(Conflict, match="is closed"):
            check_off(office, "peter", "hosting_tested")
        with pytest.raises(Conflict, match="is closed"):
            office.services.startup.comment(office.actor("peter"), ARS, "hosting_tested", "Hello")
