extension JobStep {
    /// The steps that this version knows. The raw values are in databases: they stay.
    package enum Name: String, CaseIterable, Sendable {
        case preflight, files, data, database, application, health, record
        case secure, instance, smoke
        case stop, refusal, remove
        case restart
        case mend, compare
        case look
        case newPassword = "new"
        case switchPassword = "switch"
        case dropOldPassword = "drop"
        case proof
        case adopt
        case pages
        case scripts, push
    }

    /// `nil` for the name of a step of another version.
    package var knownName: Name? { Name(rawValue: name) }
}

extension JobStep.Name: CustomStringConvertible {
    package var description: String { rawValue }
}
