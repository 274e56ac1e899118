"""What happens to a frame: pure Python; time and input/output are handed in."""
