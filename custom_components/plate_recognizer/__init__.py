"""Plate Recognizer for Home Assistant."""
