"""SciPy as a rival of test/bench: a line "database, SQL, expression" (tabs between) is one run.

Timed: fetching the rows through Python's own sqlite3 module, making arrays of them, and the expression, which
sees np, stats and each column under its name. Not timed: starting Python, importing, opening the database.
"""
import sqlite3
import sys
import time


def reply(*words):
    print(*words, flush=True)


try:
    import numpy as np
    import scipy
    from scipy import stats
except ImportError as missing:
    reply("bench:error", missing)
    sys.exit()


def run(connection, sql, expression):
    start = time.process_time()
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    columns = np.array(cursor.fetchall(), dtype=float).T
    answer = eval(expression, {"np": np, "stats": stats, **dict(zip(names, columns))})
    return time.process_time() - start, answer


reply("bench:done", 0, f"{scipy.__version__}, numpy {np.__version__}, Python {sys.version.split()[0]}")
connections = {}
for line in sys.stdin:
    database, sql, expression = line.rstrip("\n").split("\t")
    try:
        connection = connections.setdefault(database, sqlite3.connect(database))
        seconds, answer = run(connection, sql, expression)
        reply("bench:done", f"{seconds:.6f}", repr(float(answer)))
    except Exception as problem:
        reply("bench:error", " ".join(str(problem).split()))
