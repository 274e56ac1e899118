"""Attacks on the integration, each tried for real."""
