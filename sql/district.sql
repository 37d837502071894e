-- The district's tables from the states of its clinics: no patient's row is needed, and none travels.
--
-- A clinic sends, for each month, paired_state(pre, post): the multiset of the differences and the sums of pre and
-- post, see the README on what that gives away. The district keeps the latest state of each clinic and month; one that
-- comes twice or late replaces its forerunner, so nothing is counted twice. Plain SQL, in any database of the district.

-- Stops an SQLite that is too old, in words; otherwise it does nothing and returns no row.
SELECT 1 WHERE json_extract('{}', CASE WHEN CAST(substr(sqlite_version(), 3) AS INTEGER) >= 38 THEN '$.ok'
                                       ELSE 'asistat needs SQLite 3.38 or newer' END) IS NOT NULL;

-- asi_clinic_month: what came from the clinics.
CREATE TABLE IF NOT EXISTS asi_clinic_month(
  clinic TEXT NOT NULL,
  month  TEXT NOT NULL,                                -- '2026-01'
  state  BLOB NOT NULL,                                -- paired_state(pre, post)
  PRIMARY KEY (clinic, month),
  CONSTRAINT "the month is written as 2026-01" CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  CONSTRAINT "a state is a BLOB" CHECK (typeof(state) = 'blob')
) WITHOUT ROWID;

-- asi_district_setting: one row. Groups of fewer complete pairs than min_n are shown as NULL, the count as well:
-- health statistics offices ask for 5 or 10, so that nobody is recognised in a table.
CREATE TABLE IF NOT EXISTS asi_district_setting(
  id    INTEGER PRIMARY KEY DEFAULT 1,
  min_n INTEGER NOT NULL DEFAULT 5,
  CONSTRAINT "a database holds one setting" CHECK (id = 1),
  CONSTRAINT "min_n is at least 1" CHECK (min_n >= 1)
);
INSERT OR IGNORE INTO asi_district_setting(id) VALUES (1);

-- asi_district: a row in all, one per month and one per clinic. Reals are fields of their own and not read out of the
-- record: see asi_wilcoxon in pairs.sql.
CREATE TEMP VIEW IF NOT EXISTS asi_district AS
WITH shown(kind, name, state) AS (
  SELECT 'all', '', state FROM asi_clinic_month UNION ALL
  SELECT 'month', month, state FROM asi_clinic_month UNION ALL
  SELECT 'clinic', clinic, state FROM asi_clinic_month
), counted AS (
  SELECT kind, name, count(*) AS n_state, json_extract(wilcoxon(state, 'normal'), '$.n') AS n, paired_state(state) AS state
  FROM shown GROUP BY kind, name
)
SELECT kind, name, n_state, iif(n >= min_n, n, NULL) AS n,
       iif(n >= min_n, hodges_lehmann_estimate(state), NULL) AS change,
       iif(n >= min_n, hodges_lehmann_low(state), NULL) AS change_low,
       iif(n >= min_n, hodges_lehmann_high(state), NULL) AS change_high,
       iif(n >= min_n, wilcoxon_rank_biserial(state), NULL) AS rank_biserial,
       iif(n >= min_n, wilcoxon_p(state), NULL) AS p
FROM counted, asi_district_setting
GROUP BY kind, name;
