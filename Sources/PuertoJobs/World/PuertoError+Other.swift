internal import PuertoCore

extension PuertoError {
    /// Returns an error of Puerto's as it is, and any other as an internal one.
    static func own(_ error: any Error) -> PuertoError {
        error as? PuertoError
            ?? PuertoError(.io, "internal error: \(error)").spanish("error interno: \(error)")
    }
}
