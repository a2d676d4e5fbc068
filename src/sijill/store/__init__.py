"""Keeps a register: its tables, its one writer, its migrations. The only SQL.

Model objects in and out. Computes no claim, link or toll.
"""

from __future__ import annotations
