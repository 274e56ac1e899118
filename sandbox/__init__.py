"""Stands in for the outside world: a Snapshot API server and a driveway."""
