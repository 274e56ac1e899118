"""Reads plates offline: PP-OCR text detection and recognition, and rules of what a plate is."""

from .geometry import Picture
from .models import ModelsMissingError, models_folder
from .plate_reader import PlateReader

__all__ = ["ModelsMissingError", "Picture", "PlateReader", "models_folder"]
