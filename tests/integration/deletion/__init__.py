"""What is left of sightings once they are deleted."""
