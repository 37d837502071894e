-- Was the massage given as planned, and does the effect differ with it?
.read examples/oxytocin-massage/import.shell.sql
.read sql/mapping.sql
.read sql/adherence.shell.sql
.print
SELECT text FROM asi_adherence_report WHERE lang = 'en' ORDER BY line;
.print
.print The mothers who were not treated as planned:
SELECT respondent, days, sessions, run, n_short, n_long FROM asi_adherence WHERE NOT adherent ORDER BY respondent;
