-- The nation's side: monthly states of all clinics, by letters that come late, twice and out of order; after
-- sql/district.sql, whose tables and setting it uses. In a file or in a cluster.
--
-- A letter is a row into nation_inbox: the clinic, the month, a revision (1, and one more each time the clinic corrects
-- that month) and the state. It may be sent again at will. What is damaged, of an unknown clinic or contradicts a letter
-- of the same revision is refused with the whole statement, and the sender sends that letter alone to learn why.

-- nation_clinic: who may send, and where they are.
CREATE TABLE IF NOT EXISTS nation_clinic(
  clinic   TEXT PRIMARY KEY NOT NULL,
  province TEXT NOT NULL
) WITHOUT ROWID;

-- nation_letter: what has come; a content (by the CRC-32 at the end of its state) counts once, under its last revision.
CREATE TABLE IF NOT EXISTS nation_letter(
  clinic   TEXT NOT NULL,
  month    TEXT NOT NULL,
  checksum BLOB NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (clinic, month, checksum),
  CONSTRAINT "a revision is a whole number from 1" CHECK (typeof(revision) = 'integer' AND revision >= 1)
) WITHOUT ROWID;

-- nation_inbox: where letters go in.
CREATE TEMP VIEW nation_inbox AS
SELECT clinic, month, revision, state FROM asi_clinic_month JOIN nation_letter USING (clinic, month) WHERE checksum = substr(state, -4);

CREATE TEMP TRIGGER nation_takes INSTEAD OF INSERT ON nation_inbox BEGIN
  SELECT RAISE(ABORT, 'the clinic is not known')
  WHERE NOT EXISTS (SELECT 1 FROM nation_clinic WHERE clinic = new.clinic);
  SELECT RAISE(ABORT, 'another letter of this clinic, month and revision says otherwise')
  WHERE EXISTS (SELECT 1 FROM nation_letter
                WHERE clinic = new.clinic AND month = new.month AND revision = new.revision AND checksum <> substr(new.state, -4));
  -- Reading the state proves it whole: paired_state raises an error for one that is damaged.
  INSERT INTO nation_letter
  SELECT new.clinic, new.month, substr(paired_state(new.state), -4), new.revision WHERE TRUE
  ON CONFLICT(clinic, month, checksum) DO UPDATE SET revision = excluded.revision WHERE excluded.revision > revision;
  INSERT INTO asi_clinic_month
  SELECT new.clinic, new.month, new.state
  WHERE new.revision = (SELECT max(revision) FROM nation_letter WHERE clinic = new.clinic AND month = new.month)
  ON CONFLICT(clinic, month) DO UPDATE SET state = excluded.state WHERE excluded.state <> state;
END;

-- nation_table: a row for the nation, one per month and one per province; groups below min_n of the district's setting
-- show nothing. The three records hold what a table may print; each is computed once, as an exact p is the dear part of it.
CREATE TEMP VIEW nation_table AS
WITH merged(kind, name, n_state, state) AS MATERIALIZED (
  SELECT 'nation', '', count(*), paired_state(state) FROM asi_clinic_month UNION ALL
  SELECT 'month', month, count(*), paired_state(state) FROM asi_clinic_month GROUP BY month UNION ALL
  SELECT 'province', province, count(*), paired_state(state) FROM asi_clinic_month JOIN nation_clinic USING (clinic) GROUP BY province
), counted AS MATERIALIZED (
  SELECT kind, name, n_state, state, json_extract(wilcoxon(state, 'normal'), '$.n') AS n FROM merged GROUP BY kind, name
)
SELECT kind, name, n_state, n, ttest_paired(state) AS ttest, hodges_lehmann(state) AS hodges_lehmann, wilcoxon(state) AS wilcoxon
FROM counted, asi_district_setting
WHERE n >= min_n
GROUP BY kind, name
UNION ALL
SELECT kind, name, n_state, NULL, NULL, NULL, NULL
FROM counted, asi_district_setting
WHERE coalesce(n, 0) < min_n;
