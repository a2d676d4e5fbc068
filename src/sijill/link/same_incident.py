"""Decides whether two accounts tell of the same incident.

The tables of evidence that judging.py sums up for two accounts: same, different or unsure. Does not choose the pairs (candidates.py)
or group them (clusters.py).

Two tables, by what is known. Where the wording of both documents can be weighed (accounts that their documents are mainly about, in a
register large enough to tell which words are rare), the weights are learned. Where it cannot, place and day carry the verdict, by weights
set by hand: five reports on a war are too few to learn from, and what they say of place and day is all there is.
"""

from __future__ import annotations

from sijill.data import load_table
from sijill.link import features
from sijill.link.features import Side
from sijill.link.judging import Table

# A log-odds sum. Set so that one place and one day make "same" unless something speaks against it (another toll, other victims, another
# kind of violence), and that neither place nor day alone makes it without names in common.
BY_PLACE_AND_DAY = Table(
    made_by="same-incident@4",
    start=-4.82,
    weights=(
        ("place", features.compare_place, 3.2),
        ("days", features.compare_days, 3.0),
        ("hours", features.compare_hours, 1.8),
        ("publication", features.compare_publication, 1.5),
        ("figures", features.compare_figures, 1.6),
        ("names", features.compare_names, 5.0),
        ("plain wording", features.compare_plain_wording, 3.5),
        ("actors", features.compare_actors, 0.6),
        ("kind", features.compare_kinds, 1.5),
        ("outcomes", features.compare_outcomes, 0.4),
        ("voices", features.compare_voices, 0.6),
        ("family", features.compare_family, 2.0),
        ("violence", features.compare_violence, 1.5),
    ),
    meaning=(2.0, 0.45),
    different_below=0.22,
)

FEATURES = {
    "place": features.compare_place,
    "days": features.compare_days,
    "publication": features.compare_publication,
    "told": features.compare_told,
    "figures": features.compare_figures,
    "names": features.compare_names,
    "wording": features.compare_wording,
    "actors": features.compare_actors,
    "kind": features.compare_kinds,
    "outcomes": features.compare_outcomes,
    "family": features.compare_family,
    "violence": features.compare_violence,
}


def _learned() -> Table:
    """The table of data/same_incident.toml, written by `python -m eval.learn_linking`; evidence without weight is left out."""
    learned = load_table("same_incident")
    weights = tuple((name, FEATURES[name], weight) for name, weight in learned["weights"].items() if weight > 0)
    return Table(
        made_by=learned["version"], start=learned["start"], weights=weights, meaning=None, different_below=0.22
    )


BY_WORDING = _learned()


def choose_table(left: Side, right: Side) -> Table:
    """The table by which two accounts are weighed."""
    return BY_WORDING if right.account.id in left.near else BY_PLACE_AND_DAY
