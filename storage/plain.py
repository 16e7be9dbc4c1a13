"""Domain objects as JSON values and back, by the types of their fields.

Kept are: str, int, bool, None, Decimal and date (as text), enums of text, tuples (lists), mappings with text keys,
and dataclasses of these. A field that a later release adds needs a default, so that older contents still load.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """Raises TypeError for a kind of value that is not kept, a float for example."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value) if field.init}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, StrEnum | Decimal | date):
        return str(value)
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} is not kept as JSON")


def from_plain[Kind](kind: type[Kind], data: Any) -> Kind:
    """The object that `to_plain` was given. Raises KeyError, ValueError or TypeError when it is not of that kind."""
    return _build(kind, data)


def _build(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return None if data is None else _build(inner, data)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _build(get_args(kind)[1], item) for key, item in data.items()}
    if is_dataclass(kind):
        return _object(kind, data)
    return _scalar(kind, data)


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


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
