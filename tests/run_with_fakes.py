"""Runs the command line with stages that cost nothing: python -m tests.run_with_fakes PAUSE_S ARGUMENT..."""

from __future__ import annotations

import sys

from sijill import cli, pipeline
from tests import fake_stages

if __name__ == "__main__":
    fake_stages.PAUSE_S = float(sys.argv.pop(1))
    fake_stages.install(pipeline)
    cli.main()
