-- From a FHIR resource to an answer to a score, without a copy of any row.
.load ./asistat
.read examples/fhir/import.shell.sql
.read sql/answers.sql
.read examples/fhir/mapping.sql
.read sql/quality.sql

.print The table of the app holds resources as JSON:
SELECT resourceType, count(*) FROM ResourceEntity GROUP BY resourceType;
SELECT substr(serializedResource, 1, 430) || ' ...' FROM ResourceEntity WHERE resourceId = 'R07-pre';

.print
.print What the mapping makes of one of them:
.mode box
SELECT * FROM asi_answer WHERE respondent = 'R07' AND phase = 'pre' AND item IN (1, 2, 7, 11);
SELECT * FROM asi_assessment JOIN asi_visit USING (respondent, phase) JOIN asi_respondent USING (respondent) WHERE respondent = 'R07';
.mode list

.print
.print Unfinished or mistaken responses are not counted, and are told:
SELECT text FROM asi_quality_report WHERE lang = 'en' ORDER BY line;
