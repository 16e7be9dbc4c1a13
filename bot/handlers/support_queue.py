"""The queue of support requests for CEC's people: filtered, page by page, and what is held by an hour's limit."""

from dataclasses import replace

from bot.commands import Command, Subcommand
from bot.context import Asker, Click
from bot.handlers.agreement_replies import reader_of, told
from bot.replies import Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value
from bot.views.support_queue import Choices, QueueQuestion, question_in, queue_blocks, queue_text, unpack
from bot.views.text import join_and
from domain.channels import Audience
from domain.errors import Conflict
from services import Services
from services.support_cards import QueueState

_WORDS = {
    "mine": QueueState.OPEN,
    "unassigned": QueueState.UNASSIGNED,
    "due": QueueState.DUE,
    "late": QueueState.LATE,
    "waiting": QueueState.WAITING,
    "held": QueueState.HELD,
}


def queue_reply(asker: Asker, services: Services, question: QueueQuestion, done: str = "") -> Reply:
    """For CEC's people alone. A page that is not there any more becomes the first one."""
    page = services.support_queue.queue(asker.actor, question.filter, question.page)
    if question.page and not page.rows:
        return queue_reply(asker, services, replace(question, page=0), done)
    catalog = services.catalog.current().catalog
    choices = Choices(catalog.areas, services.directory.staff(asker.actor))
    reader = reader_of(asker)
    return Reply(
        queue_text(page, question, reader, done),
        queue_blocks(page, question, choices, reader, done),
        private=not asker.place.direct and asker.place.audience is not Audience.STAFF,
    )


def command(command: Command) -> Outcome:
    """`/cec queue`, with a state, or “mine”, or the key or name of an area."""
    asker, services = command.asker, command.services
    words = command.words.casefold().strip()
    catalog = services.catalog.current().catalog
    area = next((each.key for each in catalog.areas if words in (each.key, each.name.casefold())), None)
    mine = asker.actor.id if words == "mine" else None
    said = f"I don't know these words. After `/cec queue` comes nothing, an area, or {join_and(list(_WORDS), 'or')}."
    known = not words or area or words in _WORDS
    question = QueueQuestion(_WORDS.get(words, QueueState.OPEN), area, mine)
    return told(asker, lambda: queue_reply(asker, services, question, "" if known else said))


def turned(click: Click) -> Outcome:
    """Another page in place; from Home as an answer of its own."""
    question = unpack(read_value(click.value))
    in_place = click.action_id.rpartition(":")[2].startswith("turn")
    return told(click.asker, lambda: replace(queue_reply(click.asker, click.services, question), replace=in_place))


def filtered(click: Click) -> Outcome:
    question = question_in(click.value)
    return told(click.asker, lambda: replace(queue_reply(click.asker, click.services, question), replace=True))


def released(click: Click) -> Outcome:
    """What is held, one or those that are shown, all or none of them."""
    numbers = numbers_in(click.value)
    if not numbers:
        return Reply(STALE, private=True)
    question, services = QueueQuestion(QueueState.HELD), click.services
    try:
        said = f"Released: {join_and(services.support_queue.release(click.actor, numbers))}. Who asked is told."
    except Conflict as conflict:
        said = str(conflict)
    return replace(queue_reply(click.asker, services, question, said), replace=True)


def numbers_in(value: str) -> list[str]:
    found = read_value(value).get("numbers")
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def register(routes: Routes) -> None:
    routes.action("support.queue", turned)
    routes.action("support.filter", filtered)
    routes.action("support.release", released)


SUBCOMMANDS = (
    Subcommand(
        "queue", "[mine, due, held, an area]", "Support requests that are open: claim, answer, resolve", command,
        lambda actor: actor.is_staff,
    ),
)  # fmt: skip
