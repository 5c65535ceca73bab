extension PuertoError {
    /// The message in a language; in English where the error has no Spanish words.
    package func message(_ l: Language) -> String { l(spanish?.message ?? message, message) }

    /// Returns the same error with its message changed in each language that it has.
    package func rewording(_ change: (String, Language) -> String) -> PuertoError {
        let error = PuertoError(code, change(message, .en), hint: hint, place: place)
            .retrying(after: retryAfter)
        guard let spanish else { return error }
        return error.spanish(change(spanish.message, .es), hint: spanish.hint)
    }
}
