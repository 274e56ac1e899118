"""A process that is killed while it keeps a history, and what is found of it afterwards."""
