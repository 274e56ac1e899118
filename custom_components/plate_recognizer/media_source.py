"""Where Home Assistant looks for what the media browser shows."""

from .media.source import async_get_media_source

__all__ = ["async_get_media_source"]
