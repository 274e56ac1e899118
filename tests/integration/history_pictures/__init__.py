"""Kept pictures: what is kept of them, and how they are looked at."""
