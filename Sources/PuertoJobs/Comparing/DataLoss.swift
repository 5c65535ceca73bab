internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

/// Data of a stack that ran before, which are not where they were. No start makes them anew.
struct DataLoss: Hashable, Sendable {
    let volume: VolumeSpec
    let service: ServiceKind
    let found: Found

    enum Found: Hashable, Sendable {
        /// The engine has no such volume.
        case missing
        /// The volume is there and the server's files are not.
        case empty
        /// The data are of another major version of PostgreSQL than the image.
        case otherMajor(ImageReference, wanted: Int, data: Int)
        /// Another database cluster answers than the recorded one.
        case otherSystem(String, recorded: String)
    }

    /// Tells whether an operator may decide to start without the data. Data of another version are
    /// there.
    var canBeGivenUp: Bool {
        switch found {
        case .missing, .empty, .otherSystem: true
        case .otherMajor: false
        }
    }
}

extension DataLoss {
    private var owner: String { service == .redis ? "Redis" : "PostgreSQL" }

    /// The fault, in words that begin with the volume.
    func text(of stack: Stack) -> String {
        let since = stack.facts.volumes[service].map {
            ", filled since \(Day(secondsSince1970: $0.filledAt))"
        }
        switch found {
        case .missing: return "missing, with the data of \(owner)\(since ?? "")"
        case .empty: return "empty, without the data of \(owner)\(since ?? "")"
        case .otherMajor(_, let wanted, let data):
            return "holds data of PostgreSQL \(data), and the image is PostgreSQL \(wanted)"
        case .otherSystem(let system, let recorded):
            return "holds another database (system identifier \(system), recorded is \(recorded))"
        }
    }

    func error(of stack: Stack) -> PuertoError {
        switch found {
        case .otherMajor(let image, let wanted, let data):
            .otherMajor(image, wanted, data: data, stack.slug)
        case .missing, .empty:
            PuertoError(
                .conflict, "the volume '\(volume.name)' is \(text(of: stack))",
                hint: hint(of: stack)
            ).spanish(spanish(of: stack), hint: spanishHint(of: stack))
        case .otherSystem:
            PuertoError(
                .conflict, "the volume '\(volume.name)' \(text(of: stack))",
                hint: hint(of: stack)
            ).spanish(spanish(of: stack), hint: spanishHint(of: stack))
        }
    }

    private func spanish(of stack: Stack) -> String {
        "el volumen '\(volume.name)': \(FindingText.words(text(of: stack), .es))"
    }

    /// The command that starts the stack without the data.
    private func start(_ stack: Stack) -> String {
        let isStopped = stack.tenant.status == .suspended || stack.tenant.status == .archived
        let verb: Action = isStopped ? .resume : .provision
        return "puerto \(verb.rawValue) \(stack.slug) --new-data"
    }

    private func spanishHint(of stack: Stack) -> String {
        let start = start(stack)
        switch found {
        case .missing, .empty:
            return "\(start) arranca sin ellos; \(PuertoError.restoring) restaura después una copia"
        case .otherSystem: return "\(start) acepta la base de datos que hay"
        case .otherMajor(let image, let wanted, let data):
            let error = PuertoError.otherMajor(image, wanted, data: data, stack.slug)
            return error.spanish?.hint ?? start
        }
    }

    /// The way out, which is a decision and no repair.
    func hint(of stack: Stack) -> String {
        let start = start(stack)
        switch found {
        case .missing, .empty:
            return "\(start) starts without them; \(PuertoError.restoring) restores a copy then"
        case .otherSystem: return "\(start) takes the database that is there"
        case .otherMajor(let image, let wanted, let data):
            return PuertoError.otherMajor(image, wanted, data: data, stack.slug).hint ?? start
        }
    }

    func drift(of stack: Stack) -> Drift {
        Drift(.state, subject: volume.name, found: text(of: stack), mend: hint(of: stack))
    }
}
