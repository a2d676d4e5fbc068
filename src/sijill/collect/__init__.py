"""Decides what becomes a document: the world -> archived bytes -> Documents and Problems. Reads no claim."""
