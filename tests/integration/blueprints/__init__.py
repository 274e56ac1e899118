"""Blueprints, run by a real Home Assistant as by a user who has imported them."""
