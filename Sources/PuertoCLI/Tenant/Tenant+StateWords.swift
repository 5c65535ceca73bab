import PuertoCore

extension Tenant {
    /// The state in a listing, with the mark of a stack that Puerto only looks at.
    var stateWords: String {
        let word = status.word(Spoken.language)
        return isObserved ? word + Spoken.say(" (observado)", " (observed)") : word
    }
}
