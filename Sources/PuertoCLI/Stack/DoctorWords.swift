import PuertoCore

/// The last lines of `doctor`.
enum DoctorWords {
    static var advice: String { Spoken.say("consejo", "advice") }

    /// The number of things that were not looked at, in words.
    static func left(_ count: Int) -> String {
        Spoken.language == .es ? spanishLeft(count) : englishLeft(count)
    }

    /// The error for things that differ; it says too how many were not looked at.
    static func differ(_ count: Int, _ unseen: Int) -> PuertoError {
        PuertoError(
            .conflict,
            "\(count) \(count == 1 ? "thing differs" : "things differ") from the records"
                + (unseen == 0 ? "" : ", and \(englishLeft(unseen))"),
            hint: "the last column fixes each"
        ).spanish(
            count == 1
                ? "1 cosa difiere de lo registrado" + and(unseen)
                : "\(count) cosas difieren de lo registrado" + and(unseen),
            hint: "la última columna arregla cada una")
    }

    private static func and(_ unseen: Int) -> String {
        unseen == 0 ? "" : ", y \(spanishLeft(unseen))"
    }

    private static func englishLeft(_ count: Int) -> String {
        "\(count) \(count == 1 ? "thing was" : "things were") not looked at"
    }

    private static func spanishLeft(_ count: Int) -> String {
        count == 1 ? "1 cosa quedó sin comprobar" : "\(count) cosas quedaron sin comprobar"
    }
}
