-- Makes the database of an app that serves three clinics and keeps scores, in the open (empty) database. Invented data.
--   sqlite3 -bail clinics.db '.read examples/monthly/import.shell.sql'
CREATE TABLE ibu(kode TEXT PRIMARY KEY, umur INTEGER, paritas TEXT);
CREATE TABLE penilaian(ibu TEXT REFERENCES ibu, klinik TEXT NOT NULL, tahap TEXT NOT NULL, tanggal TEXT NOT NULL, skor INTEGER,
                       PRIMARY KEY (ibu, tahap));

WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 90)
INSERT INTO ibu SELECT printf('M%03d', i), 19 + i * 7 % 22, iif(i % 5 < 2, 'primipara', 'multipara') FROM s;

WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 90),
phase(tahap, later, low, spread) AS (VALUES ('pre', 0, 7, 4), ('post', 3, 9, 8))
INSERT INTO penilaian
SELECT printf('M%03d', i), CASE i % 3 WHEN 0 THEN 'barat' WHEN 1 THEN 'timur' ELSE 'utara' END, tahap,
       date('2026-01-01', (i * 11 % 59) || ' days', later || ' days'), low + i * 5 % spread
FROM s, phase;
