"""Calibration: how often each grade of a match accepts a stranger, and refuses an owner."""
