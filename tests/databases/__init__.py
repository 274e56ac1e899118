"""The database servers that a home's recorder may write to, beside SQLite."""

from .mariadb import MariaDb
from .postgresql import PostgreSql
from .server import DatabaseServer

__all__ = ["DatabaseServer", "MariaDb", "PostgreSql"]
