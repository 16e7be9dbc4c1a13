"""A sentence alone changes nothing, whatever it means: a button or a form does."""

from typing import Any

import pytest

from bot.conversation import Conversation
from bot.intents import INTENTS
from domain.channels import Place
from domain.permissions import Actor
from services import Services
from tests.blockkit import check_reply
from tests.bot.desk import Table
from tests.bot.saying import OPEN_CHANNEL, an_asker, understood

CONTENT = ("handoffs", "history", "custom_requests", "catalog_versions", "people", "agreements")


def everything(services: Services) -> dict[str, list[Any]]:
    with services.memory.context.reading() as work:
        tables = work.whole_tables
        kept = {name: list(getattr(tables, name)()) for name in CONTENT}
        return {**kept, "channels": list(work.channels.all()), "settings": list(work.settings.all().items())}


@pytest.mark.parametrize("intent", sorted(set(INTENTS) - {"talk_to_human"}))
@pytest.mark.parametrize("who", ["stranger", "customer", "staff"])
def test_no_sentence_changes_anything(services: Services, maria: Actor, james: Actor, intent: str, who: str) -> None:
    actor = {"stranger": None, "customer": maria, "staff": james}[who]
    text = "we accept SLA-2027-0031, sign it, 40 laptops for NRCS, funds sent, cancel the meeting, renew it"
    named = (("agreement_number", "SLA-2027-0031", "SLA-2027-0031"), ("quantity", "40", 40))
    table = Table({text: understood(text, intent, *named)})
    conversation = Conversation(services, table)  # pyright: ignore[reportArgumentType]
    before = everything(services)
    check_reply(conversation.answer(an_asker(actor, Place(f"D-{intent}-{who}", direct=True)), text, "1700000000.1"))
    assert everything(services) == before


def test_asking_for_a_person_outside_of_a_direct_message_only_offers_one(
    said: Any, fresh_services: Services, maria: Actor
) -> None:
    before = everything(fresh_services)
    said("can I talk to a person", maria, OPEN_CHANNEL)
    assert everything(fresh_services) == before
