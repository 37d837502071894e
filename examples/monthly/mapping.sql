-- Takes the place of sql/mapping.sql for an app that serves several clinics and keeps scores.

-- asi_choice: the clinic and month that the views below show; NULL: all.
CREATE TEMP TABLE asi_choice(clinic, month);
INSERT INTO asi_choice VALUES (NULL, NULL);

CREATE TEMP VIEW asi_study AS
SELECT 'Produksi ASI sebelum dan sesudah pijat oksitosin' || coalesce(', klinik ' || clinic || ', ' || month, '') AS title,
       'Breast-milk production before and after oxytocin massage' || coalesce(', clinic ' || clinic || ', ' || month, '') AS title_en,
       'pijat oksitosin' AS intervention, 'oxytocin massage' AS intervention_en,
       'Sumber : catatan klinik' AS source, 'Source : records of the clinic' AS source_en,
       'one-group' AS design, 12 AS criterion, 8 AS category_cutoff, NULL AS published_p, NULL AS published_unit
FROM asi_choice;

CREATE TEMP VIEW asi_visit AS
SELECT ibu AS respondent, tahap AS phase, NULL AS place, klinik AS clinic, tanggal AS day FROM penilaian;

CREATE TEMP VIEW asi_respondent AS
SELECT kode AS respondent, umur AS age, paritas AS parity
FROM ibu
WHERE (SELECT clinic IS NULL FROM asi_choice)
   OR kode IN (SELECT respondent FROM asi_admission JOIN asi_choice USING (clinic, month));

CREATE TEMP VIEW asi_assessment AS
SELECT ibu AS respondent, tahap AS phase, NULL AS days_postpartum, skor AS score
FROM penilaian
WHERE (SELECT clinic IS NULL FROM asi_choice)
   OR ibu IN (SELECT respondent FROM asi_admission JOIN asi_choice USING (clinic, month));
