-- Makes the table in which Android apps on FHIR keep their resources, each as JSON (ResourceEntity, the table of the
-- Android FHIR SDK, with the columns that matter here), in the open (empty) database. From the top of the project:
--   sqlite3 -bail clinic.db '.read examples/fhir/import.shell.sql'
-- The 30 mothers are those of oxytocin-massage; birthdays and days are invented.

CREATE TABLE ResourceEntity(id INTEGER PRIMARY KEY AUTOINCREMENT, resourceType TEXT NOT NULL, resourceId TEXT NOT NULL,
                            serializedResource TEXT NOT NULL, UNIQUE (resourceType, resourceId));

.import --csv --schema temp examples/oxytocin-massage/respondent.csv respondent_csv
.import --csv --schema temp examples/oxytocin-massage/assessment.csv assessment_csv

-- A mother, and how often she has given birth (LOINC 11977-6, Parity).
INSERT INTO ResourceEntity(resourceType, resourceId, serializedResource)
SELECT 'Patient', respondent,
       json_object('resourceType', 'Patient', 'id', respondent, 'gender', 'female',
                   'birthDate', date('2025-10-01', '-' || age || ' years', '-100 days'))
FROM temp.respondent_csv;
INSERT INTO ResourceEntity(resourceType, resourceId, serializedResource)
SELECT 'Observation', 'paritas-' || respondent,
       json_object('resourceType', 'Observation', 'id', 'paritas-' || respondent, 'status', 'final',
                   'code', json_object('coding', json_array(json_object('system', 'http://loinc.org', 'code', '11977-6'))),
                   'subject', json_object('reference', 'Patient/' || respondent),
                   'valueInteger', iif(parity = 'primipara', 1, 2))
FROM temp.respondent_csv;

-- An answered questionnaire: its phase, then two groups of questions.
CREATE TEMP VIEW questioned AS
SELECT respondent, phase, date('2025-10-01', days_postpartum || ' days') AS day, key + 1 AS item,
       json_object('linkId', iif(key < 10, 'ibu.' || (key + 1), 'bayi.' || (key - 9)),
                   'answer', json_array(json_object('valueBoolean', json(iif(CAST(value AS INTEGER), 'true', 'false'))))) AS answered
FROM temp.assessment_csv, json_each(json_array(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, b1, b2, b3, b4, b5, b6));

INSERT INTO ResourceEntity(resourceType, resourceId, serializedResource)
SELECT 'QuestionnaireResponse', respondent || '-' || phase,
       json_object('resourceType', 'QuestionnaireResponse', 'id', respondent || '-' || phase,
                   'questionnaire', 'https://example.org/fhir/Questionnaire/produksi-asi|1.0', 'status', 'completed',
                   'subject', json_object('reference', 'Patient/' || respondent), 'authored', day || 'T09:00:00+07:00',
                   'item', json_array(
                     json_object('linkId', 'tahap', 'answer', json_array(json_object('valueCoding', json_object('code', phase)))),
                     json_object('linkId', 'ibu', 'item', json_group_array(json(answered)) FILTER (WHERE item <= 10)),
                     json_object('linkId', 'bayi', 'item', json_group_array(json(answered)) FILTER (WHERE item > 10))))
FROM (SELECT * FROM questioned ORDER BY respondent, phase DESC, item)
GROUP BY respondent, phase, day
ORDER BY respondent, phase DESC;

-- Two that are not to be counted: one not finished, one entered by mistake.
INSERT INTO ResourceEntity(resourceType, resourceId, serializedResource)
SELECT 'QuestionnaireResponse', 'R01-draft', json_set(serializedResource, '$.id', 'R01-draft', '$.status', 'in-progress')
FROM ResourceEntity WHERE resourceId = 'R01-post';
INSERT INTO ResourceEntity(resourceType, resourceId, serializedResource)
SELECT 'QuestionnaireResponse', 'R02-mistake', json_set(serializedResource, '$.id', 'R02-mistake', '$.status', 'entered-in-error')
FROM ResourceEntity WHERE resourceId = 'R02-post';

DROP VIEW temp.questioned;
DROP TABLE temp.respondent_csv;
DROP TABLE temp.assessment_csv;
