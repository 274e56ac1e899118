"""The demo: a real Home Assistant with this integration, cameras and an API that reads plates."""
