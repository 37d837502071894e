-- The clinic database: what a before/after study writes down.
--
-- Load order: schema, mapping, pairs, tables, report. All of it is plain SQL that any client can run, one
-- statement after the other. The tables name no function of asistat, so programs without the extension can
-- go on reading and writing them; only the views of the other files need it.

-- Stops an SQLite that is too old, in words; otherwise it does nothing and returns no row.
SELECT 1 WHERE json_extract('{}', CASE WHEN CAST(substr(sqlite_version(), 3) AS INTEGER) >= 38 THEN '$.ok'
                                       ELSE 'asistat needs SQLite 3.38 or newer' END) IS NOT NULL;

-- study: the one row that says what is studied, how it is judged, and what a publication printed about it.
CREATE TABLE study(
  id              INTEGER PRIMARY KEY DEFAULT 1,
  title           TEXT NOT NULL,                       -- heads the report
  title_en        TEXT,
  intervention    TEXT NOT NULL,                       -- 'pijat oksitosin', used in the titles of tables
  intervention_en TEXT,
  source          TEXT NOT NULL,                       -- the line under every table
  source_en       TEXT,
  design          TEXT NOT NULL DEFAULT 'one-group',   -- one group: the report carries its warning
  criterion       INTEGER NOT NULL DEFAULT 12,         -- production is increased when the score is above
  category_cutoff INTEGER NOT NULL DEFAULT 8,          -- good above, low up to here; the midpoint is an assumption
  published_p     TEXT,                                -- the p as printed, '0.012' or '<0.001'; compared with ours
  published_unit  TEXT,                                -- what a publication wrote where the numbers are scores: 'ml'
  CONSTRAINT "a database holds one study" CHECK (id = 1),
  CONSTRAINT "the design is one-group or two-group" CHECK (design IN ('one-group', 'two-group')),
  CONSTRAINT "the criterion is a score from 0 to 15" CHECK (criterion BETWEEN 0 AND 15),
  CONSTRAINT "the category cut-off is a score from 0 to 15" CHECK (category_cutoff BETWEEN 0 AND 15),
  CONSTRAINT "the published p is written with a decimal point" CHECK (published_p NOT GLOB '*[^0-9.<]*')
) STRICT;

-- respondent: one mother, known by a code of the clinic and by nothing else.
CREATE TABLE respondent(
  respondent TEXT PRIMARY KEY NOT NULL,
  age        INTEGER,                                  -- completed years
  parity     TEXT,
  CONSTRAINT "a respondent is a code of letters, digits, dots and dashes, not a name"
    CHECK (respondent <> '' AND respondent NOT GLOB '*[^A-Za-z0-9._-]*'),
  CONSTRAINT "the age lies between 10 and 60 years" CHECK (age BETWEEN 10 AND 60),
  CONSTRAINT "the parity is primipara or multipara" CHECK (parity IN ('primipara', 'multipara'))
) STRICT;

-- assessment: the sixteen answers of one mother before (pre) or after (post); 1 yes, 0 no, NULL not answered.
CREATE TABLE assessment(
  respondent      TEXT NOT NULL REFERENCES respondent, -- enforced under PRAGMA foreign_keys = ON
  phase           TEXT NOT NULL,
  days_postpartum INTEGER,
  m1 INTEGER, m2 INTEGER, m3 INTEGER, m4 INTEGER, m5 INTEGER,    -- ten indicators of the mother
  m6 INTEGER, m7 INTEGER, m8 INTEGER, m9 INTEGER, m10 INTEGER,
  b1 INTEGER, b2 INTEGER, b3 INTEGER, b4 INTEGER, b5 INTEGER, b6 INTEGER,  -- six of the baby
  PRIMARY KEY (respondent, phase),
  CONSTRAINT "the phase is pre or post" CHECK (phase IN ('pre', 'post')),
  CONSTRAINT "an assessment falls within 42 days of birth" CHECK (days_postpartum BETWEEN 0 AND 42),
  CONSTRAINT "answer m1 is 1 for yes, 0 for no, or empty" CHECK (m1 IN (0, 1)),
  CONSTRAINT "answer m2 is 1 for yes, 0 for no, or empty" CHECK (m2 IN (0, 1)),
  CONSTRAINT "answer m3 is 1 for yes, 0 for no, or empty" CHECK (m3 IN (0, 1)),
  CONSTRAINT "answer m4 is 1 for yes, 0 for no, or empty" CHECK (m4 IN (0, 1)),
  CONSTRAINT "answer m5 is 1 for yes, 0 for no, or empty" CHECK (m5 IN (0, 1)),
  CONSTRAINT "answer m6 is 1 for yes, 0 for no, or empty" CHECK (m6 IN (0, 1)),
  CONSTRAINT "answer m7 is 1 for yes, 0 for no, or empty" CHECK (m7 IN (0, 1)),
  CONSTRAINT "answer m8 is 1 for yes, 0 for no, or empty" CHECK (m8 IN (0, 1)),
  CONSTRAINT "answer m9 is 1 for yes, 0 for no, or empty" CHECK (m9 IN (0, 1)),
  CONSTRAINT "answer m10 is 1 for yes, 0 for no, or empty" CHECK (m10 IN (0, 1)),
  CONSTRAINT "answer b1 is 1 for yes, 0 for no, or empty" CHECK (b1 IN (0, 1)),
  CONSTRAINT "answer b2 is 1 for yes, 0 for no, or empty" CHECK (b2 IN (0, 1)),
  CONSTRAINT "answer b3 is 1 for yes, 0 for no, or empty" CHECK (b3 IN (0, 1)),
  CONSTRAINT "answer b4 is 1 for yes, 0 for no, or empty" CHECK (b4 IN (0, 1)),
  CONSTRAINT "answer b5 is 1 for yes, 0 for no, or empty" CHECK (b5 IN (0, 1)),
  CONSTRAINT "answer b6 is 1 for yes, 0 for no, or empty" CHECK (b6 IN (0, 1))
) STRICT;

-- massage_session: one session held; day 1 is the first day of the intervention, several a day are numbered.
CREATE TABLE massage_session(
  respondent TEXT NOT NULL REFERENCES respondent,
  day        INTEGER NOT NULL,
  session    INTEGER NOT NULL DEFAULT 1,
  minutes    INTEGER NOT NULL,
  PRIMARY KEY (respondent, day, session),
  CONSTRAINT "the day counts from 1 to 42" CHECK (day BETWEEN 1 AND 42),
  CONSTRAINT "the sessions of a day count from 1 to 24" CHECK (session BETWEEN 1 AND 24),
  CONSTRAINT "a session lasts 1 to 120 minutes" CHECK (minutes BETWEEN 1 AND 120)
) STRICT;
