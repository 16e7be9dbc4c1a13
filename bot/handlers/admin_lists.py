"""The lists of administrators as modals, also shown again after something was saved."""

from bot.replies import Modal
from bot.views.admin import CEC, organizations_view, people_view
from domain.permissions import Actor
from services import Services
from services.admin import PeoplePage

PAGE_SIZE = 10
MOST_FOUND = 30


def organizations_modal(actor: Actor, services: Services, words: str = "", page: int = 0, done: str = "") -> Modal:
    found = services.admin.organizations(actor, page, PAGE_SIZE, words)
    return Modal(organizations_view(found, words, done), update=True)


def people_modal(
    actor: Actor, services: Services, words: str = "", where: str = CEC, page: int = 0, done: str = ""
) -> Modal:
    """Words search everyone; without them the people of `where` are shown."""
    found = _found(actor, services, words) if words else _of(actor, services, where, page)
    return Modal(people_view(found, services.directory.organizations(actor), words, where, done), update=True)


def _found(actor: Actor, services: Services, words: str) -> PeoplePage:
    people = services.admin.find_people(actor, words, MOST_FOUND)
    return PeoplePage(None, tuple(people), 0, 1, len(people))


def _of(actor: Actor, services: Services, where: str, page: int) -> PeoplePage:
    return services.admin.people(actor, None if where == CEC else where, page, PAGE_SIZE)
