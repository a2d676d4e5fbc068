"""Finds what mentions mean: Document and Reading -> ResolvedClaims, Sources, Problems. Compares no two documents."""
