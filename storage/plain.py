"""Domain objects as JSON values and back, by the types of their fields.

Kept are: str, int, bool, None, Decimal and date (as text), enums of text, tuples (lists), mappings with text keys,
and dataclasses of these. Where a field may be of several types, the value is kept with the name of its type.
A field that a later release adds needs a default, so that older contents still load.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """Raises TypeError for a kind of value that is not kept, a float for example."""
    return _plain(Any, value)


def from_plain[Kind](kind: type[Kind], data: Any) -> Kind:
    """The object that `to_plain` was given. Raises KeyError, ValueError or TypeError when it is not of that kind."""
    return _build(kind, data)


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
    if isinstance(value, StrEnum | Decimal | date):
        return str(value)
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} is not kept as JSON")


def _build(kind: Any, data: Any) -> Any:
    if data is None:
        return _nothing(kind)
    inside, *others = _alternatives(kind)
    if others:
        return _build({_name(each): each for each in (inside, *others)}[data["type"]], data["value"])
    origin = get_origin(inside)
    if origin is tuple:
        return tuple(_build(get_args(inside)[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _build(get_args(inside)[1], item) for key, item in data.items()}
    if is_dataclass(inside):
        return _object(inside, data)
    return _scalar(inside, data)


def _nothing(kind: Any) -> None:
    if NoneType not in _members(kind):
        raise TypeError(f"None is not of type {kind}")


def _object(kind: Any, data: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _build(hints[name], item) for name, item in data.items() if name in hints})


def _scalar(kind: Any, data: Any) -> Any:
    if kind is date:
        return date.fromisoformat(data)
    if kind is Decimal or issubclass(kind, StrEnum):
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
