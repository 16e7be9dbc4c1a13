"""Steps that tests of startup tasks have in common."""

from domain.agreement_funding import adopted
from domain.agreements import missing
from domain.notices import NoticeKind
from domain.permissions import OPERATOR
from domain.stages import Stage
from services.startup_cards import PlanView, TaskChanged
from services.step_notices import save_and_move_on
from tests.services.office import Office

ARS, APHIS, FUNDED = "SLA-2027-0018", "SLA-2027-0016", "SLA-2027-0022"


def view(office: Office, who: str = "james", number: str = ARS, **asked: object) -> PlanView:
    return office.services.startup.view(office.actor(who), number, **asked)  # pyright: ignore[reportArgumentType]


def seen(office: Office, key: str, number: str = ARS) -> int:
    return office.services.startup.task(office.actor("james"), number, key).card.revision


def check_off(office: Office, who: str, key: str, number: str = ARS, **more: bool) -> TaskChanged:
    return office.services.startup.check_off(office.actor(who), number, key, seen(office, key, number), **more)


def keys(shown: PlanView) -> list[str]:
    return [task.key for task in shown.tasks.items]


def told(office: Office, kind: NoticeKind, what: str | None = None) -> list[str | None]:
    notices = [notice for notice in office.notices() if notice.kind is kind]
    return [notice.to.slack_user_id for notice in notices if what in (None, notice.facts.get("what"))]


def stage_of(office: Office, number: str) -> Stage:
    return office.services.agreements.status(office.actor("james"), number).stage


def fund(office: Office) -> None:
    """The last thing that keeps the agreement from its startup."""
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(FUNDED)
        assert agreement
        context = office.services.startup.context
        for requirement in missing(agreement):
            agreement, _ = adopted(agreement, requirement.key, office.clock.at, "p-samuel", "")
        save_and_move_on(work, context, OPERATOR, agreement, ())
        work.commit()


def finish(office: Office, number: str = ARS) -> None:
    """Every task of the plan is done, in an order that works."""
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(number)
        plan = work.startup_plans.of_agreement(agreement.id) if agreement else None
    assert plan
    for key in plan.order:
        check_off(office, "james", key, number)


def confirm(office: Office, who: str, number: str = APHIS) -> bool:
    revision = view(office, who, number).revision
    return office.services.startup.confirm_go_live(office.actor(who), number, revision).live
