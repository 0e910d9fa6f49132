import Model
import Scan
import WorkspaceStore

/// The records that answers are made of. What is not listed of one may be there as well.
enum APISchemas {
  static let all: [String: APISchema] = [
    "Problem": .object([
      "type": .string, "title": .string, "status": .integer, "detail": .string,
    ]),
    "FindingSummary": findingSummary,
    "Finding": finding,
    "Evidence": .object([
      "file": .string, "offset": .integer, "length": .integer, "sha256": .string,
    ]),
    "Technique": technique,
    "Actor": actor,
    "Link": .object(["id": .string, "name": .string]),
    "OwnReport": .object(["id": .string, "title": .string, "claim_count": .integer]),
    "ReportSummary": reportSummary,
    "Report": .object([
      "report": .named("ReportSummary"), "text": .string, "claims": .list(.named("Claim")),
    ]),
    "Claim": claim,
    "Case": caseFile,
    "CaseEntry": .object(
      [
        "id": .string, "title": .string, "assignee": .string, "is_open": .boolean,
        "findings": .integer, "notes": .integer, "open_tasks": .integer,
      ],
      optional: ["changed_at": .string]
    ),
    "QueueEntry": .object([
      "finding": .named("FindingSummary"),
      "triage": .object([
        "state": .choice(Finding.Triage.State.allCases.map(\.rawValue)), "e_bh": .boolean,
        "fdr": .number, "page_level": .number, "rank": .integer,
      ]),
    ]),
    "Person": .object([
      "name": .string, "role": .choice(Person.Role.allCases.map(\.rawValue)),
    ]),
    "Token": .object(
      [
        "number": .integer, "owner": .string, "name": .string,
        "scope": .choice(APIToken.Scope.allCases.map(\.rawValue)), "made_at": .string,
      ],
      optional: ["revoked_at": .string]
    ),
    "Probe": .object([
      "at": .string, "rank": .integer, "line": .integer,
      "answer": .choice(RollCallPlot.Kind.allCases.map(\.name)),
    ]),
    "Strike": .object(
      ["what": .string],
      optional: [
        "reason": .string, "struck_attempts": .integer, "stands": .boolean,
        "remaining": .list(
          .object(["id": .string, "probes": .integer, "log10_e": .number])
        ),
      ]
    ),
    "MatrixCell": .object([
      "tactic": .string, "technique": .string, "name": .string, "findings": .integer,
      "reports": .integer, "hunts": .integer,
    ]),
    "TechniqueEntry": .object([
      "id": .string, "name": .string, "tactics": .list(.string),
    ]),
    "Visibility": .object([
      "format": .string, "title": .string, "is_read_here": .boolean,
      "services": .list(
        .object(["service": .string, "confirmed": .string, "gaps": .list(.string)])
      ),
    ]),
    "Hunt": .object(
      [
        "key": .string, "title": .string, "techniques": .list(.string),
        "sources": .list(.string), "gaps": .list(.string), "benign": .list(.string),
      ],
      optional: ["level": .string, "hypothesis": .string]
    ),
    "SavedHunt": .object([
      "name": .string, "saved_at": .string, "results": .list(.named("HuntResult")),
      "parameters": .list(.object(["name": .string, "value": .string])),
    ]),
    "HuntResult": .object([
      "id": .string, "hunt": .string, "rule": .string, "first_seen": .string,
      "last_seen": .string, "is_new": .boolean,
      "verdict": .choice(HuntVerdict.Word.allCases.map(\.rawValue)),
    ]),
    "Subject": .object(
      [
        "subject": .string, "findings": .list(.named("FindingSummary")),
        "finding_count": .integer, "has_more": .boolean,
        "places": .list(
          .object([
            "report": .string, "title": .string, "claim": .integer, "before": .string,
            "match": .string, "after": .string,
            "verdict": .choice(Claim.Verdict.allCases.map(\.rawValue)),
          ])
        ),
      ],
      optional: [
        "stages": .list(
          .object([
            "finding": .string,
            "stage": .object(["technique": .string, "attempts": .integer]),
          ])
        )
      ]
    ),
    "Log": .object([
      "path": .string, "format": .string, "read_at": .string, "records": .integer,
      "not_understood": .integer,
    ]),
    "Exhibit": .object(
      [
        "id": .string, "kind": .string, "form": .string, "name": .string, "path": .string,
        "bytes": .integer, "sha256": .string, "sha1": .string, "md5": .string,
      ],
      optional: [
        "parent": .string, "host": .string, "offset": .integer, "finding": .string,
        "disposed_at": .integer,
      ]
    ),
    "NamedFinding": .object([
      "finding": .string, "kind": .choice(NamedFinding.Kind.allCases.map(\.rawValue)),
      "value": .string, "indicator": .string, "report": .string, "title": .string,
      "report_count": .integer,
    ]),
    "SearchResults": searchResults,
    "Line": .object([
      "evidence": .named("Evidence"),
      "state": .choice(CitedLineReading.State.allCases.map(\.rawValue)), "is_unpacked": .boolean,
      "text": .string, "before": .list(.string), "after": .list(.string),
    ]),
    "Layer": .object(["number": .integer, "name": .string]),
    "Scan": scan,
    "Job": .object(
      [
        "number": .integer, "name": .string,
        "state": .choice(ScanJob.State.allCases.map(\.rawValue)), "message": .string,
        "byte_count": .integer, "sha256": .string,
      ],
      optional: [
        "scan": .string, "bytes_read": .integer, "lines_read": .integer, "seconds": .number,
        "is_read_whole": .boolean, "bytes_ahead": .integer,
        "provisional": .named("ProvisionalFindings"),
      ]
    ),
    "ProvisionalFindings": .object([
      "byte_count": .integer, "is_cut": .boolean,
      "findings": .list(
        .object([
          "headline": .string, "sources": .list(.string), "pattern": .string,
          "first_seen": .string, "last_seen": .string, "probes": .integer,
          "absent_count": .integer, "present_count": .integer, "confirmed_count": .integer,
          "stage_count": .integer,
        ])
      ),
    ]),
    "AllowEntry": .object(
      ["id": .string, "expires": .string, "owner": .string, "reason": .string],
      optional: [
        "source": .string, "client": .string, "name": .string, "service": .string,
        "begins": .string,
      ]
    ),
    "SavedFilter": .object(["number": .integer, "name": .string, "query": .string]),
    "AuditEntry": .object([
      "number": .integer, "at": .string, "person": .string, "action": .string, "subject": .string,
    ]),
  ]

  private static let findingSummary = APISchema.object(
    [
      "id": .string, "technique": .string, "pattern": .string, "first_seen": .string,
      "last_seen": .string, "detected_at": .string, "services": .list(.string),
      "source_count": .integer, "probes": .integer, "absent_count": .integer,
      "present_count": .integer, "confirmed_count": .integer, "stage_count": .integer,
      "evidence_count": .integer, "log10_e": .number, "expected_false_findings": .number,
      "is_superseded": .boolean,
    ],
    optional: ["first_source": .string]
  )

  private static let finding = APISchema.object(
    [
      "finding": .object([
        "schema": .choice([Finding.schema]), "id": .string, "technique": .string,
        "kind": .string, "pattern": .string, "first_seen": .string, "last_seen": .string,
        "detected_at": .string, "probes": .integer, "services": .list(.string),
        "clients": .list(.string), "visibility": .list(.string), "benign_if": .list(.string),
        "rhythm": .list(.integer), "evidence": .list(.named("Evidence")),
        "accounts": .object([
          "probed": .integer, "absent": .integer, "present": .list(.string),
          "confirmed": .list(.string),
        ]),
        "score": .object(["log10_e": .number, "expected_false_findings": .number]),
      ]),
      "evidence_count": .integer, "scans": .list(.string), "supersedes": .list(.string),
      "named": .object(["list": .list(.named("NamedFinding")), "is_cut": .boolean]),
      "cases": .list(.string), "known": known,
    ],
    optional: ["superseded_by": .string]
  )

  private static let known = APISchema.object([
    "technique": .named("Link"), "actors_in_attack": .integer, "records_compared": .integer,
    "fingerprints": .list(
      .object([
        "fingerprint": .object(
          [
            "id": .string, "tool": .string, "commonness": .string, "otherwise": .string,
            "source": .string, "licence": .string, "checked": .string, "expires": .string,
          ],
          optional: ["attack_id": .string]
        ),
        "fitting": .list(.string), "is_expired": .boolean, "used_by": .list(.named("Link")),
        "actors_in_attack": .integer,
      ])
    ),
  ])

  private static let parts = APISchema.list(.object(["text": .string, "is_match": .boolean]))

  private static let searchResults = APISchema.object(
    [
      "findings": .list(
        .object(["id": .string, "technique": .string, "last_seen": .string, "excerpt": parts])
      ),
      "claims": .list(
        .object([
          "report": .string, "title": .string, "claim": .integer,
          "kind": .choice(Claim.Kind.allCases.map(\.rawValue)), "subject": .string,
          "span": .list(.integer), "words": parts,
        ])
      ),
      "reports": .list(.object(["id": .string, "title": .string, "excerpt": parts])),
    ],
    optional: ["object": .string]
  )

  private static let technique = APISchema.object(
    [
      "id": .string, "name": .string, "tactics": .list(.string), "platforms": .list(.string),
      "release": .string, "status": .string, "subtechniques": .list(.named("Link")),
      "siblings": .list(.named("Link")), "permalink": .string,
      "own_reports": .list(.named("OwnReport")), "report_rule": .string,
    ],
    optional: ["asked_for": .string, "parent": .named("Link")]
  )

  private static let actor = APISchema.object(
    [
      "id": .string, "name": .string, "kind": .string, "aliases": .list(.string),
      "release": .string, "status": .string, "permalink": .string,
      "own_reports": .list(.named("OwnReport")),
    ],
    optional: ["first_seen": .string, "last_seen": .string]
  )

  private static let reportSummary = APISchema.object(
    [
      "id": .string, "sha256": .string, "name": .string, "title": .string, "format": .string,
      "added_at": .string, "reliability": .string, "traffic_light": .string,
      "was_cut": .boolean, "claim_count": .integer,
    ],
    optional: ["near_duplicate_of": .string]
  )

  private static let claim = APISchema.object(
    [
      "number": .integer, "verdict": .choice(Claim.Verdict.allCases.map(\.rawValue)),
      "claim": .object([
        "kind": .choice(Claim.Kind.allCases.map(\.rawValue)), "subject": .string,
        "detail": .string, "method": .choice(Claim.Method.allCases.map(\.rawValue)),
        "score": .number, "span": .list(.integer), "explanation": .string,
      ]),
    ],
    optional: ["decided_by": .string, "decided_at": .string]
  )

  private static let caseFile = APISchema.object([
    "id": .string, "title": .string, "assignee": .string, "is_open": .boolean,
    "findings": .list(.string),
    "notes": .list(
      .object([
        "number": .integer,
        "versions": .list(.object(["text": .string, "person": .string, "at": .string])),
      ])
    ),
    "tasks": .list(
      .object([
        "number": .integer, "text": .string, "is_done": .boolean, "person": .string, "at": .string,
      ])
    ),
    "events": .list(
      .object([
        "number": .integer, "at": .string, "person": .string,
        "kind": .choice(CaseEvent.Kind.allCases.map(\.rawValue)), "target": .string,
        "body": .string,
      ])
    ),
  ])

  private static let scan = APISchema.object([
    "id": .string, "started_at": .string, "finished_at": .string, "tool_version": .string,
    "options": .string, "sources": .integer, "names": .integer,
    "inputs": .list(
      .object([
        "path": .string, "format": .string, "records": .integer, "attempts": .integer,
        "not_attempts": .integer, "not_understood": .integer,
      ])
    ),
  ])
}
