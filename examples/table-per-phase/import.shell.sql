-- Makes a clinic with a table for each phase, in the open (empty) database. From the top of the project:
--   sqlite3 -bail clinic.db '.read examples/table-per-phase/import.shell.sql'
-- The 30 mothers are those of oxytocin-massage.

-- pasien: one mother; anak counts her children.
CREATE TABLE pasien(id INTEGER PRIMARY KEY, kode TEXT UNIQUE, umur INTEGER, anak INTEGER);

-- pretest, posttest: sixteen answers, Y or T (ya, tidak); hari counts from the birth.
CREATE TABLE pretest(pasien INTEGER PRIMARY KEY REFERENCES pasien, hari INTEGER,
                     p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16);
CREATE TABLE posttest(pasien INTEGER PRIMARY KEY REFERENCES pasien, hari INTEGER,
                      p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16);

.import --csv --schema temp examples/oxytocin-massage/respondent.csv respondent_csv
.import --csv --schema temp examples/oxytocin-massage/assessment.csv assessment_csv

INSERT INTO pasien
SELECT row_number() OVER (ORDER BY respondent), respondent, age, iif(parity = 'primipara', 1, 2) FROM temp.respondent_csv;

INSERT INTO pretest
SELECT id, days_postpartum,
       iif(m1, 'Y', 'T'), iif(m2, 'Y', 'T'), iif(m3, 'Y', 'T'), iif(m4, 'Y', 'T'), iif(m5, 'Y', 'T'),
       iif(m6, 'Y', 'T'), iif(m7, 'Y', 'T'), iif(m8, 'Y', 'T'), iif(m9, 'Y', 'T'), iif(m10, 'Y', 'T'),
       iif(b1, 'Y', 'T'), iif(b2, 'Y', 'T'), iif(b3, 'Y', 'T'), iif(b4, 'Y', 'T'), iif(b5, 'Y', 'T'), iif(b6, 'Y', 'T')
FROM temp.assessment_csv JOIN pasien ON kode = respondent WHERE phase = 'pre';

INSERT INTO posttest
SELECT id, days_postpartum,
       iif(m1, 'Y', 'T'), iif(m2, 'Y', 'T'), iif(m3, 'Y', 'T'), iif(m4, 'Y', 'T'), iif(m5, 'Y', 'T'),
       iif(m6, 'Y', 'T'), iif(m7, 'Y', 'T'), iif(m8, 'Y', 'T'), iif(m9, 'Y', 'T'), iif(m10, 'Y', 'T'),
       iif(b1, 'Y', 'T'), iif(b2, 'Y', 'T'), iif(b3, 'Y', 'T'), iif(b4, 'Y', 'T'), iif(b5, 'Y', 'T'), iif(b6, 'Y', 'T')
FROM temp.assessment_csv JOIN pasien ON kode = respondent WHERE phase = 'post';

DROP TABLE temp.respondent_csv;
DROP TABLE temp.assessment_csv;
