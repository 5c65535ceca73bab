internal import PuertoCore

extension Preflight {
    /// The errors for a stack whose limits are below what its services need, or above what the
    /// machine has.
    var limitProblems: [PuertoError] {
        var problems = [memoryBelow, processorsBelow].compactMap { $0 }
        guard let capacity else { return problems }
        if let processor = spec.limits.allProcessor, processor > capacity.processors * 1000 {
            problems.append(tooManyProcessors(StackLimits.processors(processor), capacity))
        }
        if spec.memory > capacity.memory { problems += [tooMuchMemory(capacity)].compactMap { $0 } }
        return problems
    }

    private var memoryBelow: PuertoError? {
        spec.limits.tooLittleMemory.map {
            tooLittle(
                ("\($0) MiB of memory", "\($0) MiB de memoria"), "\(spec.memory) MiB",
                "memory_mb: \(spec.memory)")
        }
    }

    private var processorsBelow: PuertoError? {
        guard let sold = spec.limits.tooLittleProcessor, let all = spec.limits.allProcessor else {
            return nil
        }
        let (given, least) = (StackLimits.processors(sold), StackLimits.processors(all))
        return tooLittle(("\(given) CPU", "\(given) CPU"), "\(least) CPU", "cpus: \(least)")
    }

    /// The error for a plan with which the services do not start.
    private func tooLittle(
        _ given: (english: String, spanish: String), _ needed: String, _ key: String
    ) -> PuertoError {
        let (plan, slug) = (spec.limits.plan ?? "", spec.identity.slug)
        return PuertoError(
            .exhausted,
            "the plan '\(plan)' gives \(given.english), and the services need \(needed) to start",
            hint:
                "write limits: {\(key)} for the plan '\(plan)' in puerto.yaml, or give the client "
                + "another plan: puerto tenant edit \(slug) --plan NAME"
        ).spanish(
            "el plan '\(plan)' da \(given.spanish), y los servicios necesitan \(needed) para "
                + "arrancar",
            hint: "escribe limits: {\(key)} en el plan '\(plan)' de puerto.yaml, o da al cliente "
                + "otro plan: puerto tenant edit \(slug) --plan NAME")
    }

    /// Everything that is said of a start that goes on.
    package var remarks: [String] { [remark, oversold].compactMap { $0 } }

    /// The warning when the clients' limits add up to more memory than the machine has. A client
    /// seldom uses all of its own, so this refuses nothing.
    var oversold: String? {
        guard let capacity, sold.memory > capacity.memory else { return nil }
        return "careful: the limits of \(sold.clients) clients add up to \(sold.memory) MiB of "
            + "memory, and this machine has \(capacity.memory) MiB"
    }

    /// The same hint in Spanish.
    private func smallerSpanish(_ key: String, _ most: String) -> String {
        let plan = spec.limits.plan ?? ""
        return "da al cliente un plan menor: puerto tenant edit \(spec.identity.slug) --plan "
            + "NAME; o escribe limits: {\(key): \(most)} en el plan '\(plan)' de puerto.yaml; o "
            + "usa una máquina mayor"
    }

    /// The hint for a plan that is larger than the machine.
    private func smaller(_ key: String, _ most: String) -> String {
        let plan = spec.limits.plan ?? ""
        return "give the client a smaller plan: puerto tenant edit \(spec.identity.slug) --plan "
            + "NAME; or write limits: {\(key): \(most)} for the plan '\(plan)' in puerto.yaml; or "
            + "use a larger machine"
    }

    private func tooManyProcessors(_ sold: String, _ capacity: EngineCapacity) -> PuertoError {
        PuertoError(
            .exhausted,
            "the plan '\(spec.limits.plan ?? "")' gives \(sold) CPUs, and this machine has "
                + "\(capacity.processors)", hint: smaller("cpus", "\(capacity.processors)")
        ).spanish(
            "el plan '\(spec.limits.plan ?? "")' da \(sold) CPU, y esta máquina tiene "
                + "\(capacity.processors)",
            hint: smallerSpanish("cpus", "\(capacity.processors)"))
    }

    /// A client without a plan's memory was sold none: its usual limits may be above the machine's.
    private func tooMuchMemory(_ capacity: EngineCapacity) -> PuertoError? {
        let has = "and this machine has \(capacity.memory) MiB"
        let spanish = "y esta máquina tiene \(capacity.memory) MiB"
        return switch spec.limits.origin {
        case .usual: nil
        case .plan:
            PuertoError(
                .exhausted,
                "the plan '\(spec.limits.plan ?? "")' gives \(spec.memory) MiB of memory, \(has)",
                hint: smaller("memory_mb", "\(capacity.memory)")
            ).spanish(
                "el plan '\(spec.limits.plan ?? "")' da \(spec.memory) MiB de memoria, \(spanish)",
                hint: smallerSpanish("memory_mb", "\(capacity.memory)"))
        case .override(let profile):
            PuertoError(
                .exhausted,
                "the profile '\(profile.rawValue)' is \(spec.memory) MiB of memory, \(has)",
                hint: profile == .normal
                    ? "puerto tenant edit \(spec.identity.slug) --stack profile=small"
                    : "use a machine with more memory"
            ).spanish(
                "el perfil '\(profile.rawValue)' es de \(spec.memory) MiB de memoria, \(spanish)",
                hint: profile == .normal
                    ? "puerto tenant edit \(spec.identity.slug) --stack profile=small"
                    : "usa una máquina con más memoria")
        }
    }
}
