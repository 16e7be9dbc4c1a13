"""Requests for what the catalog does not hold, or for a service adapted."""

from dataclasses import dataclass
from datetime import date

from domain.custom_requests import CustomRequest
from domain.errors import InvalidInput, NotFound
from domain.notices import Destination, Notice, NoticeKind
from domain.permissions import Action, Actor
from services.access import require
from services.cards import OrganizationCard, organization_card
from services.catalog import CatalogUseCases
from services.context import Context, plain_change
from services.office_hours import AnswerTime, answer_time
from services.settings_table import office_day, office_hours_of
from storage.unit_of_work import UnitOfWork

LONGEST_TEXT = 3_000


@dataclass(frozen=True)
class CustomWish:
    """What someone asks for, in their own words. `service` is a key, name or alias of what is to be adapted."""

    what: str
    why: str = ""
    quantity: str = ""
    needed_by: date | None = None
    service: str | None = None


@dataclass(frozen=True)
class CustomRequestView:
    """A request with the names in it. `answer` says when someone will look at it."""

    request: CustomRequest
    organization: OrganizationCard | None
    service_name: str | None
    answer: AnswerTime


@dataclass(frozen=True)
class RequestUseCases:
    context: Context
    catalog: CatalogUseCases

    def ask(
        self,
        actor: Actor,
        wish: CustomWish,
        requester_name: str,
        organization: str | None = None,
        request_id: str | None = None,
    ) -> CustomRequestView:
        """Keep the request and tell staff.

        `request_id` makes it count once, however often it is sent (the id of the form). `organization` (key) is
        what a stranger seems to belong to. Raises InvalidInput when nothing is said, or the day is past.
        """
        require(actor, Action.REQUEST_CUSTOM_SERVICE)
        with self.context.unit_of_work() as work:
            before = _kept(work, request_id)
            request = before or self._request(work, actor, wish, requester_name, organization, request_id)
            view = self._view(work, request)
            if before is None:
                self._keep(work, actor, view)
                work.commit()
            return view

    def latest(self, actor: Actor, limit: int = 20) -> tuple[CustomRequestView, ...]:
        """The latest first. For staff."""
        require(actor, Action.LIST_ALL_AGREEMENTS)
        with self.context.reading() as work:
            return tuple(self._view(work, request) for request in work.custom_requests.latest(limit))

    def _request(
        self, work: UnitOfWork, actor: Actor, wish: CustomWish, name: str, organization: str | None, key: str | None
    ) -> CustomRequest:
        if not wish.what.strip():
            raise InvalidInput("what", "Say in a sentence what you need.")
        if wish.needed_by and wish.needed_by < office_day(work, self.context):
            raise InvalidInput("needed_by", "That day is past. Give a day that is still to come.")
        found = work.organizations.find(actor.organization or organization or "")
        return CustomRequest(
            id=key or self.context.new_id(),
            requester=actor.id,
            requester_slack_id=actor.slack_user_id or "",
            requester_name=actor.person.name if actor.person else name.strip() or "Someone",
            organization=found.key if found else None,
            what=wish.what.strip()[:LONGEST_TEXT],
            why=wish.why.strip()[:LONGEST_TEXT],
            quantity=wish.quantity.strip()[:200],
            needed_by=wish.needed_by,
            service=self.catalog.find(self.catalog.current_in(work), wish.service).key if wish.service else None,
            asked_at=self.context.clock(),
        )

    def _keep(self, work: UnitOfWork, actor: Actor, view: CustomRequestView) -> None:
        request = view.request
        work.custom_requests.add(request)
        subject = ("custom_request", request.id)
        work.history.append(
            plain_change(actor, subject, "asked", None, request.what, request.asked_at, request.organization)
        )
        facts = {
            "request": request.id,
            "name": request.requester_name,
            "slack_user_id": request.requester_slack_id,
            "organization": request.organization,
            "organization_name": view.organization.name if view.organization else None,
            "what": request.what,
            "why": request.why,
            "quantity": request.quantity,
            "needed_by": request.needed_by.isoformat() if request.needed_by else None,
            "service": request.service,
            "service_name": view.service_name,
        }
        notice = Notice(f"custom-request:{request.id}", NoticeKind.CUSTOM_REQUEST, Destination(staff=True), facts)
        work.notices.enqueue(notice)

    def _view(self, work: UnitOfWork, request: CustomRequest) -> CustomRequestView:
        found = work.organizations.find(request.organization) if request.organization else None
        return CustomRequestView(
            request,
            organization_card(found) if found else None,
            self._service_name(work, request.service),
            answer_time(office_hours_of(work), self.context.clock()),
        )

    def _service_name(self, work: UnitOfWork, key: str | None) -> str | None:
        if key is None:
            return None
        try:
            return self.catalog.current_in(work).catalog.service(key).name
        except NotFound:  # it left the catalog since
            return key


def _kept(work: UnitOfWork, request_id: str | None) -> CustomRequest | None:
    if request_id is None:
        return None
    try:
        return work.custom_requests.get(request_id)
    except NotFound:
        return None
