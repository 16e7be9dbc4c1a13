"""What must be said beside an estimate: what is not in it, and units that are not those of the catalog."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.estimates import Draft, Number, pack
from bot.handlers.estimating import Desk
from bot.handlers.which_service import near
from bot.replies import Block, Reply
from bot.views.blocks import actions, button, safe, section
from bot.views.talk import quoted
from bot.views.text import join_and
from domain.catalog import Charge, Service, plain_words

#: So many services are offered for words that name none.
OFFERED_BESIDE = 2
UNITS_WRITTEN_OUT = {
    "gb": ("gigabyte", "gigabytes", "gig", "gigs"),
    "tb": ("terabyte", "terabytes"),
    "vcpu": ("core", "cores", "cpu", "cpus", "virtual cpu", "virtual cpus"),
    "hour": ("hr", "hrs"),
}


def with_remark(reply: Reply, remark: str, row: Sequence[Block] = ()) -> Reply:
    """The answer below a remark that must not be missed, with the buttons that belong to it."""
    above = [section(remark), *([actions(row)] if row else [])]
    return replace(reply, text=f"{remark}\n{reply.text}", blocks=[*above, *reply.blocks])


def left_out_remark(desk: Desk, draft: Draft, missing: Sequence[tuple[str, Number | None]]) -> tuple[str, list[Block]]:
    """That something counted is not in the estimate, and buttons that add the nearest services."""
    words, number = missing[0]
    rows = near(desk, words)[:OFFERED_BESIDE]
    named = join_and([f"“{quoted(each, 40)}”" for each, _ in missing])
    nearest = f" The nearest: {join_and([safe(row.name) for row in rows], 'or')}." if rows else ""
    added = [(row, pack(draft.with_line(row.key, number))) for row in rows if row.key not in draft.keys]
    row = [button(f"Add {row.name}", f"prices.show:add.{row.key}", value) for row, value in added]
    return f"I don't find {named} in the catalog, so it is not in this estimate.{nearest}", row


def unit_remark(desk: Desk, draft: Draft, text: str) -> str:
    """What is measured is easily counted in something else: 5 project managers are no 5 hours, 2 TB are no 2 GB."""
    services = [(desk.card(line.service).service, line.quantity) for line in draft.lines]
    other = [
        f"{safe(service.name)} is counted in {safe(service.unit_plural)}, so this is for {safe(service.units(number))}."
        for service, number in services
        if isinstance(number, int) and is_counted_otherwise(service, text)
    ]
    return " ".join(other)


def per_unit_remark(desk: Desk, draft: Draft, text: str) -> str:
    """The unit of a price is the catalog's: "per GB" of what is priced per TB."""
    asked = re.search(r"\bper (\w+)\b", plain_words(text))
    unit = next((unit for unit, names in UNITS_WRITTEN_OUT.items() if asked and asked[1] in (unit, *names)), None)
    services = [desk.card(line.service).service for line in draft.lines]
    other = [service for service in services if unit and plain_words(service.unit).split()[0] != unit]
    said = asked[1] if asked else ""
    return " ".join(
        f"{safe(each.name)} is priced per {safe(each.unit)}, not per {safe(_shown(said))}." for each in other
    )


def _shown(unit: str) -> str:
    return unit.upper() if unit in ("gb", "tb") else unit


def is_counted_otherwise(service: Service, text: str) -> bool:
    """Whether a service that is measured stands in the words without its unit."""
    return _is_measured(service) and not _says_unit(f" {plain_words(text)} ", service)


def _is_measured(service: Service) -> bool:
    return service.charge is Charge.METERED or service.unit == "hour"


def _says_unit(said: str, service: Service) -> bool:
    """Whether the unit stands in the words, also written out or right after the digits ("40gb")."""
    unit = plain_words(service.unit).split()[0]
    names = {unit, f"{unit}s", *UNITS_WRITTEN_OUT.get(unit, ())}
    return any(re.search(rf"(?<![^\W\d]){re.escape(name)}(?!\w)", said) for name in names)
