"""Visits through the real integration: who comes, who is here, who has left."""
