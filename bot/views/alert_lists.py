"""Alerts in lists: page by page with a choice of whose and of which kind, on App Home, and in digests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.replies import Block
from bot.views.alert_buttons import Back, open_button
from bot.views.alert_words import HEADS, headline, sentence
from bot.views.alerts import named, state_words
from bot.views.blocks import actions, button, clip, context, divider, header, option, safe, section, select
from bot.views.text import day, plural
from domain.alerts import AlertKind
from services.alert_cards import AlertCard, AlertPage
from services.alerts import Whose

ON_HOME = 5
IN_A_DIGEST = 8
_SENTENCE = 300
_EVERY = "every"
_WHOSE: Mapping[Whose, str] = {Whose.MINE: "Mine", Whose.TEAM: "My team's", Whose.ALL: "All of CEC"}
_TITLES: Mapping[Whose, str] = {
    Whose.MINE: "for you",
    Whose.TEAM: "for your team, which is the agreements where you are a contact and the staff channel",
    Whose.ALL: "at CEC",
}


@dataclass(frozen=True)
class AlertQuestion:
    """`kind`: only of this kind, None of all. `page` counts from 0. `person` (id): those of a colleague."""

    whose: Whose = Whose.MINE
    kind: AlertKind | None = None
    page: int = 0
    person: str | None = None

    @property
    def kinds(self) -> tuple[AlertKind, ...]:
        return (self.kind,) if self.kind else ()


def pack(question: AlertQuestion) -> dict[str, Any]:
    parts = {"w": question.whose.value, "k": question.kind.value if question.kind else "", "p": question.page}
    return {**parts, **({"o": question.person} if question.person else {})}


def unpack(value: Mapping[str, Any]) -> AlertQuestion:
    """What can't be read is what is usual."""
    whose = next((each for each in Whose if each == value.get("w")), Whose.MINE)
    kind = next((each for each in AlertKind if each == value.get("k")), None)
    page, person = value.get("p"), value.get("o")
    place = page if isinstance(page, int) and 0 <= page < 100_000 else 0
    return AlertQuestion(whose, kind, place, person if isinstance(person, str) and person else None)


def chosen(text: str) -> AlertQuestion:
    """What a menu of the list gave: whose, which kind, and of which colleague."""
    whose, kind, person = (*text.split(" "), "", "")[:3]
    return unpack({"w": whose, "k": kind, "o": person})


def list_text(page: AlertPage, question: AlertQuestion, zone: ZoneInfo) -> str:
    return "\n".join([_title(page, question), *(_line(card, zone).replace("*", "") for card in page.items)])


def list_blocks(page: AlertPage, question: AlertQuestion, zone: ZoneInfo, done: str = "") -> list[Block]:
    back = pack(replace(question, page=page.page))
    blocks = [section(done)] if done else []
    blocks += [section(f"*{_title(page, question)}*"), _menus(page, question)]
    blocks += _rows(page.items, zone, back)
    turns = [("Previous", page.page - 1)] * (page.page > 0) + [("Next", page.page + 1)] * page.has_next
    if turns:
        blocks.append(actions([
            button(text, f"alerts.page:{text}", pack(replace(question, page=to)), label=f"{text} page of alerts")
            for text, to in turns
        ]))  # fmt: skip
    return blocks


def home_alerts(page: AlertPage, zone: ZoneInfo) -> list[Block]:
    """What is open for the reader, the one that waits longest first."""
    title = f"{_count(page.total)} for you." if page.total else "No alerts wait for you."
    rows = _rows(page.items[:ON_HOME], zone)
    return [divider(), header("Alerts"), section(title), *rows, _lists()]


def digest_text(page: AlertPage, on: date, weekly: bool, zone: ZoneInfo) -> str:
    lines = (_line(card, zone).replace("*", "") for card in page.items[:IN_A_DIGEST])
    return "\n".join([_digest_head(page, on, weekly), _counts(page), *lines])


def digest_blocks(page: AlertPage, on: date, weekly: bool, zone: ZoneInfo) -> list[Block]:
    rows = _rows(page.items[:IN_A_DIGEST], zone)
    rest = page.total - len(rows)
    more = [context(f"And {plural(rest, 'other')}, all of them under All my alerts.")] if rest else []
    head = section(f"*{_digest_head(page, on, weekly)}*\n{_counts(page)}")
    change = button("Change this digest", "preferences.open")
    return [head, *rows, *more, actions([*_lists()["elements"], change])]


def _digest_head(page: AlertPage, on: date, weekly: bool) -> str:
    return f"{'The week of' if weekly else 'For'} {day(on)}: {_count(page.total)} for you."


def _counts(page: AlertPage) -> str:
    """How many of each kind, the most first."""
    ordered = sorted(page.counts.items(), key=lambda each: (-each[1], HEADS[each[0]]))
    return " · ".join(f"{HEADS[kind]}: {count}" for kind, count in ordered)


def _count(total: int) -> str:
    return f"{plural(total, 'alert')} {'waits' if total == 1 else 'wait'}"


def _title(page: AlertPage, question: AlertQuestion) -> str:
    of = f"for {safe(page.of)}" if page.of else _TITLES[question.whose]
    count = page.counts.get(question.kind, 0) if question.kind else page.total
    kind = f" of the kind “{HEADS[question.kind]}”" if question.kind else ""
    if not count:
        return f"No alerts{kind} are open {of}."
    order = ", the one that waits longest first" if count > 1 else ""
    return f"{plural(count, 'alert')}{kind} {'is' if count == 1 else 'are'} open {of}{order}."


def _menus(page: AlertPage, question: AlertQuestion) -> Block:
    kind = question.kind.value if question.kind else _EVERY
    of_whom = [option(text, f"{whose} {kind}") for whose, text in _WHOSE.items()]
    counted = {**({question.kind: 0} if question.kind else {}), **page.counts}
    by_name = sorted(counted, key=lambda each: HEADS[each])
    colleague = f" {question.person}" if question.person else ""
    kinds = [option(f"All kinds ({page.total})", f"{question.whose} {_EVERY}{colleague}")]
    kinds += [option(f"{HEADS[each]} ({counted[each]})", f"{question.whose} {each}{colleague}") for each in by_name]
    return actions([
        select("alerts.filter:whose", "Whose", of_whom, _initial(of_whom, f"{question.whose} {kind}{colleague}")),
        select("alerts.filter:kind", "Which kind", kinds, _initial(kinds, f"{question.whose} {kind}{colleague}")),
    ])  # fmt: skip


def _initial(options: list[Block], value: str) -> Block | None:
    return next((each for each in options if each["value"] == value), None)


def _rows(cards: Sequence[AlertCard], zone: ZoneInfo, back: Back | None = None) -> list[Block]:
    """Each with a button; a screen reader tells them apart by their places."""
    return [section(_line(card, zone), open_button(card, place, back or {})) for place, card in enumerate(cards, 1)]


def _line(card: AlertCard, zone: ZoneInfo) -> str:
    about = f"  {named(card)}" if named(card) else ""
    said = clip(sentence(card.alert, zone), _SENTENCE)
    return f"*{headline(card.alert)}*{about}\n{said}\n{state_words(card, zone, short=True)}"


def _lists() -> Block:
    return actions([
        button("All my alerts", "alerts.page:mine", pack(AlertQuestion())),
        button("My team's alerts", "alerts.page:team", pack(AlertQuestion(Whose.TEAM))),
        button("All of CEC", "alerts.page:all", pack(AlertQuestion(Whose.ALL)), label="All of CEC: alerts"),
    ])  # fmt: skip
