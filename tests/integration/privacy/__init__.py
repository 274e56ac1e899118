"""What becomes of strangers' plates."""
