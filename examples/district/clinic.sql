-- What a clinic adds to its own database: a state per month, kept up to date by a trigger. The clinic's table is
-- visit(day, respondent, pre, post), a row per mother with both scores.

-- visit_month: the state of each month so far.
CREATE TABLE visit_month(month TEXT PRIMARY KEY, state BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO visit_month SELECT substr(day, 1, 7), paired_state(pre, post) FROM visit GROUP BY 1;

-- A new visit joins the state of its month: two states, that of before and that of one row, become one.
CREATE TRIGGER visit_joins_month AFTER INSERT ON visit BEGIN
  INSERT INTO visit_month SELECT substr(new.day, 1, 7), paired_state(new.pre, new.post) WHERE TRUE
  ON CONFLICT(month) DO UPDATE SET state = (SELECT paired_state(s) FROM (SELECT state AS s UNION ALL SELECT excluded.state));
END;

-- A correction makes its month anew. So does a nightly job, where triggers are not wanted:
--   INSERT OR REPLACE INTO visit_month SELECT substr(day, 1, 7), paired_state(pre, post) FROM visit WHERE ... GROUP BY 1;
CREATE TRIGGER visit_corrects_month AFTER UPDATE ON visit BEGIN
  DELETE FROM visit_month WHERE month IN (substr(old.day, 1, 7), substr(new.day, 1, 7));
  INSERT INTO visit_month SELECT substr(day, 1, 7) AS month, paired_state(pre, post) FROM visit
  WHERE substr(day, 1, 7) IN (substr(old.day, 1, 7), substr(new.day, 1, 7)) GROUP BY 1;
END;
CREATE TRIGGER visit_leaves_month AFTER DELETE ON visit BEGIN
  DELETE FROM visit_month WHERE month = substr(old.day, 1, 7);
  INSERT INTO visit_month SELECT substr(day, 1, 7) AS month, paired_state(pre, post) FROM visit
  WHERE substr(day, 1, 7) = substr(old.day, 1, 7) GROUP BY 1;
END;
