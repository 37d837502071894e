"""Python, module sqlite3."""
import platform
import sqlite3
import sys

extension, scenario = sys.argv[1:]

con = sqlite3.connect(":memory:")
con.enable_load_extension(True)
con.load_extension(extension)
con.enable_load_extension(False)


def ask(sql):
    try:
        rows = con.execute(sql).fetchall()
    except sqlite3.Error as error:
        return str(error)
    return " ".join("NULL" if value is None else str(value) for value, *_ in rows)


print("client", platform.python_version(), sqlite3.sqlite_version, sep="\t")
with open(scenario, encoding="utf-8") as lines:
    for line in lines:
        if not line.startswith("#"):
            kind, name, sql, expected = line.rstrip("\n").split("\t")
            print(name, ask(sql), sep="\t")
