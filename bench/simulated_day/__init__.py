"""Ways of spending lookups, held against each other on the same simulated day."""
