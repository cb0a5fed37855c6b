"""Rules of the field, one per file; the order they run in is in registry.py."""
