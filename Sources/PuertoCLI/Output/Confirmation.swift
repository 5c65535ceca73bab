import Foundation
import PuertoCore

/// The question before a change that an operator has to confirm on a terminal.
enum Confirmation {
    /// Throws `invalid` where no terminal can answer, and `conflict` for any answer but yes.
    static func ask(_ act: String) throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw PuertoError(
                .invalid, "the plan is not confirmed", hint: "confirm it with --yes")
        }
        Failure.note("type yes to \(act):")
        guard readLine() == "yes" else {
            throw PuertoError(.conflict, "not confirmed: nothing was changed")
        }
    }
}
