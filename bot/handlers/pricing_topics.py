"""How pricing works, by topic."""

import re

from bot.commands import Command, Subcommand
from bot.context import Click, Turn
from bot.replies import Outcome, Reply
from bot.routes import STALE
from bot.said import longest_name_in
from bot.views.blocks import read_value
from bot.views.knowledge import topic_blocks, topic_text, topics_blocks, topics_text
from domain.knowledge import PricingTopic
from domain.permissions import Actor
from services import Services


def explain_pricing(turn: Turn) -> Reply:
    """The topic that the sentence is about, or all of them in short."""
    topic = _topic_in(turn)
    if topic is None:
        return topics_reply(turn.actor, turn.services)
    return topic_reply(turn.actor, turn.services, topic)


#: What people say about a topic beside its aliases; the first that fits is explained.
_ABOUT: dict[str, str] = {
    "volume_tiers": r"cheaper|discount\w*|volume|bulk|scale|tiers?|more (?:seats|units|users)|threshold\w*"
    r"|buy(?:ing)? more|less per unit",
    "one_time_fees": r"one[- ]time|set-?up|onboarding|upfront|up-front|initial|activation",
    "prorating": r"pro-?rat\w*|partial year|mid-?year|middle of the year|half a year|part of (?:a|the) (?:month|year)",
    "billing": r"bill\w*|invoic\w*|pay\w*|instal+ments?|in advance|quarterly|arrears",
    "metered_services": r"meter\w*|usage|consumption|measured|pay as you go",
    "fiscal_years": r"increase\w*|go up|raise\w*|next year|change (?:each|every) year|how long|fixed|locked|guaranteed",
    "custom_work": r"custom\w*|adapt\w*|special|tailor\w*",
    "saving_money": r"sav(?:e|ing)\w*|reduce|lower|cut costs?",
    "price_drivers": r"driv\w+|factors?|depends? on|determin\w+|expensive",
    "illustrative_prices": r"illustrative|official|binding|real prices?|final",
}


def _topic_in(turn: Turn) -> PricingTopic | None:
    """The longest alias that stands in the sentence; else by the words people use."""
    knowledge = turn.services.knowledge.knowledge
    named = longest_name_in(turn.text, knowledge.topic_aliases)
    keys = [knowledge.topic_aliases[named]] if named else []
    keys += [key for key, words in _ABOUT.items() if re.search(rf"\b(?:{words})\b", turn.text, re.IGNORECASE)]
    return next((topic for key in keys for topic in knowledge.topics if topic.key == key), None)


def topic_reply(actor: Actor, services: Services, topic: PricingTopic) -> Reply:
    others = [other for other in services.knowledge.topics(actor) if other.key != topic.key]
    notice = _notice(services)
    return Reply(topic_text(topic, notice), topic_blocks(topic, others, notice))


def topics_reply(actor: Actor, services: Services) -> Reply:
    topics, notice = services.knowledge.topics(actor), _notice(services)
    return Reply(topics_text(topics, notice), topics_blocks(topics, notice))


def _notice(services: Services) -> str:
    return services.catalog.current().catalog.notice


def open_topic(click: Click) -> Outcome:
    key = read_value(click.value).get("k")
    topic = next((each for each in click.services.knowledge.topics(click.actor) if each.key == key), None)
    return topic_reply(click.actor, click.services, topic) if topic else Reply(STALE, private=True)


def pricing_command(command: Command) -> Outcome:
    if not command.words:
        return topics_reply(command.actor, command.services)
    topic = command.services.knowledge.topic(command.actor, command.words)
    return topic_reply(command.actor, command.services, topic)


SUBCOMMAND = Subcommand("pricing", "[topic]", "How pricing works", pricing_command)
