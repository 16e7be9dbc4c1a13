"""Things that wait for each other: whether they do so in a circle, and an order in which all can be done."""

from collections.abc import Mapping


def way(waits_for: Mapping[str, tuple[str, ...]], start: str, end: str) -> tuple[str, ...]:
    """The shortest way from one thing over what it waits for to another, both included; empty without one."""
    ways, seen = [(start,)], {start}
    for each in ways:
        if each[-1] == end:
            return each
        new = [key for key in waits_for.get(each[-1], ()) if key not in seen]
        seen.update(new)
        ways += [(*each, key) for key in new]
    return ()


def circle(waits_for: Mapping[str, tuple[str, ...]], key: str) -> tuple[str, ...]:
    """The shortest circle through `key`, beginning and ending with it; empty when it waits for itself nowhere."""
    ways = [way(waits_for, first, key) for first in waits_for.get(key, ())]
    return (key, *min(filter(None, ways), key=len)) if any(ways) else ()


def in_order(waits_for: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every key after those that it waits for, otherwise in the order given; what is in a circle is left out."""
    order: dict[str, None] = {}
    waiting = list(waits_for)
    while free := next((key for key in waiting if all(each in order for each in waits_for[key])), None):
        order[free] = None
        waiting.remove(free)
    return tuple(order)
