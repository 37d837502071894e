-- Makes a clinic that keeps one row per answer, in the open (empty) database. From the top of the project:
--   sqlite3 -bail clinic.db '.read examples/long-answers/import.shell.sql'

-- ibu: one mother; melahirkan counts her births.
CREATE TABLE ibu(kode TEXT PRIMARY KEY, umur INTEGER, melahirkan INTEGER);

-- jawaban: one answer, ya or tidak, to one of the sixteen items (nomor), before or after (sebelum, sesudah).
CREATE TABLE jawaban(kode TEXT REFERENCES ibu, tahap TEXT, nomor INTEGER, jawaban TEXT,
                     PRIMARY KEY (kode, tahap, nomor));

.import --csv --skip 1 examples/long-answers/ibu.csv ibu
.import --csv --skip 1 examples/long-answers/jawaban.csv jawaban
