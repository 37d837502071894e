"""Statistics for SQLite: exact p-values, intervals and effect sizes as SQL functions.

>>> import sqlite3, asistat
>>> connection = sqlite3.connect(":memory:")
>>> asistat.load(connection)
>>> connection.execute("SELECT wilcoxon_p(column1, column2) FROM (VALUES (9,13),(8,12),(7,11))").fetchone()[0]
0.25
"""
import os
import sqlite3

__version__ = "@VERSION@"


def loadable_path() -> str:
    """The library, for clients that load it in another way."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "@LIBRARY@")


def load(connection: sqlite3.Connection) -> None:
    """Gives the connection the functions of asistat."""
    if not hasattr(connection, "enable_load_extension"):
        raise RuntimeError("this Python's sqlite3 was built without loadable extensions; that of Debian, for one, has them")
    connection.enable_load_extension(True)
    try:
        connection.load_extension(loadable_path())
    finally:
        connection.enable_load_extension(False)
