"""Answers about agreements that several questions lead to: one agreement, a list, a refusal, the nearest ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.choices import with_agreements_shown
from bot.context import Asker, Turn
from bot.handlers.list_narrowing import organizations_named
from bot.handlers.organization_names import surely_organization, unknown_organization
from bot.handlers.people_named import names_outsider
from bot.replies import Reply
from bot.views.agreements import PAGE_SIZE, Choices, list_blocks, list_text, list_title
from bot.views.blocks import actions, button, safe, section
from bot.views.first_contacts import start_button
from bot.views.list_question import ListQuestion
from bot.views.renewals import to_decide_row, to_decide_words
from bot.views.talk import AGREEMENTS, PERSON, STATUS, Offer, ask_button, offers_row
from bot.views.text import join_and, plural
from bot.views.tracker import Reader, tracker_blocks, tracker_text
from domain.channels import Audience
from domain.errors import CecError, NotAllowed, NotFound
from domain.permissions import Action, Actor, require
from services import Services
from services.agreement_cards import AgreementStatus
from services.agreement_list_cards import AgreementPage
from services.cards import OrganizationCard
from services.memory import Memory


def reader_of(asker: Asker) -> Reader:
    person = asker.actor.person
    today = asker.at.astimezone(asker.zone).date()
    return Reader(asker.actor.is_staff, today, asker.zone, person.id if person else None, not asker.place.direct)


def is_known(actor: Actor) -> bool:
    """Whether there is anything about agreements to show: not to strangers."""
    return actor.is_staff or actor.organization is not None


def told(asker: Asker, answer: Callable[[], Reply]) -> Reply:
    """The answer; what is refused or not found becomes a reply that says what can be done instead."""
    try:
        return answer()
    except NotFound as error:
        return not_found(asker, error)
    except NotAllowed as error:
        return refused(asker, error)


def not_found(asker: Asker, error: NotFound) -> Reply:
    """The nearest things that the asker may see stand below as buttons, and in the text."""
    numbers = [near for near in error.nearest if near.startswith("SLA-")]
    keys = [near for near in error.nearest if not near.startswith("SLA-")]
    nearest = f" Nearest: {join_and([safe(near) for near in (*numbers, *keys)], 'or')}." if error.nearest else ""
    text = f"{safe(str(error))}{nearest}"
    row = [button(f"Open {n}", f"agreements.open:{n}", {"number": n}) for n in numbers]
    others = [Offer(f"Agreements of {key.upper()}", "list_agreements", key) for key in keys]
    offers = offers_row([*others, AGREEMENTS if asker.actor.is_staff else STATUS, PERSON])
    return Reply(text, [section(text), actions([*row, *offers["elements"]])], private=True)


def refused(asker: Asker, error: CecError) -> Reply:
    """The reason of the permissions, word for word, with what the person can do."""
    first = [] if asker.actor.is_staff else [ask_button(STATUS) if is_known(asker.actor) else start_button(style=None)]
    return Reply(str(error), [section(safe(str(error))), actions([*first, ask_button(PERSON)])], private=True)


def unknown_named(turn: Turn) -> Reply | None:
    """For a sentence that is not clear: that nobody knows the organization which it names."""
    name = unknown_organization(turn)
    if not name or not is_known(turn.actor) or not surely_organization(turn, name):
        return None
    try:
        turn.services.directory.resolve_organization(turn.actor, name)
    except NotFound as error:
        return not_found(turn.asker, error)
    except NotAllowed as error:
        return refused(turn.asker, error)
    return None


def organization_asked(turn: Turn) -> OrganizationCard | None:
    """The first organization that the sentence names; as `organizations_asked`."""
    return next(iter(organizations_asked(turn)), None)


def organizations_asked(turn: Turn) -> tuple[OrganizationCard, ...]:
    """The organizations that the sentence names; a customer gets NotAllowed for any but their own.

    Staff who name none in a customer's channel mean that customer. Raises NotFound for one that nobody knows.
    """
    if not turn.actor.is_staff and names_outsider(turn):
        require(turn.actor, Action.READ_AGREEMENT)
    unknown = unknown_organization(turn)
    named = (unknown,) if unknown else organizations_named(turn)
    if named:
        return tuple(turn.services.directory.resolve_organization(turn.actor, each) for each in named)
    place = turn.asker.place
    if turn.actor.is_staff and place.audience is Audience.ORGANIZATION and place.binding:
        return (turn.services.directory.organization(turn.actor, place.binding.organization or ""),)
    return ()


def organizations_reply(turn: Turn) -> Reply:
    """How many organizations CEC serves, and which."""
    served = turn.services.directory.organizations(turn.actor)
    names = join_and([safe(card.name) for card in served])
    text = f"CEC serves {plural(len(served), 'organization')}{': ' if served else ''}{names}."
    return Reply(text, [section(text), offers_row([AGREEMENTS])], frozenset(card.key for card in served))


def everyone(actor: Actor, services: Services) -> frozenset[str]:
    """Whom an answer tells something about that names no organization: all that the actor may see."""
    return frozenset(card.key for card in services.directory.organizations(actor))


def notice(services: Services) -> str:
    """What must stand wherever amounts are shown; empty before the first catalog."""
    try:
        return services.catalog.current().catalog.notice
    except NotFound:
        return ""


def tracker_reply(asker: Asker, services: Services, status: AgreementStatus, memory: Memory, answer: str = "") -> Reply:
    reader = reader_of(asker)
    return Reply(
        text=tracker_text(status, reader, answer),
        blocks=tracker_blocks(status, reader, notice(services), answer),
        about=frozenset({status.organization.key}),
        memory=replace(memory, agreement=status.number, organization=status.organization.key),
    )


def list_page(asker: Asker, services: Services, question: ListQuestion) -> AgreementPage:
    return services.agreements.list(asker.actor, question.filter, question.page, PAGE_SIZE)


def list_reply(
    asker: Asker,
    services: Services,
    question: ListQuestion,
    memory: Memory,
    title: str = "",
    found: AgreementPage | None = None,
    remark: str = "",
) -> Reply:
    """A page of a list with its menus. `found` where it was read already; `remark` is said after the title."""
    known = _known(asker, services, question.owner)
    page = found or list_page(asker, services, question)
    heading = title or _title_of(asker, services, question, page, known)
    heading = " ".join(part for part in (heading, to_decide_words(page.to_decide), remark) if part)
    reader = reader_of(asker)
    return Reply(
        text=list_text(page, heading, reader),
        blocks=[
            *list_blocks(page, question, heading, _choices(asker, question, known), reader),
            *to_decide_row(page.to_decide, question.organization, question.owner),
        ],
        about=_about(asker, question, known),
        memory=with_agreements_shown(
            replace(
                memory,
                organization=question.organization or memory.organization,
                agreement=None,
                stage=question.stage.value if question.stage else None,
            ),
            [row.summary.number for row in page.rows],
            question=question,
        ),
    )


def _known(asker: Asker, services: Services, owner: str | None) -> Choices:
    """Whom the asker may see: for staff all organizations, SMLs and who was asked for; for a customer their own one."""
    leads = services.directory.leads(asker.actor) if asker.actor.is_staff else ()
    named = [] if owner is None or not asker.actor.is_staff or owner in {person.id for person in leads} else [owner]
    others = [person for person in services.directory.staff(asker.actor) if person.id in named] if named else []
    return Choices(services.directory.organizations(asker.actor), (*leads, *others))


def _title_of(asker: Asker, services: Services, question: ListQuestion, page: AgreementPage, known: Choices) -> str:
    names = {card.key: card.name for card in known.organizations} | {person.id: person.name for person in known.owners}
    names |= service_names(services, question.services)
    shown = question if asker.actor.is_staff else question.but(organization=asker.actor.organization)
    return list_title(page, shown, names)


def service_names(services: Services, keys: Sequence[str]) -> dict[str, str]:
    """Names by key of what the catalog has of these."""
    offered = services.catalog.current().catalog.services if keys else ()
    return {each.key: each.name for each in offered if each.key in keys}


def _about(asker: Asker, question: ListQuestion, known: Choices) -> frozenset[str]:
    """A list without an organization says something of all: of those that are not in it, too."""
    if question.organizations:
        return frozenset(question.organizations)
    if asker.actor.is_staff and question.organization is None:
        return frozenset(card.key for card in known.organizations)
    return frozenset({question.organization or asker.actor.organization or ""})


def _choices(asker: Asker, question: ListQuestion, known: Choices) -> Choices:
    """Menus of names are for staff, and not where a customer reads along."""
    for_staff = asker.place.audience in (Audience.ONE_PERSON, Audience.STAFF) or question.organization is None
    return known if asker.actor.is_staff and for_staff else Choices()
