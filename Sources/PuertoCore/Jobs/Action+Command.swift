extension Action {
    /// The command that asks for the action, with all that the verb wants; what only the operator
    /// knows is a placeholder.
    package func command(
        _ slug: Slug, _ l: Language, field: CredentialField? = nil,
        parameters: JobParameters = JobParameters()
    ) -> String {
        let start = "puerto \(rawValue) \(slug)"
        switch self {
        case .build: return "puerto build"
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
