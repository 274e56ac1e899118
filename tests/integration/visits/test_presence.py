"""Who is told that a vehicle is here: only those whose vehicle has come or gone."""

import pytest

from .driveway import EMPTY, GOLF, GOLF_ID, Driveway
