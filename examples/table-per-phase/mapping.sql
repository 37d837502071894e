-- Takes the place of sql/mapping.sql for a clinic with a table for each phase. After sql/answers.sql.

CREATE TEMP VIEW asi_study AS
SELECT
  'Pengaruh pijat oksitosin terhadap produksi ASI ibu postpartum (klinik contoh, data direkonstruksi)' AS title,
  'The effect of oxytocin massage on breast-milk production after birth (reconstructed example clinic)' AS title_en,
  'pijat oksitosin' AS intervention, 'oxytocin massage' AS intervention_en,
  'Sumber : Data primer penelitian, 2025 (tabel pretest dan posttest, direkonstruksi)' AS source,
  'Source : Primary research data, 2025 (tables pretest and posttest, reconstructed)' AS source_en,
  'one-group' AS design, 12 AS criterion, 8 AS category_cutoff,
  '0.012' AS published_p, 'ml' AS published_unit;

CREATE TEMP VIEW asi_respondent AS
SELECT kode AS respondent, umur AS age,
       CASE WHEN anak = 1 THEN 'primipara' WHEN anak > 1 THEN 'multipara' END AS parity
FROM pasien;

-- asi_answer: both tables under each other, a row per answer. T could be tidak or true, so it is spelt out here.
CREATE TEMP VIEW asi_answer AS
WITH filled(pasien, phase, answers) AS (
  SELECT pasien, 'pre', json_array(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16) FROM pretest
  UNION ALL
  SELECT pasien, 'post', json_array(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16) FROM posttest
)
SELECT kode AS respondent, phase, NULL AS place, key + 1 AS item, iif(upper(value) = 'T', 'tidak', value) AS answer
FROM filled LEFT JOIN pasien ON pasien.id = filled.pasien, json_each(answers);

CREATE TEMP VIEW asi_assessment AS
WITH day(pasien, phase, hari) AS (
  SELECT pasien, 'pre', hari FROM pretest UNION ALL SELECT pasien, 'post', hari FROM posttest
)
SELECT respondent, phase, hari AS days_postpartum, score
FROM asi_scored LEFT JOIN (SELECT kode AS respondent, phase, hari FROM day JOIN pasien ON id = pasien) USING (respondent, phase);
