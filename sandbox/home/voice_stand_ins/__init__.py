"""Modules for the import path of a Home Assistant that misses the compiled ones."""
