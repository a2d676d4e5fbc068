"""Model objects of every shape, for properties: hypothesis builds them from the annotations, these are the types with invariants."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from hypothesis import strategies as st

from sijill.model.claim import AttributionClaim, Claim, CountClaim, IndicatorClaim, MovementClaim, Span
from sijill.model.count import Count, Quantifier, Unit
from sijill.model.incident import Judgement, Verdict
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, DatePrecision, Openness, Period
from sijill.model.toll import Toll

words = st.text(min_size=1, max_size=12)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start, quote = draw(st.integers(0, 10_000)), draw(words)
    return Span(start=start, end=start + len(quote), quote=quote)


@st.composite
def counts(draw: st.DrawFn) -> Count:
    low, more = draw(st.none() | st.integers(0, 10**30)), draw(st.none() | st.integers(0, 10**30))
    return Count(
        wording=draw(words), min=low, max=None if more is None else (low or 0) + more,
        quantifier=draw(st.sampled_from(Quantifier)), unit=draw(st.sampled_from(Unit)),
    )  # fmt: skip


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = sorted(draw(st.tuples(days, days)))
    basis = draw(st.sampled_from(Basis))
    return Period(
        start=None if basis is Basis.PUBLICATION else start, end=draw(st.sampled_from([end, None])),
        open=draw(st.sampled_from(Openness)), precision=draw(st.sampled_from(DatePrecision)), basis=basis,
        mention=draw(st.none() | words),
    )  # fmt: skip


@st.composite
def locations(draw: st.DrawFn) -> Location:
    known = draw(st.booleans())
    return Location(
        name=draw(words), latitude=draw(st.floats(-90, 90)) if known else None,
        longitude=draw(st.floats(-180, 180)) if known else None,
        precision=draw(st.none() | st.sampled_from(WherePrecision)), because=draw(st.none() | words),
    )  # fmt: skip


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    left, right = sorted(draw(st.lists(words, min_size=2, max_size=2, unique=True)))
    score = draw(st.floats(0, 1))
    return Judgement(
        left=left, right=right, verdict=draw(st.sampled_from(Verdict)), score=score, evidence=(), made_by=draw(words)
    )


def register_strategies() -> None:
    """Tells hypothesis how to build the types whose fields depend on one another."""
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
    for model, strategy in (
        (Span, spans()), (Count, counts()), (Period, periods()), (Location, locations()), (Judgement, judgements())
    ):  # fmt: skip
        st.register_type_strategy(model, strategy)
    own = {"confidence": st.floats(0, 1), "id": st.just("claim-1")}
    kinds = (CountClaim, AttributionClaim, IndicatorClaim, MovementClaim)
    for kind in kinds:
        every: dict[str, Any] = {field.name: ... for field in dataclasses.fields(kind)}
        st.register_type_strategy(kind, st.builds(kind, **(every | own)))
    st.register_type_strategy(Claim, st.one_of(*(st.from_type(kind) for kind in kinds)))
    bounds = st.lists(st.integers(0, 10**25), min_size=3, max_size=3).map(sorted)
    st.register_type_strategy(
        Toll,
        bounds.flatmap(lambda low: st.builds(Toll, min=st.just(low[0]), best=st.just(low[1]), max=st.just(low[2]))),
    )
