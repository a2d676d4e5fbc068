"""Decides tolls: one Case (an incident or episode with all that was claimed of it) -> Tolls, Contradictions."""
