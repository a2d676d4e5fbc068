"""Timings, run by hand; nothing imports them."""
