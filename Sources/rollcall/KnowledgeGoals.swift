import Evaluation
import Foundation
import Knowledge

/// The figures that knowledge aims at, and what was measured of them.
struct KnowledgeGoals {
  var tram: RankerEvaluation?
  var indicators: IndicatorEvaluation?
  var next: NextStepEvaluation?
  var costs: KnowledgeCosts?

  private static let notMeasured = "not measured in this run"

  var markdown: String {
    """
    ## Goals

    Brackets are 95 % intervals, as the sections below say. Seconds are of processor.

    \(all.table)

    """
  }

  private var all: [Goal] {
    [
      spans, firstThree, documents, training, modelSize, indicatorGoal, nextSteps, importing, pack,
      loading, pdf, correlating, growth,
    ]
  }

  private static func goal<Measured>(
    _ figure: String,
    _ goal: String,
    _ value: Measured?,
    _ text: (Measured) -> (measured: String, isMet: Bool)
  ) -> Goal {
    let result = value.map(text)
    return Goal(
      figure: figure,
      goal: goal,
      measured: result?.measured ?? notMeasured,
      isMet: result?.isMet
    )
  }

  private var spans: Goal {
    Self.goal("TRAM's 50 techniques, split by report: micro-F1 of marked spans", ">= .84", tram) {
      ($0.spanMicroF1.text, $0.spanMicroF1.value >= 0.84)
    }
  }

  private var firstThree: Goal {
    Self.goal("the right one of the 50 among the first three", ">= .94", tram) {
      ($0.spanTopThree.text, $0.spanTopThree.value >= 0.94)
    }
  }

  private var documents: Goal {
    Self.goal("whole reports: mean F1 of a report", ">= .70", tram) {
      (
        "\($0.documentMeanF1.text); names of techniques alone \($0.namesOnlyMeanF1.text)",
        $0.documentMeanF1.value >= 0.70
      )
    }
  }

  private var training: Goal {
    Self.goal("training on all reports, without a neural net", "< 60 s", tram) {
      ("\(Self.seconds($0.trainingSeconds)) s", $0.trainingSeconds < 60)
    }
  }

  private var modelSize: Goal {
    Self.goal("the largest model", "<= 5 MB", tram) {
      (Self.megabytes($0.modelByteCount), $0.modelByteCount <= 5_000_000)
    }
  }

  private var indicatorGoal: Goal {
    Self.goal(
      "indicators of every type on sentences labelled by hand",
      "precision and recall >= .97, at least 200 sentences",
      indicators
    ) { measured in
      let precision = measured.rows.map(\.precision).min() ?? 0
      let recall = measured.rows.map(\.recall).min() ?? 0
      let text =
        "lowest precision \(Self.share(precision)), lowest recall \(Self.share(recall)) of "
        + "\(measured.rows.count) types, \(measured.caseCount) sentences"
      return (text, precision >= 0.97 && recall >= 0.97 && measured.caseCount >= 200)
    }
  }

  private var nextSteps: Goal {
    Self.goal("next steps: recall among 20, held-out halves of campaigns", ">= .38", next) {
      let interval = "[\(Self.share($0.lowerBound)), \(Self.share($0.upperBound))]"
      return (
        "\(Self.share($0.recall)) \(interval); the techniques that most use \(Self.share($0.recallOfMostCommon))",
        $0.recall >= 0.38
      )
    }
  }

  private var importing: Goal {
    Self.goal("importing ATT&CK v18.1 into a workspace", "< 2 s", costs) {
      let whole = $0.readingSeconds + $0.keepingSeconds
      let parts =
        "\(Self.seconds($0.readingSeconds)) reading, \(Self.seconds($0.keepingSeconds)) keeping"
      return ("\(Self.seconds(whole)) s: \(parts)", whole < 2)
    }
  }

  private var pack: Goal {
    Self.goal("the built-in facts, packed by gzip", "< 1 MB", costs?.packedByteCount) {
      (Self.megabytes($0), $0 < 1_000_000)
    }
  }

  private var loading: Goal {
    Self.goal("loading the built-in facts", "< 50 ms", costs) {
      (String(format: "%.1f ms", $0.loadSeconds * 1_000), $0.loadSeconds < 0.05)
    }
  }

  private var pdf: Goal {
    Self.goal("taking in a PDF of 20 pages", "< 1 s", costs?.pdf) {
      (
        "\(Self.seconds($0.processor)) s, \(Self.seconds($0.clock)) s by the clock",
        $0.processor < 1
      )
    }
  }

  private var correlating: Goal {
    let thousand = costs?.rounds.first { $0.reports >= 1_000 }
    return Self.goal("correlating 1,000 reports", "< 60 s", thousand) {
      (
        "\(Self.seconds($0.correlationSeconds)) s for \($0.reports) reports",
        $0.correlationSeconds < 60
      )
    }
  }

  /// Linear would be an exponent of 1, all pairs 2. A tenth above is what sorting and caches take.
  private var growth: Goal {
    Self.goal("growth of that cost", "in proportion: exponent <= 1.1", costs?.growthExponent) {
      (String(format: "grows as the number of reports to the power of %.2f", $0), $0 <= 1.1)
    }
  }

  private static func seconds(_ seconds: Double) -> String { String(format: "%.3f", seconds) }

  private static func share(_ share: Double) -> String { String(format: "%.3f", share) }

  private static func megabytes(_ bytes: Int) -> String {
    String(format: "%.2f MB", Double(bytes) / 1_000_000)
  }
}
