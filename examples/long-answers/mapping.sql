-- Takes the place of sql/mapping.sql for a clinic that keeps one row per answer. After sql/answers.sql; no copy of any row.

CREATE TEMP VIEW asi_study AS
SELECT
  'Pengaruh pijat oksitosin terhadap produksi ASI ibu postpartum (klinik contoh, data direkonstruksi)' AS title,
  'The effect of oxytocin massage on breast-milk production after birth (reconstructed example clinic)' AS title_en,
  'pijat oksitosin' AS intervention, 'oxytocin massage' AS intervention_en,
  'Sumber : Data primer penelitian, 2025 (direkonstruksi dari angka ringkasan, bukan data asli)' AS source,
  'Source : Primary research data, 2025 (reconstructed from summaries, not the original data)' AS source_en,
  'one-group' AS design, 12 AS criterion, 8 AS category_cutoff,
  '0.012' AS published_p, 'ml' AS published_unit;

CREATE TEMP VIEW asi_respondent AS
SELECT kode AS respondent, umur AS age,
       CASE WHEN melahirkan = 1 THEN 'primipara' WHEN melahirkan > 1 THEN 'multipara' END AS parity
FROM ibu;

-- asi_answer: the rows as they are; answers.sql makes scores of them and does not fail over a word it cannot read.
CREATE TEMP VIEW asi_answer AS
SELECT kode AS respondent, CASE tahap WHEN 'sebelum' THEN 'pre' WHEN 'sesudah' THEN 'post' ELSE tahap END AS phase,
       NULL AS place, nomor AS item, jawaban AS answer
FROM jawaban;

CREATE TEMP VIEW asi_assessment AS
SELECT respondent, phase, NULL AS days_postpartum, score
FROM asi_scored;
