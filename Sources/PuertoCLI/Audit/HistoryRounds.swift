import PuertoCore
import PuertoStore

/// Keeps the history while a worker runs: closes epochs that are due, and writes signed heads to the
/// folder of `history.export`.
struct HistoryRounds: Sendable {
    let workspace: Workspace
    let store: Store

    /// Looks once, and then each minute until it is cancelled. A fault is remarked when it is another one than
    /// before; the next minute is a new attempt.
    func run(_ remark: @Sendable (String) -> Void) async {
        var said: String?
        repeat {
            let fault = round()
            if let fault, fault != said { remark(fault) }
            said = fault
            do { try await Task.sleep(for: .seconds(60)) } catch { return }
        } while !Task.isCancelled
    }

    /// Returns what went wrong.
    private func round() -> String? {
        do {
            try workspace.keepHistory(of: store)
            try workspace.exportHead(of: store)
            return nil
        } catch let error as PuertoError {
            return error.description
        } catch {
            return "the history was not kept: internal error: \(error)"
        }
    }
}
