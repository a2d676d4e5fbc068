"""Reads claims: Document -> Reading, Problems. Finds no date, place or person behind the words; that is `resolve`."""
