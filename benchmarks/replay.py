"""Times replaying decisions: 50,000 over 100,000 made-up claims, through the store as a build does it.

    python -m benchmarks.replay [--claims 100000] [--decisions 50000]

Printed: seconds for loading the log and the claims it names, replaying, working out what stands in the place of each claim, and keeping it.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sijill.config import make_register
from sijill.model.claim import CountClaim, Reading
from sijill.model.decision import Decision, Kind
from sijill.replaying import replay_log
from sijill.review import asked
from sijill.store.register import Resolution, Store, open_store
from tests.factories import make_claim, make_document

READER, RESOLVER = "made-up@1", "made-up@1"
CLAIMS_A_DOCUMENT = 10


def fill(store: Store, claims: int) -> list[CountClaim]:
    """A register of made-up readings, ten claims a document."""
    made: list[CountClaim] = []
    for first in range(0, claims, CLAIMS_A_DOCUMENT * 100):
        found: list[Resolution] = []
        for number in range(first, min(first + CLAIMS_A_DOCUMENT * 100, claims), CLAIMS_A_DOCUMENT):
            words = [f"{number + step} were killed. " for step in range(CLAIMS_A_DOCUMENT)]
            document = make_document("".join(words), name=f"report-{number}")
            starts = [sum(map(len, words[:step])) for step in range(CLAIMS_A_DOCUMENT)]
            own = [
                make_claim(killed=number + step, document=document.id, start=start, quote=words[step].strip())
                for step, start in enumerate(starts)
            ]
            store.add_documents([document])
            said = tuple(one.claim for one in own)
            store.save_reading(
                document,
                Reading(document_id=document.id, reader=READER, lang="en", sentences=(), claims=said, mentions=()),
            )
            found.append(Resolution(document=document, claims=tuple(own), sources=()))
            made += [one.claim for one in own if isinstance(one.claim, CountClaim)]
        store.save_resolutions(RESOLVER, found)
    return made


def decide(claims: list[CountClaim], many: int, chance: random.Random) -> list[Decision]:
    """Rejections and corrections of claims chosen at random."""
    asking = asked.Asking(reviewer="benchmark", reason="made up", made_at=datetime(2031, 1, 1, tzinfo=UTC))
    decisions = []
    for _ in range(many):
        claim = chance.choice(claims)
        grounds = [f"killed {claim.count.min} person"]
        if chance.random() < 0.3:
            decisions.append(asking.write(Kind.REJECT, [claim.id], grounds=grounds))
        else:
            value = {"field": "count", "value": {"min": chance.randrange(900), "max": None}}
            decisions.append(asking.write(Kind.CORRECT, [claim.id], value, grounds=grounds))
    return decisions


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--claims", type=int, default=100_000)
    options.add_argument("--decisions", type=int, default=50_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_register(Path(folder) / "register")
        with open_store(Path(folder) / "register", writing=True) as store:
            claims = fill(store, chosen.claims)
            store.decide(decide(claims, chosen.decisions, random.Random(20310101)))
            started = time.perf_counter(), time.process_time()
            replayed = replay_log(store, READER, RESOLVER)
            wall, cpu = time.perf_counter() - started[0], time.process_time() - started[1]
    states = {
        state: sum(one.state == state for one in replayed.rulings) for state in ("in_force", "overruled", "stale")
    }
    print(
        f"{len(replayed.rulings):,} decisions over {len(claims):,} claims: {cpu:.1f} s of CPU, {wall:.1f} s; {states}"
    )


if __name__ == "__main__":
    main()
