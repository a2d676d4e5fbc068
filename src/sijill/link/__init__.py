"""Decides what belongs together: ReadDocuments and the Links before -> Links, Problems. Adds up nothing."""
