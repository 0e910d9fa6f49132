import Dispatch
import Foundation
import Scan

/// Draws the progress bar on a terminal, ten times a second, until it is stopped.
final class ProgressReporter {
  private let pipeline: ScanPipeline
  private let timer: (any DispatchSourceTimer)?

  init(pipeline: ScanPipeline, isShown: Bool) {
    self.pipeline = pipeline
    timer = isShown ? DispatchSource.makeTimerSource() : nil
  }

  func start() {
    guard let timer else { return }
    let (progress, inputs) = (pipeline.progress, pipeline.inputs)
    let started = ContinuousClock.now
    timer.setEventHandler {
      let line = ProgressBar.line(
        bytesDone: UInt64(progress.bytesDone),
        bytesTotal: inputs.isPacked ? nil : inputs.byteCount,
        elapsed: ContinuousClock.now - started,
        width: Terminal(descriptor: STDERR_FILENO).width
      )
      StandardError.write("\r\u{1b}[2K\(line)")
    }
    timer.schedule(deadline: .now() + .milliseconds(300), repeating: .milliseconds(100))
    timer.resume()
  }

  func stop() {
    guard let timer else { return }
    timer.cancel()
    StandardError.write("\r\u{1b}[2K")
  }
}
