extension Schema {
  /// How many claims of each report on each subject stand, and how many reports claim a subject.
  ///
  /// A claim stands unless the last verdict on it rejects it. Asked of the verdicts themselves, the
  /// matrix would look at every claim of every report. Reports are newest by their number, which
  /// grows as they are taken in; the indexes end with it.
  static let claimTotals = """
    CREATE TABLE report_subject (
      subject TEXT NOT NULL,
      kind TEXT NOT NULL,
      report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
      standing INTEGER NOT NULL CHECK (standing >= 0),
      PRIMARY KEY (subject, kind, report)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX report_subject_by_report ON report_subject (report);
    CREATE INDEX report_subject_standing ON report_subject (subject, report DESC)
      WHERE standing > 0;

    CREATE TABLE subject_total (
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      reports INTEGER NOT NULL CHECK (reports >= 0),
      PRIMARY KEY (kind, subject)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX claim_by_subject_and_report ON claim (subject, report DESC, number);

    \(claimTriggers)

    INSERT INTO report_subject (subject, kind, report, standing)
    SELECT subject, kind, report, sum(coalesce((
      SELECT verdict <> 'rejected' FROM verdict WHERE claim = claim.number
      ORDER BY number DESC LIMIT 1
    ), 1)) FROM claim GROUP BY subject, kind, report;

    DROP INDEX claim_by_subject;
    DROP INDEX report_by_time;
    """

  private static let claimTriggers = """
    CREATE TRIGGER claim_stands AFTER INSERT ON claim BEGIN
      INSERT INTO report_subject (subject, kind, report, standing)
      VALUES (new.subject, new.kind, new.report, 1)
      ON CONFLICT DO UPDATE SET standing = standing + 1;
    END;

    CREATE TRIGGER claim_rejected AFTER INSERT ON verdict
    WHEN (new.verdict = 'rejected') <> \(wasRejected("new.claim AND number < new.number")) BEGIN
      UPDATE report_subject SET
        standing = standing + CASE new.verdict WHEN 'rejected' THEN -1 ELSE 1 END
      WHERE (subject, kind, report) =
        (SELECT subject, kind, report FROM claim WHERE number = new.claim);
    END;

    CREATE TRIGGER claim_removed BEFORE DELETE ON claim
    WHEN NOT \(wasRejected("old.number")) BEGIN
      UPDATE report_subject SET standing = standing - 1
      WHERE (subject, kind, report) = (old.subject, old.kind, old.report);
    END;

    CREATE TRIGGER subject_named AFTER INSERT ON report_subject WHEN new.standing > 0 BEGIN
      INSERT INTO subject_total (kind, subject, reports) VALUES (new.kind, new.subject, 1)
      ON CONFLICT DO UPDATE SET reports = reports + 1;
    END;

    CREATE TRIGGER subject_named_or_not AFTER UPDATE OF standing ON report_subject
    WHEN (new.standing > 0) <> (old.standing > 0) BEGIN
      INSERT INTO subject_total (kind, subject, reports) VALUES (new.kind, new.subject, 1)
      ON CONFLICT DO UPDATE SET reports = reports + CASE WHEN new.standing > 0 THEN 1 ELSE -1 END;
    END;

    CREATE TRIGGER subject_named_no_more AFTER DELETE ON report_subject
    WHEN old.standing > 0 BEGIN
      UPDATE subject_total SET reports = reports - 1
      WHERE kind = old.kind AND subject = old.subject;
    END;
    """

  private static func wasRejected(_ claim: String) -> String {
    """
    coalesce((
      SELECT verdict = 'rejected' FROM verdict WHERE claim = \(claim)
      ORDER BY number DESC LIMIT 1
    ), 0)
    """
  }
}
