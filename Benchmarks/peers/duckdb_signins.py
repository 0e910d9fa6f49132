#!/usr/bin/env python3
"""DuckDB over Entra sign-ins: the fields rollcall reads, absent names counted by address.

usage: duckdb_signins.py FILE THREADS
"""

import sys

import duckdb

# The columns are named, so DuckDB neither guesses types nor builds values nobody asked for.
QUERY = """
SELECT ip,
       count(*) AS attempts,
       count(DISTINCT CASE WHEN error_code = 50034 THEN name END) AS absent_names,
       count(DISTINCT client_app) AS client_apps,
       count(DISTINCT user_agent) AS user_agents,
       count(DISTINCT app_id) AS apps,
       min(time) AS first_seen,
       max(time) AS last_seen
FROM (
    SELECT properties.createdDateTime AS time,
           properties.userPrincipalName AS name,
           properties.ipAddress AS ip,
           properties.status.errorCode AS error_code,
           properties.clientAppUsed AS client_app,
           properties.userAgent AS user_agent,
           properties.appId AS app_id
    FROM read_json($file, format = 'newline_delimited', columns = {
        properties: 'STRUCT(createdDateTime VARCHAR, userPrincipalName VARCHAR, ipAddress VARCHAR,
                            status STRUCT(errorCode INTEGER), clientAppUsed VARCHAR, userAgent VARCHAR,
                            appId VARCHAR)'
    })
)
GROUP BY ip
HAVING absent_names >= 5
ORDER BY absent_names DESC
"""

connection = duckdb.connect()
connection.execute(f"SET threads = {int(sys.argv[2])}")
for row in connection.execute(QUERY, {"file": sys.argv[1]}).fetchall():
    print(*row, sep="\t")
