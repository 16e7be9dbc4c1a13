"""What is asked before a price can be told: which service, how many; and the modals that change an estimate."""

from collections.abc import Sequence

from bot.estimates import Draft, Number, pack
from bot.replies import Block, View
from bot.views.blocks import actions, button, context, field, modal, option, safe, section, select, text_input
from bot.views.catalog import SPAN, service_groups
from bot.views.service_card import fee_words, tier_words
from bot.views.talk import MEANINGS, PERSON, SERVICES, Offer, ask_button, quoted
from bot.views.text import bullets, join_and, money
from domain.catalog import Catalog, Service
from services.catalog_cards import PriceTable, ServiceCard, ServiceRow

CONVERSATIONS = {"include": ["public", "private"], "exclude_bot_users": True}


def how_many_text(cards: Sequence[ServiceCard], vague: str, notice: str) -> str:
    """The unit prices, then the question. `vague` is what was said instead of a number."""
    return "\n".join([*(_unit_prices(card) for card in cards), how_many(cards, vague), safe(notice)])


def how_many(cards: Sequence[ServiceCard], vague: str) -> str:
    what = join_and([f"{safe(card.service.unit_plural)}" for card in cards])
    said = f"“{quoted(vague, 30)}” is not a number that I can price. " if vague else ""
    return f"{said}How many {what} do you need? Write the number, or use a button."


def how_many_blocks(cards: Sequence[ServiceCard], draft: Draft, vague: str, notice: str) -> list[Block]:
    row = [_suggestion(cards[0], draft, number) for number in _suggestions(cards[0])] if len(draft.unknown) == 1 else []
    row.append(button("Set the number", "prices.change", pack(draft), style="primary"))
    return [
        *(section(_unit_prices(card)) for card in cards),
        section(how_many(cards, vague)),
        actions([*row, ask_button(PERSON)]),
        context(safe(notice)),
    ]


def _unit_prices(card: ServiceCard) -> str:
    table = card.prices_now
    if table is None:
        return f"*{safe(card.service.name)}* has no price yet."
    rows = bullets([tier_words(row, card.service) for row in table.tiers])
    return f"*{safe(card.service.name)}* in FY{table.year}:\n{rows}\n{fee_words(table)}"


def _suggestions(card: ServiceCard) -> tuple[int, ...]:
    table: PriceTable | None = card.prices_now
    return (1, *(row.minimum for row in table.tiers if row.minimum > 1))[:4] if table else ()


def _suggestion(card: ServiceCard, draft: Draft, number: int) -> Block:
    value = pack(draft.with_quantity(card.service.key, number))
    return button(card.service.units(number), f"prices.show:{number}", value)


def which_service_text(words: str, nearest: Sequence[ServiceRow], several: bool) -> str:
    """The question which service is meant, after words that name none, one that is not there, or `several`."""
    if not words:
        return "Which service would you like a price for? Choose one, or write its name."
    if several:
        return f"“{quoted(words, 60)}” can mean {join_and([safe(row.name) for row in nearest], 'or')}. Which one?"
    start = f"I don't find “{quoted(words, 60)}” in the catalog."
    if nearest:
        near = join_and([safe(row.name) for row in nearest], "or")
        return f"{start} The nearest: {near}. If none of them fits, request a custom service."
    return f"{start} Choose a service, or request a custom service."


def which_service_blocks(
    text: str, nearest: Sequence[ServiceRow], draft: Draft, quantity: Number | None, catalog: Catalog, unknown: str
) -> list[Block]:
    """`draft` holds the year and the term, `quantity` what was said; `unknown` are words that name no service."""
    near = [_pick(row, draft, quantity) for row in nearest]
    menu: Block = select("prices.pick", "Choose a service", ())
    del menu["options"]
    menu["option_groups"] = service_groups(catalog)
    intent = "request_custom_service"
    custom = [ask_button(Offer(MEANINGS[intent], intent, unknown))] if unknown else []
    return [
        section(text),
        actions([*near, menu, *custom, ask_button(SERVICES), ask_button(PERSON)]),
    ]


def _pick(row: ServiceRow, draft: Draft, quantity: Number | None) -> Block:
    chosen = Draft(fiscal_year=draft.fiscal_year, period=draft.period, monthly=draft.monthly)
    return button(row.name, f"prices.show:{row.key}", pack(chosen.with_line(row.key, quantity)))


# -- modals -----------------------------------------------------------------------------------------------------


def change_modal(draft: Draft, services: Sequence[Service], years: Sequence[str], metadata: object) -> View:
    """Set quantities, the fiscal year and the part of it."""
    known = {line.service: line.quantity for line in draft.lines}
    blocks = [_quantity_field(service, known.get(service.key), len(services) > 1) for service in services]
    choices = [option(f"FY{year}", year) for year in years]
    if draft.spans_years:
        blocks += [_date_field("start", "Services begin on", draft), _date_field("end", "Services end on", draft)]
    elif choices:
        chosen = next((each for each in choices if each["value"] == draft.fiscal_year), choices[0])
        blocks.append(field("fiscal_year", "Fiscal year", select("value", "Fiscal year", choices, chosen)))
        blocks += [_date_field("start", "Services begin on", draft), _date_field("end", "Services end on", draft)]
    return modal("prices.change", "Change the estimate", blocks, submit="Show the price", metadata=metadata)


def add_modal(catalog: Catalog, metadata: object) -> View:
    menu: Block = select("value", "Choose a service", ())
    del menu["options"]
    menu["option_groups"] = service_groups(catalog)
    blocks = [field("service", "Service", menu), field("quantity", "How many?", _number_input(None))]
    return modal("prices.add", "Add a service", blocks, submit="Add", metadata=metadata)


def share_modal(title: str, channel_id: str | None, metadata: object) -> View:
    picker: Block = {
        "type": "conversations_select",
        "action_id": "value",
        "placeholder": {"type": "plain_text", "text": "Choose a channel"},
        "filter": CONVERSATIONS,
    }
    if channel_id:
        picker["initial_conversation"] = channel_id
    blocks = [
        section(safe(title)),
        field("channel", "Share it in", picker, hint="Everyone in the channel sees it. I must be a member there."),
    ]
    return modal("prices.share", "Share the estimate", blocks, submit="Share", metadata=metadata)


def _quantity_field(service: Service, quantity: Number | None, of_several: bool) -> Block:
    """One of several may be left empty: that service is then left out."""
    hint = ""
    if service.years:
        tiers = service.prices[service.years[-1]].tiers
        hint = f"From {money(min(tier.unit_price for tier in tiers))} per {service.unit} {SPAN[service.charge]}."
    label = f"{service.name}: how many {service.unit_plural}?"
    if of_several:
        hint = f"{hint} Leave it empty to leave this service out.".strip()
    return field(f"q:{service.key}", label, _number_input(quantity), optional=of_several, hint=hint)


def _number_input(quantity: Number | None) -> Block:
    return text_input("" if quantity is None else f"{quantity:,}", max_length=20, placeholder="A whole number")


def _date_field(which: str, label: str, draft: Draft) -> Block:
    picker: Block = {"type": "datepicker", "action_id": "value"}
    if draft.period:
        picker["initial_date"] = (draft.period.start if which == "start" else draft.period.end).isoformat()
    if draft.spans_years:
        return field(which, label, picker)
    return field(which, label, picker, optional=True, hint="Leave it empty for the whole fiscal year.")
