import PuertoCore
import PuertoJobs

extension Doctor {
    /// A finding about what was not looked at, with the command that would look.
    func view(_ unseen: Unseen) -> DriftView {
        let words = slugs + selected.words
        let own = ([ProgramFile.path, "doctor"] + words + ["--workspace", options.folder])
            .map { $0.allSatisfy(Doctor.isPlain) ? $0 : Written.shell($0) }
            .joined(separator: " ")
        return DriftView(
            nil,
            .notLookedAt(
                .network, subject: unseen.subject, because: "\(unseen)", mend: unseen.command(own)))
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII
            && (character.isLetter || character.isNumber || "-_./".contains(character))
    }
}

extension Unseen {
    fileprivate var subject: String {
        switch self {
        case .clients: "isolation"
        case .machine, .machineWithoutTable: "firewall"
        }
    }
}
