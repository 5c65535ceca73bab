extension Action {
    /// The command that asks for the action, with all that the verb wants; what only the operator
    /// knows is a placeholder.
    package func command(
        _ slug: Slug, _ l: Language, field: CredentialField? = nil,
        parameters: JobParameters = JobParameters()
    ) -> String {
        let start = "puerto \(verb) \(slug)"
        switch self {
        case .build: return "puerto build"
        case .scripts: return start + (parameters.prune ? " --prune" : "")
        case .provision, .resume, .restart, .reconcile: return start
        case .rotate:
            return "\(start) \((field ?? parameters.field)?.rawValue ?? l("CAMPO", "FIELD"))"
        case .suspend, .archive: return "\(start) --reason '…'"
        case .upgrade:
            let images = ServiceKind.allCases.compactMap { kind in
                parameters.images[kind].map { " --image \(kind.rawValue)=\($0)" }
            }
            let usual = l(" --image TIPO=IMAGEN", " --image KIND=IMAGE")
            return start + (images.isEmpty ? usual : images.joined())
        }
    }
}

extension Action {
    /// The verb that asks for the action.
    package var verb: String {
        switch self {
        case .scripts: "scripts push"
        case .provision, .suspend, .resume, .restart, .rotate, .upgrade, .reconcile, .archive,
            .build:
            rawValue
        }
    }
}
