import Foundation
import PuertoCore

/// The question before a change that an operator has to confirm on a terminal.
enum Confirmation {
    /// Throws `invalid` where no terminal can answer, and `conflict` for any answer but yes.
    static func ask(_ act: String) throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw PuertoError(
                .invalid, "the plan is not confirmed", hint: "confirm it with --yes"
            ).spanish("el plan no está confirmado", hint: "confírmalo con --yes")
        }
        Failure.note(
            Spoken.say("escribe sí (o yes) para \(act):", "type yes to \(act):"))
        let answer = readLine()?.lowercased()
        guard answer == "yes" || (Spoken.language == .es && ["sí", "si"].contains(answer)) else {
            throw PuertoError(.conflict, "not confirmed: nothing was changed")
                .spanish("sin confirmar: no se cambió nada")
        }
    }
}
