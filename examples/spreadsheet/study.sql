-- What the spreadsheet does not say: the study. Before sql/spreadsheet.shell.sql.
CREATE TEMP VIEW asi_study AS
SELECT
  'Pengaruh pijat oksitosin terhadap produksi ASI ibu postpartum (klinik contoh, data direkonstruksi)' AS title,
  'The effect of oxytocin massage on breast-milk production after birth (reconstructed example clinic)' AS title_en,
  'pijat oksitosin' AS intervention, 'oxytocin massage' AS intervention_en,
  'Sumber : Data primer penelitian, 2025 (ibu.csv, direkonstruksi dari angka ringkasan)' AS source,
  'Source : Primary research data, 2025 (ibu.csv, reconstructed from summaries)' AS source_en,
  'one-group' AS design, 12 AS criterion, 8 AS category_cutoff,
  '0.012' AS published_p, 'ml' AS published_unit;
