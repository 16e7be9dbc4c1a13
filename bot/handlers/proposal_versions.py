"""Versions of a proposal, for both sides: the list, one of them, and what changed between any two."""

from dataclasses import replace

from bot.context import Asker, Click, Submission
from bot.forms import number_in, text_of
from bot.handlers.agreement_replies import reader_of
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import read_value
from bot.views.proposal_versions import (
    compare_form,
    comparison_blocks,
    comparison_text,
    version_blocks,
    version_text,
    versions_blocks,
    versions_text,
)
from bot.views.reading import as_modal
from services import Services
from services.memory import Memory


def versions_reply(asker: Asker, services: Services, number: str, memory: Memory, page: int = 0) -> Reply:
    """Every version that was presented. Raises as the use cases of proposals."""
    view, cards = services.proposals.view(asker.actor, number), services.proposals.versions(asker.actor, number)
    reader = reader_of(asker)
    return Reply(
        text=versions_text(view, cards, reader, page),
        blocks=versions_blocks(view, cards, reader, page),
        about=frozenset({view.organization.key}),
        memory=spoken_of(memory, view.number, view.organization.key),
    )


def version_reply(asker: Asker, services: Services, number: str, version: int, memory: Memory, page: int = 0) -> Reply:
    """One version with its lines. Who reads it has seen it."""
    view, card = services.proposals.view(asker.actor, number), services.proposals.version(asker.actor, number, version)
    services.proposals.look(asker.actor, number, version)
    reader = reader_of(asker)
    return Reply(
        text=version_text(view, card, reader, page),
        blocks=version_blocks(view, card, reader, page),
        about=frozenset({view.organization.key}),
        memory=spoken_of(memory, view.number, view.organization.key),
    )


def comparison_reply(
    asker: Asker,
    services: Services,
    number: str,
    before: int,
    after: int,
    memory: Memory,
    page: int = 0,
    said: str = "",
) -> Reply:
    """What changed from one version to another. `said` stands above."""
    status = services.agreements.status(asker.actor, number)
    found = services.proposals.compare(asker.actor, number, before, after)
    return Reply(
        text=comparison_text(found, page, said),
        blocks=comparison_blocks(found, page, said),
        about=frozenset({status.organization.key}),
        memory=spoken_of(memory, status.number, status.organization.key),
    )


def spoken_of(memory: Memory, number: str, organization: str) -> Memory:
    """The memory after an agreement was shown."""
    return replace(memory, agreement=number, organization=organization)


# -- buttons and the form ----------------------------------------------------------------------------------------


def listed(click: Click) -> Outcome:
    value = read_value(click.value)
    reply = versions_reply(click.asker, click.services, number_of(value), click.memory, number_in(value))
    return replace(reply, replace="p" in value)


def opened(click: Click) -> Outcome:
    value = read_value(click.value)
    version, page = number_in(value, "ver"), number_in(value)
    reply = version_reply(click.asker, click.services, number_of(value), version, click.memory, page)
    return replace(reply, replace="p" in value)


def changes(click: Click) -> Outcome:
    value = read_value(click.value)
    pair = number_in(value, "b"), number_in(value, "a")
    reply = comparison_reply(click.asker, click.services, number_of(value), *pair, click.memory, number_in(value))
    return replace(reply, replace="p" in value)


def compare(click: Click) -> Outcome:
    """The form; the last two versions stand in it."""
    value = read_value(click.value)
    number = number_of(value)
    cards = click.services.proposals.versions(click.actor, number)
    if len(cards) < 2:
        return Reply("There is nothing to compare yet: fewer than two versions were presented.", private=True)
    before = number_in(value, "b") or cards[-2].version.number
    after = number_in(value, "a") or cards[-1].version.number
    return Modal(compare_form(cards, before, after, {"number": number}))


def compared(submission: Submission) -> Outcome:
    chosen = [str(submission.values.get(each) or "") for each in ("before", "after")]
    if not all(each.isdecimal() for each in chosen):
        return FieldErrors({"before": "Choose two versions."})
    if chosen[0] == chosen[1]:
        return FieldErrors({"after": "Choose another version than the one above."})
    number, before, after = number_of(read_value(submission.metadata)), *map(int, chosen)
    reply = comparison_reply(submission.asker, submission.services, number, before, after, submission.memory)
    return Modal(as_modal(reply), update=True)


def number_of(value: dict[str, object]) -> str:
    """The agreement's number of a button or form."""
    return text_of(value, "number")[:40]


def register(routes: Routes) -> None:
    routes.action("proposal.versions", listed)
    routes.action("proposal.version", opened)
    routes.action("proposal.changes", changes)
    routes.action("proposal.compare", compare)
    routes.submission("proposal.compare", compared)
