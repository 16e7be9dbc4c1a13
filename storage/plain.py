"""Domain objects as JSON values and back, by the types of their fields.

Kept are: str, int, bool, None, Decimal, date, datetime and time zones (as text), enums of text, tuples (lists),
mappings with text keys, and dataclasses of these. Where a field may be of several types, the value is kept with the
name of its type.
A field that a later release adds needs a default, so that older contents still load.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo


def to_plain(value: Any) -> Any:
    """Raises TypeError for a kind of value that is not kept, a float for example."""
    return _plain(Any, value)


def from_plain[Kind](kind: type[Kind], data: Any) -> Kind:
    """The object that `to_plain` was given. Raises KeyError, ValueError or TypeError when it is not of that kind."""
    return _reader(kind)(data)


def _plain(kind: Any, value: Any) -> Any:
    """`kind` is the type of the field in which the value stands, `Any` outside of one."""
    several = _alternatives(kind)
    if value is not None and len(several) > 1:
        chosen = next(each for each in several if _is_of(each, value))
        return {"type": _name(chosen), "value": _plain(chosen, value)}
    if is_dataclass(value) and not isinstance(value, type):
        hints = _hints(type(value))
        names = [field.name for field in fields(value) if field.init]
        return {name: _plain(hints[name], getattr(value, name)) for name in names}
    inside = several[0] if several else Any
    if isinstance(value, Mapping):
        return {str(key): _plain(_argument(inside, 1), item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(_argument(inside, 0), item) for item in value]
    if isinstance(value, StrEnum | Decimal | date | ZoneInfo):
        return str(value)
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} is not kept as JSON")


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Reads what was kept of a value of this type. Made once for each type: a proposal may have 500 lines."""
    read = _reader_of_value(kind)
    return lambda data: _nothing(kind) if data is None else read(data)


def _reader_of_value(kind: Any) -> Callable[[Any], Any]:
    inside, *others = _alternatives(kind)
    if others:
        named = {_name(each): each for each in (inside, *others)}
        return lambda data: _reader(named[data["type"]])(data["value"])
    origin = get_origin(inside)
    if origin is tuple:
        item = get_args(inside)[0]
        return lambda data: tuple(map(_reader(item), data))
    if origin is not None and issubclass(origin, Mapping):
        item = get_args(inside)[1]
        return lambda data: {key: _reader(item)(each) for key, each in data.items()}
    if isinstance(inside, type) and is_dataclass(inside):
        hints = _hints(inside)
        return lambda data: inside(**{name: _reader(hints[name])(each) for name, each in data.items() if name in hints})
    return partial(_scalar, inside)


def _nothing(kind: Any) -> None:
    if NoneType not in _members(kind):
        raise TypeError(f"None is not of type {kind}")


def _scalar(kind: Any, data: Any) -> Any:
    if kind is date or kind is datetime:
        return kind.fromisoformat(data)
    if kind is Decimal or kind is ZoneInfo or issubclass(kind, StrEnum):
        return kind(data)
    if not isinstance(data, kind):
        raise TypeError(f"{data!r} is not of type {kind.__name__}")
    return data


def _alternatives(kind: Any) -> tuple[Any, ...]:
    """The types that a value of this type may have, None aside: one, unless it is a union."""
    return tuple(each for each in _members(kind) if each is not NoneType)


@cache
def _members(kind: Any) -> tuple[Any, ...]:
    if isinstance(kind, TypeAliasType):
        return _members(kind.__value__)
    if get_origin(kind) in (Union, UnionType):
        return tuple(member for part in get_args(kind) for member in _members(part))
    return (kind,)


def _is_of(kind: Any, value: Any) -> bool:
    """Whether a value is of this one type; an empty tuple is of every type of tuple."""
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(_is_of(get_args(kind)[0], item) for item in value)  # pyright: ignore
    return type(value) is kind


def _name(kind: Any) -> str:
    return f"tuple of {_name(get_args(kind)[0])}" if get_origin(kind) is tuple else kind.__name__


def _argument(kind: Any, place: int) -> Any:
    """The type of the items of a tuple (place 0) or of the values of a mapping (place 1)."""
    return get_args(kind)[place] if get_args(kind) else Any


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
