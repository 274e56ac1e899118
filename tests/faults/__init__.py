"""What goes wrong in the world, and what the integration makes of it: one list, one table."""
