-- Where the analysis gets its rows: here, the clinic database of schema.sql.
--
-- The report reads these three views and nothing else. A clinic with tables of its own writes
-- its own (examples/README.md shows how) and runs that file instead; its tables stay as they are.
--
-- The views are TEMP: they live in the connection that makes them. So the database file is never changed, may be
-- read-only, and stays open to migrations by programs that know nothing of us. They work as permanent views too:
--   cd sql; cat mapping.sql pairs.sql tables.sql report.sql | sed "s/^CREATE TEMP /CREATE /" | sqlite3 ../clinic.db

-- asi_study: one row about the study; the columns are those of the table in schema.sql, explained there.
CREATE TEMP VIEW asi_study AS
SELECT title, title_en, intervention, intervention_en, source, source_en, design, criterion, category_cutoff,
       published_p, published_unit
FROM study;

-- asi_respondent: one row per respondent; parity is 'primipara', 'multipara' or NULL.
CREATE TEMP VIEW asi_respondent AS
SELECT respondent, age, parity
FROM respondent;

-- asi_assessment: one row per assessment; phase is 'pre' or 'post', score 0..16 or NULL when an answer is missing.
CREATE TEMP VIEW asi_assessment AS
SELECT respondent, phase, days_postpartum,
       asi_score(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6) AS score
FROM assessment;

-- The rest is optional: a mapping may leave it out. quality.sql says which other views it may add.

-- asi_answer: one row per answer, see answers.sql; so quality.sql can name the items that are not answered.
CREATE TEMP VIEW asi_answer AS
SELECT respondent, phase, NULL AS place, key + 1 AS item, value AS answer
FROM assessment, json_each(json_array(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6));

-- asi_session: one row per session held; adherence.sql compares them with the protocol.
CREATE TEMP VIEW asi_session AS
SELECT respondent, day, session, minutes
FROM massage_session;
