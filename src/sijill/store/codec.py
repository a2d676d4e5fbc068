"""Decides how a frozen dataclass is written as JSON and read back the same.

Model object -> JSON text -> equal model object. Types come from the annotations; a class that has relatives (CountClaim, Episode)
carries its name under "$". Does not know any model type by name, and does not migrate old texts.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import types
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Model = TypeVar("Model")
Json = Any  # what json.loads gives
TAG = "$"


def to_json(value: object) -> str:
    """Writes a model object as one line of JSON; equal objects give equal lines."""
    return json.dumps(encode(value), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def from_json(model: type[Model], line: str) -> Model:
    """Reads what `to_json` wrote of a `model`."""
    hint: Any = model
    decoded: Model = decoder_of(hint)(json.loads(line))
    return decoded


def encode(value: object) -> Json:
    """Turns a model object into dicts, lists, strings and numbers.  Period(...) -> {"start": "2025-03-06", ...}"""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [encode(one) for one in value]
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names, tagged = _fields_of(type(value))
        body = {name: encode(getattr(value, name)) for name in names}
        return {TAG: type(value).__name__, **body} if tagged else body
    raise TypeError(
        f"{type(value).__name__} is no model type; the codec writes dataclasses, tuples, enums, dates, bytes and plain values"
    )


@cache
def _fields_of(model: type) -> tuple[tuple[str, ...], bool]:
    """Names of a dataclass's fields, and whether it must carry its name to be told from its relatives."""
    has_base = any(dataclasses.is_dataclass(base) for base in model.__bases__)
    return tuple(field.name for field in dataclasses.fields(model)), has_base or bool(_living_subclasses(model))


def _living_subclasses(model: type) -> list[type]:
    """Subclasses that their module still names: a slotted dataclass leaves its unslotted double behind."""
    found = []
    children: list[type] = model.__subclasses__()
    for child in children:
        if getattr(sys.modules.get(child.__module__), child.__name__, None) is child:
            found += [child, *_living_subclasses(child)]
    return found


@cache
def decoder_of(hint: Any) -> Callable[[Json], Any]:
    """The function that reads a value of this type."""
    if hint in (str, int, bool, type(None)):
        return _as_is
    if hint is float:
        return float
    if hint is bytes:
        return _as_bytes
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _union_decoder(get_args(hint))
    if origin is tuple:
        return _tuple_decoder(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum_decoder(hint)
    if isinstance(hint, type) and issubclass(hint, date):
        return datetime.fromisoformat if issubclass(hint, datetime) else date.fromisoformat
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _dataclass_decoder(hint)
    raise TypeError(f"the codec cannot read {hint!r}")


def _as_is(value: Json) -> Any:
    return value


def _as_bytes(value: Json) -> bytes:
    """Bytes are written in base 64; of an older version, which wrote their numbers, nothing is read: linking makes them anew."""
    return b64decode(value) if isinstance(value, str) else b""


def _union_decoder(arms: tuple[Any, ...]) -> Callable[[Json], Any]:
    """Optional values, and unions of dataclasses told apart by their names."""
    others = [arm for arm in arms if arm is not type(None)]
    if len(others) == 1:
        inner = decoder_of(others[0])
        return _as_is if inner is _as_is else lambda value: None if value is None else inner(value)
    if all(dataclasses.is_dataclass(arm) for arm in others):
        by_name = {arm.__name__: arm for arm in others}
        return lambda value: None if value is None else decoder_of(by_name[value[TAG]])(value)
    if all(arm in (str, int, float, bool) for arm in others):
        return _as_is
    raise TypeError(f"the codec cannot tell {arms!r} apart")


def _enum_decoder(hint: type[Enum]) -> Callable[[Json], Any]:
    known = {member.value: member for member in hint}
    return lambda value: known[value] if value in known else hint(value)


def _tuple_decoder(arms: tuple[Any, ...]) -> Callable[[Json], Any]:
    if len(arms) == 2 and arms[1] is Ellipsis:
        if arms[0] in (str, int, float):
            return tuple
        inner = decoder_of(arms[0])
        return lambda value: tuple([inner(one) for one in value])
    inners = [decoder_of(arm) for arm in arms]
    return lambda value: tuple([read(one) for read, one in zip(inners, value, strict=True)])


def _dataclass_decoder(model: type) -> Callable[[Json], Any]:
    """Reads a dataclass or one of its subclasses; fields that a text of an older version lacks take their defaults."""
    kinds = {kind.__name__: kind for kind in (model, *_living_subclasses(model))}
    decoders: dict[str, tuple[tuple[str, Callable[[Json], Any]], ...]] = {}

    def read(value: Json) -> Any:
        fields = dict(value)
        name = fields.pop(TAG, model.__name__)
        if name not in decoders:
            hints = get_type_hints(kinds[name])
            known = ((field.name, decoder_of(hints[field.name])) for field in dataclasses.fields(kinds[name]))
            decoders[name] = tuple((key, decode) for key, decode in known if decode is not _as_is)
        for key, decode in decoders[name]:
            if key in fields:
                fields[key] = decode(fields[key])
        return kinds[name](**fields)

    return read
