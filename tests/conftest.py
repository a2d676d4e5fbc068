"""The tests draw the same examples each time, so that a run says something of the code and not of the day.

Other examples are drawn with `pytest --hypothesis-profile=search`: what that finds is mended and kept as an example of its own.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None)
settings.register_profile("search", print_blob=True)
settings.load_profile("repeatable")
