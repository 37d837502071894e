-- Every number of the published Tables 1-5 beside ours. The p-value is the one that does not reproduce.
.load ./asistat
.read examples/oxytocin-massage/import.shell.sql
.read sql/mapping.sql
.read sql/pairs.sql
.read sql/tables.sql
.mode box

WITH published(place, printed) AS (VALUES
  ('1 age 20-35',      '27 (90,0)'), ('1 age >35',     '3 (10,0)'),   ('1 total', '30 (100)'),
  ('2 primipara',      '14 (46,7)'), ('2 multipara',   '16 (53,3)'),  ('2 total', '30 (100)'),
  ('3 minimum',        '7,0'),       ('3 maximum',     '10,0'),       ('3 mean',  '9,17'),  ('3 sd', '0,874'),
  ('4 minimum',        '9,0'),       ('4 maximum',     '16,0'),       ('4 mean',  '13,37'), ('4 sd', '1,671'),
  ('5 pre mean',       '9,17'),      ('5 pre sd',      '0,874'),      ('5 pre range',  '7-10'),
  ('5 pre 95% ci',     '8,84-9,49'), ('5 post mean',   '13,37'),      ('5 post sd',    '1,671'),
  ('5 post range',     '9-16'),      ('5 post 95% ci', '12,74-13,99'),
  ('5 rise of means',  '4,2'),       ('5 p',           '0,012')
), ours(place, printed) AS (
  SELECT tab || ' ' || key, n || ' (' || asistat_fmt(percent, key <> 'total', 'id') || ')' FROM asi_characteristic
  UNION ALL SELECT '3 minimum', asistat_fmt(minimum, 1, 'id') FROM asi_table_3
  UNION ALL SELECT '3 maximum', asistat_fmt(maximum, 1, 'id') FROM asi_table_3
  UNION ALL SELECT '3 mean', asistat_fmt(mean, 2, 'id') FROM asi_table_3
  UNION ALL SELECT '3 sd', asistat_fmt(sd, 3, 'id') FROM asi_table_3
  UNION ALL SELECT '4 minimum', asistat_fmt(minimum, 1, 'id') FROM asi_table_4
  UNION ALL SELECT '4 maximum', asistat_fmt(maximum, 1, 'id') FROM asi_table_4
  UNION ALL SELECT '4 mean', asistat_fmt(mean, 2, 'id') FROM asi_table_4
  UNION ALL SELECT '4 sd', asistat_fmt(sd, 3, 'id') FROM asi_table_4
  UNION ALL SELECT '5 ' || key || ' mean', asistat_fmt(mean, 2, 'id') FROM asi_table_5
  UNION ALL SELECT '5 ' || key || ' sd', asistat_fmt(sd, 3, 'id') FROM asi_table_5
  UNION ALL SELECT '5 ' || key || ' range', fmt_ci(minimum, maximum, 0, 'id') FROM asi_table_5
  UNION ALL SELECT '5 ' || key || ' 95% ci', fmt_ci(ci95_low, ci95_high, 2, 'id') FROM asi_table_5
  UNION ALL SELECT '5 rise of means', asistat_fmt(mean, 1, 'id') FROM asi_table_5 WHERE key = 'difference'
  UNION ALL SELECT '5 p', fmt_p(p, 'id') FROM asi_table_5 WHERE key = 'difference'
)
SELECT place, p.printed AS published, o.printed AS ours, iif(p.printed = o.printed, 'same', 'DIFFERENT') AS verdict
FROM published AS p LEFT JOIN ours AS o USING (place)
ORDER BY place;
