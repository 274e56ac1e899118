"""Speaks the Snapshot API as documented, with faults to order."""
