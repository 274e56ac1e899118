"""What Snapshot and Stream send by webhook: taken in, kept, and told to the cameras it is about."""
