"""What is said on the wire: the Snapshot API, in pure Python and aiohttp."""
