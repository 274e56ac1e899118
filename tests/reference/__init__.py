"""The reference under docs/reference: written from the code, and held against what it tells."""
