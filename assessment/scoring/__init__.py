"""Renewal priority (优先次序): indicators, normalisation, weights, rank; one method per file."""
