-- Makes the reconstructed clinic in the open (empty) database. For the sqlite3 shell, from the top of the project:
--   sqlite3 -bail clinic.db '.read examples/oxytocin-massage/import.shell.sql'
PRAGMA foreign_keys = ON;
BEGIN;
.read sql/schema.sql

INSERT INTO study(title, title_en, intervention, intervention_en, source, source_en, published_p, published_unit)
VALUES (
  'Pengaruh pijat oksitosin terhadap produksi ASI ibu postpartum (klinik contoh, data direkonstruksi)',
  'The effect of oxytocin massage on breast-milk production after birth (reconstructed example clinic)',
  'pijat oksitosin', 'oxytocin massage',
  'Sumber : Data primer penelitian, 2025 (direkonstruksi dari angka ringkasan, bukan data asli)',
  'Source : Primary research data, 2025 (reconstructed from summaries, not the original data)',
  '0.012', 'ml');

-- A CSV cell is text, '' when empty: the files land in TEMP tables, and an empty cell becomes NULL on the way in.
.import --csv --schema temp examples/oxytocin-massage/respondent.csv respondent_csv
.import --csv --schema temp examples/oxytocin-massage/assessment.csv assessment_csv
.import --csv --schema temp examples/oxytocin-massage/massage_session.csv massage_session_csv

INSERT INTO respondent(respondent, age, parity)
SELECT respondent, nullif(age, ''), nullif(parity, '') FROM temp.respondent_csv;

INSERT INTO assessment(respondent, phase, days_postpartum,
                       m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6)
SELECT respondent, phase, nullif(days_postpartum, ''),
       nullif(m1, ''), nullif(m2, ''), nullif(m3, ''), nullif(m4, ''), nullif(m5, ''),
       nullif(m6, ''), nullif(m7, ''), nullif(m8, ''), nullif(m9, ''), nullif(m10, ''),
       nullif(b1, ''), nullif(b2, ''), nullif(b3, ''), nullif(b4, ''), nullif(b5, ''), nullif(b6, '')
FROM temp.assessment_csv;

INSERT INTO massage_session(respondent, day, session, minutes)
SELECT respondent, day, session, minutes FROM temp.massage_session_csv;

DROP TABLE temp.respondent_csv;
DROP TABLE temp.assessment_csv;
DROP TABLE temp.massage_session_csv;
COMMIT;
