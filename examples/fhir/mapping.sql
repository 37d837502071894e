-- Takes the place of sql/mapping.sql for an app that keeps FHIR resources as JSON. After sql/answers.sql. What is this
-- questionnaire's own are its address, the linkIds (tahap, ibu.1 .. ibu.10, bayi.1 .. bayi.6) and the codes of its phases.

CREATE TEMP VIEW asi_study AS
SELECT
  'Pengaruh pijat oksitosin terhadap produksi ASI ibu postpartum (klinik contoh, data direkonstruksi)' AS title,
  'The effect of oxytocin massage on breast-milk production after birth (reconstructed example clinic)' AS title_en,
  'pijat oksitosin' AS intervention, 'oxytocin massage' AS intervention_en,
  'Sumber : Data primer penelitian, 2025 (QuestionnaireResponse FHIR, direkonstruksi)' AS source,
  'Source : Primary research data, 2025 (FHIR QuestionnaireResponse, reconstructed)' AS source_en,
  'one-group' AS design, 12 AS criterion, 8 AS category_cutoff,
  '0.012' AS published_p, 'ml' AS published_unit;

-- fhir_resource: every resource that is JSON.
CREATE TEMP VIEW fhir_resource AS
SELECT resourceType, resourceId, iif(json_valid(serializedResource), serializedResource, '{}') AS body
FROM ResourceEntity;

-- fhir_response: every answered questionnaire of this study.
CREATE TEMP VIEW fhir_response AS
SELECT 'QuestionnaireResponse/' || resourceId AS place, body, json_extract(body, '$.status') AS status,
       substr(json_extract(body, '$.subject.reference'), 9) AS respondent,         -- after 'Patient/'
       substr(json_extract(body, '$.authored'), 1, 10) AS day,
       (SELECT json_extract(value, '$.answer[0].valueCoding.code') FROM json_each(body, '$.item')
        WHERE json_extract(value, '$.linkId') = 'tahap') AS phase
FROM fhir_resource
WHERE resourceType = 'QuestionnaireResponse'
  AND json_extract(body, '$.questionnaire') LIKE 'https://example.org/fhir/Questionnaire/produksi-asi%';

-- asi_respondent: completed years at the first assessment; parity as observed last.
CREATE TEMP VIEW asi_respondent AS
WITH first(respondent, day) AS MATERIALIZED (
  SELECT respondent, min(day) FROM fhir_response WHERE status IN ('completed', 'amended') GROUP BY respondent
), births(respondent, n) AS MATERIALIZED (
  SELECT substr(json_extract(body, '$.subject.reference'), 9), max(json_extract(body, '$.valueInteger'))
  FROM fhir_resource
  WHERE resourceType = 'Observation' AND json_extract(body, '$.code.coding[0].code') = '11977-6'
  GROUP BY 1
), mother(respondent, birthday) AS (
  SELECT resourceId, json_extract(body, '$.birthDate') FROM fhir_resource WHERE resourceType = 'Patient'
)
SELECT respondent,
       substr(day, 1, 4) - substr(birthday, 1, 4) - (substr(day, 6) < substr(birthday, 6)) AS age,
       CASE WHEN n = 1 THEN 'primipara' WHEN n > 1 THEN 'multipara' END AS parity
FROM mother LEFT JOIN first USING (respondent) LEFT JOIN births USING (respondent);

-- asi_answer: the questions of both groups, however deep they lie; an item with several answers is shown as it stands.
CREATE TEMP VIEW asi_answer AS
SELECT respondent, phase, place,
       CASE WHEN json_extract(q.value, '$.linkId') LIKE 'ibu.%' THEN CAST(substr(json_extract(q.value, '$.linkId'), 5) AS INTEGER)
            ELSE 10 + CAST(substr(json_extract(q.value, '$.linkId'), 6) AS INTEGER) END AS item,
       CASE WHEN json_array_length(q.value, '$.answer') > 1 THEN json_extract(q.value, '$.answer')
            ELSE coalesce(json_extract(q.value, '$.answer[0].valueBoolean'), json_extract(q.value, '$.answer[0].valueCoding.code'),
                          json_extract(q.value, '$.answer[0].valueInteger'), json_extract(q.value, '$.answer[0].valueString')) END AS answer
FROM fhir_response, json_tree(body, '$.item') AS q
WHERE status IN ('completed', 'amended') AND q.type = 'object'
  AND (json_extract(q.value, '$.linkId') LIKE 'ibu.%' OR json_extract(q.value, '$.linkId') LIKE 'bayi.%');

-- asi_assessment: their scores. An app on FHIR writes dates, not days since the birth.
CREATE TEMP VIEW asi_assessment AS
SELECT respondent, phase, NULL AS days_postpartum, score FROM asi_scored;

-- asi_visit: those dates.
CREATE TEMP VIEW asi_visit AS
SELECT respondent, phase, place, NULL AS clinic, day FROM fhir_response WHERE status IN ('completed', 'amended');

-- asi_fault: what is not counted, and why.
CREATE TEMP VIEW asi_fault AS
SELECT iif(status = 'entered-in-error', 'note', 'warning') AS level, 'status' AS kind, place, respondent, phase,
       NULL AS item, coalesce(status, 'NULL') AS value
FROM fhir_response WHERE status IS NULL OR status NOT IN ('completed', 'amended')
UNION ALL
SELECT 'error', 'no json', resourceType || '/' || resourceId, NULL, NULL, NULL, NULL
FROM ResourceEntity WHERE NOT json_valid(serializedResource);
