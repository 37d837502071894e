"""ODBC, driver libsqliteodbc, through Python's pyodbc."""
import sys

import pyodbc

extension, scenario = sys.argv[1:]

con = pyodbc.connect(f"Driver=SQLite3;Database=:memory:;LoadExt={extension}", autocommit=True)


def ask(sql):
    try:
        cursor = con.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
    except pyodbc.Error as error:
        return str(error)
    return " ".join("NULL" if value is None else str(value) for value, *_ in rows)


print("client", f"pyodbc {pyodbc.version}", ask("SELECT sqlite_version()"), sep="\t")
with open(scenario, encoding="utf-8") as lines:
    for line in lines:
        if not line.startswith("#"):
            kind, name, sql, expected = line.rstrip("\n").split("\t")
            print(name, ask(sql), sep="\t")
