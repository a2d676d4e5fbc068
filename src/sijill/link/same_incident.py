"""Decides whether two accounts tell of the same incident.

The table of evidence that judging.py sums up for two accounts: same, different or unsure. Does not choose the pairs (candidates.py)
or group them (clusters.py).
"""

from __future__ import annotations

from sijill.link import features
from sijill.link.judging import Table

# A log-odds sum. Set so that one place and one day make "same" unless something speaks against it (another toll, other victims, another
# kind of violence), and that neither place nor day alone makes it without names or wording in common. Names and wording were weighed on
# the Gun Violence Corpus (train part, all pairs of documents): precision 0.98 and recall 0.85 of pairs, before clustering.
TABLE = Table(
    made_by="same-incident@2",
    start=-4.2,
    weights=(
        ("place", features.compare_place, 3.2),
        ("days", features.compare_days, 3.0),
        ("publication", features.compare_publication, 1.5),
        ("figures", features.compare_figures, 1.6),
        ("names", features.compare_names, 5.0),
        ("wording", features.compare_wording, 9.0),
        ("actors", features.compare_actors, 0.6),
        ("kind", features.compare_kinds, 0.7),
        ("outcomes", features.compare_outcomes, 0.4),
        ("voices", features.compare_voices, 0.6),
        ("family", features.compare_family, 2.0),
        ("violence", features.compare_violence, 1.5),
    ),
    meaning=(2.0, 0.45),
    same_at=0.65,
    different_below=0.35,
)
