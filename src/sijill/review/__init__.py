"""What people decided, replayed over what the machine found. Steps: replay.py, amend.py, then outcome.py once tolls are computed."""
