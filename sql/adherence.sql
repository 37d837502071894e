-- Was the intervention given as planned, and does the effect differ with it? After a mapping with asi_session, and pairs.sql;
-- once more does no harm.
--
--   SELECT text FROM asi_adherence_report WHERE lang = 'en' ORDER BY line;
--
-- asi_session, given by the mapping, one row per session held: respondent, day (1 is the first day of the intervention),
-- session (within the day), minutes.

-- asi_session: no sessions, where the mapping has none.
CREATE TEMP VIEW IF NOT EXISTS asi_session AS
SELECT NULL AS respondent, NULL AS day, NULL AS session, NULL AS minutes WHERE FALSE;

-- asi_protocol: what was planned; a mapping may come with its own. The study: three consecutive days, 10-15 minutes a
-- session; how often a day it does not say, so once is enough.
CREATE TEMP VIEW IF NOT EXISTS asi_protocol AS
SELECT 3 AS days, 1 AS per_day, 10 AS minutes_low, 15 AS minutes_high;

-- asi_session_day: one row per respondent and day of treatment.
CREATE TEMP VIEW IF NOT EXISTS asi_session_day AS
SELECT respondent, day, count(*) AS sessions, sum(minutes) AS minutes,
       count(*) FILTER (WHERE minutes < minutes_low) AS n_short, count(*) FILTER (WHERE minutes > minutes_high) AS n_long
FROM asi_session, asi_protocol
GROUP BY respondent, day;

-- asi_adherence: one row per respondent: what she was given, and whether it was enough (1, 0; NULL where the database
-- holds no session of anybody). run is the longest row of consecutive days with per_day sessions; fewest the sessions of
-- the day that had fewest.
CREATE TEMP VIEW IF NOT EXISTS asi_adherence AS
WITH held AS MATERIALIZED (
  SELECT respondent, day, sessions, minutes, n_short, n_long FROM asi_session_day
), numbered AS (
  SELECT respondent, day - row_number() OVER (PARTITION BY respondent ORDER BY day) AS island
  FROM held, asi_protocol WHERE sessions >= per_day
), run AS (
  SELECT respondent, max(n) AS run FROM (SELECT respondent, count(*) AS n FROM numbered GROUP BY respondent, island) GROUP BY respondent
), given AS (
  SELECT respondent, count(*) AS days, sum(sessions) AS sessions, sum(minutes) AS minutes, min(sessions) AS fewest,
         sum(n_short) AS n_short, sum(n_long) AS n_long
  FROM held GROUP BY respondent
), summed AS (
  SELECT m.respondent, coalesce(g.days, 0) AS days, coalesce(sessions, 0) AS sessions, coalesce(minutes, 0) AS minutes,
         coalesce(fewest, 0) AS fewest, coalesce(run, 0) AS run, coalesce(n_short, 0) AS n_short, coalesce(n_long, 0) AS n_long,
         (SELECT TRUE FROM held LIMIT 1) AS recorded
  FROM asi_respondent AS m LEFT JOIN given AS g USING (respondent) LEFT JOIN run USING (respondent)
)
SELECT respondent, s.days, sessions, minutes, fewest, run, n_short, n_long,
       iif(recorded, run >= p.days, NULL) AS days_met,
       iif(recorded, sessions > 0 AND n_short + n_long = 0, NULL) AS minutes_met,
       iif(recorded, run >= p.days AND n_short + n_long = 0, NULL) AS adherent
FROM summed AS s, asi_protocol AS p;

-- asi_adherence_table: how many respondents met what was planned.
CREATE TEMP VIEW IF NOT EXISTS asi_adherence_table AS
WITH given AS MATERIALIZED (
  SELECT sessions > 0 AS treated, days_met, minutes_met, adherent FROM asi_adherence WHERE adherent IS NOT NULL
), tally(row, key, n) AS (
  SELECT 1, 'treated', count(*) FILTER (WHERE treated) FROM given UNION ALL
  SELECT 2, 'days', count(*) FILTER (WHERE days_met) FROM given UNION ALL
  SELECT 3, 'minutes', count(*) FILTER (WHERE minutes_met) FROM given UNION ALL
  SELECT 4, 'as planned', count(*) FILTER (WHERE adherent) FROM given
)
SELECT row, key, n, (SELECT count(*) FROM given) AS total, 100.0 * n / nullif((SELECT count(*) FROM given), 0) AS percent
FROM tally;

-- asi_adherence_effect: the change of those treated as planned and of the others, and by how often a day they were treated
-- at least ('0' to '3+'); tab 'adherence' or 'times'. The estimate is Hodges-Lehmann's; its
-- interval is NULL up to five respondents, from whom 95 % cannot be had.
CREATE TEMP VIEW IF NOT EXISTS asi_adherence_effect AS
WITH change AS MATERIALIZED (
  SELECT adherent, fewest, pre, post FROM asi_adherence JOIN asi_pair USING (respondent)
  WHERE adherent IS NOT NULL AND pre IS NOT NULL AND post IS NOT NULL
), grouped(tab, key, pre, post) AS (
  SELECT 'adherence', iif(adherent, 'as planned', 'otherwise'), pre, post FROM change UNION ALL
  SELECT 'times', iif(fewest < 3, CAST(fewest AS TEXT), '3+'), pre, post FROM change
)
SELECT tab, key, count(*) AS n, asistat_median(pre) AS pre_median, asistat_median(post) AS post_median,
       hodges_lehmann_estimate(pre, post) AS change, iif(count(*) > 5, hodges_lehmann_low(pre, post), NULL) AS change_low,
       iif(count(*) > 5, hodges_lehmann_high(pre, post), NULL) AS change_high, wilcoxon_p(pre, post) AS p
FROM grouped
GROUP BY tab, key;

-- asi_adherence_p: whether the change differs between treated as planned and otherwise (Mann-Whitney, exact).
CREATE TEMP VIEW IF NOT EXISTS asi_adherence_p AS
SELECT count(*) FILTER (WHERE adherent) AS n_planned, count(*) FILTER (WHERE NOT adherent) AS n_otherwise,
       mann_whitney_p(post - pre, adherent) AS p
FROM asi_adherence JOIN asi_pair USING (respondent)
WHERE adherent IS NOT NULL;

-- asi_adherence_report: both tables as lines of text.
CREATE TEMP VIEW IF NOT EXISTS asi_adherence_report AS
WITH language(lang) AS (VALUES ('id'), ('en')), word(key, id, en) AS (
  SELECT 'treated', 'Mendapat intervensi', 'Treated at all' UNION ALL
  SELECT 'days', days || ' hari berturut-turut' || iif(per_day > 1, ', ' || per_day || ' kali sehari', ''),
                 days || ' consecutive days' || iif(per_day > 1, ', ' || per_day || ' times a day', '') FROM asi_protocol UNION ALL
  SELECT 'minutes', 'Setiap sesi ' || minutes_low || '-' || minutes_high || ' menit',
                    'Every session ' || minutes_low || '-' || minutes_high || ' minutes' FROM asi_protocol UNION ALL
  SELECT 'as planned', 'Sesuai protokol', 'As planned' UNION ALL
  SELECT 'otherwise', 'Tidak sesuai protokol', 'Otherwise' UNION ALL
  SELECT '0', 'Tanpa sesi', 'No session' UNION ALL
  SELECT '1', '1 kali sehari', 'Once a day' UNION ALL
  SELECT '2', '2 kali sehari', 'Twice a day' UNION ALL
  SELECT '3+', '3 kali sehari atau lebih', 'Three times a day or more'
), spoken(key, lang, text) AS MATERIALIZED (
  SELECT key, 'id', id FROM word UNION ALL SELECT key, 'en', en FROM word
), effect AS MATERIALIZED (
  SELECT * FROM asi_adherence_effect
), printed(lang, part, position, text) AS (
  SELECT lang, 1, 0, iif(lang = 'id', 'Kepatuhan terhadap protokol', 'Adherence to the protocol') FROM language UNION ALL
  SELECT lang, 1, row, printf('  %s: %d/%d (%s%%)', text, n, total, asistat_fmt(percent, 1, lang))
  FROM asi_adherence_table JOIN spoken USING (key) WHERE total > 0 UNION ALL
  SELECT lang, 1, 1, iif(lang = 'id', '  Sesi tidak dicatat.', '  No session was recorded.')
  FROM language WHERE NOT EXISTS (SELECT 1 FROM asi_session) UNION ALL
  SELECT lang, iif(tab = 'adherence', 3, 4), 0, '' FROM language, (SELECT DISTINCT tab FROM effect) UNION ALL
  SELECT lang, iif(tab = 'adherence', 3, 4), 1,
         CASE WHEN tab = 'adherence' THEN iif(lang = 'id', 'Perubahan skor menurut kepatuhan', 'Change in scores by adherence')
              ELSE iif(lang = 'id', 'Perubahan skor menurut sesi per hari (paling sedikit)', 'Change in scores by sessions a day (at least)') END
  FROM language, (SELECT DISTINCT tab FROM effect) UNION ALL
  SELECT lang, iif(tab = 'adherence', 3, 4), row_number() OVER (PARTITION BY lang, tab ORDER BY key) + 1,
         printf('  %s: n = %d, %s%s, p %s', text, n, asistat_fmt(change, 1, lang), coalesce(' (' || fmt_ci(change_low, change_high, 1, lang) || ')', ''),
                iif(fmt_p(p, lang) GLOB '<*', fmt_p(p, lang), '= ' || fmt_p(p, lang)))
  FROM effect JOIN spoken USING (key) UNION ALL
  SELECT lang, 3, 9, printf(iif(lang = 'id', '  Sesuai protokol dibanding tidak (Mann-Whitney): p %s', '  As planned against otherwise (Mann-Whitney): p %s'),
                            iif(fmt_p(p, lang) GLOB '<*', fmt_p(p, lang), '= ' || fmt_p(p, lang)))
  FROM asi_adherence_p, language WHERE p IS NOT NULL UNION ALL
  SELECT lang, 5, 0, '' FROM language WHERE EXISTS (SELECT 1 FROM effect) UNION ALL
  SELECT lang, 5, 1, iif(lang = 'id', 'Perubahan: Hodges-Lehmann (95% CI), p Wilcoxon. Kelompok ini tidak dibentuk secara acak.',
                                      'Change: Hodges-Lehmann (95% CI), p of Wilcoxon. These groups were not made at random.')
  FROM language WHERE EXISTS (SELECT 1 FROM effect)
)
SELECT lang, row_number() OVER (PARTITION BY lang ORDER BY part, position) AS line, text FROM printed;
