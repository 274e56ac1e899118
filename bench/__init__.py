"""Benchmarks: what the integration costs, against the least that the same job can cost."""
