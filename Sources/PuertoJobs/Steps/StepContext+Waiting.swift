internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension StepContext {
    /// The pause between two looks at a condition that is waited for.
    private static let pace = Duration.milliseconds(150)

    private var deadline: ContinuousClock.Instant {
        .now + .seconds(world.settings.patience)
    }

    /// Waits until the data services accept logins. Throws `conflict` when a server refuses the
    /// recorded password, since its data is then older than the password.
    func waitForLogins() async throws {
        let end = deadline
        var (said, crashes) = ("", CrashWatch())
        while true {
            try checkInterruption()
            let stack = try await stack()
            let containers = try await containers(stack)
            if let one = crashes.look(containers) { throw try await ended(one, stack) }
            let probe = try stack.probe(containers, world.machine.listeners)
            let logins = await probe.logins().filter { $0.answer != .accepted }
            guard !logins.isEmpty else { return }
            let text = logins.compactMap(\.problem).joined(separator: "; ")
            if let wrong = logins.first(where: { $0.answer == .wrongPassword }) {
                throw try await refused(text, wrong.field, stack)
            }
            if let loss = await otherDatabase(logins, stack, containers) {
                throw loss.error(of: stack)
            }
            if text != said { say(text) }
            said = text
            guard ContinuousClock.now < end else {
                let failing = Set(logins.map { $0.field == .redis ? .redis : ServiceKind.postgres })
                let patience = world.settings.patience
                throw try await late(
                    RecordedText(
                        "\(text), after \(patience) s",
                        spanish: "\(FindingText.words(text, .es)), después de \(patience) s"),
                    containers, failing, stack)
            }
            try await Task.sleep(for: StepContext.pace)
        }
    }

    /// Another cluster than the recorded one lacks the application's database: waiting does not help.
    private func otherDatabase(
        _ logins: [StackProbe.Login], _ stack: Stack, _ containers: OwnContainers
    ) async -> DataLoss? {
        let isLost = logins.contains { $0.field == .postgres && $0.answer.isLoss }
        guard isLost, !job.parameters.newData else { return nil }
        // A server that does not answer this question is waited for.
        return try? await stack.otherDatabase(containers)
    }

    private func refused(_ text: String, _ field: CredentialField, _ stack: Stack) async throws
        -> PuertoError
    {
        let spanish = FindingText.words(text, .es)
        let (slug, name) = (stack.slug, field.rawValue)
        if try await isOpenedByItsFile(stack, field) {
            return PuertoError(
                .conflict,
                "\(text): that of \(stack.secretName(field)) opens it, and the record has "
                    + "another",
                hint: "puerto credential adopt \(slug) \(name) takes it into the record; to "
                    + "name another: puerto credential set \(slug) \(name)"
            ).spanish(
                "\(spanish): la abre la de \(stack.secretName(field)), y la registrada es otra",
                hint: "puerto credential adopt \(slug) \(name) la pasa al registro; para "
                    + "poner otra: puerto credential set \(slug) \(name)")
        }
        let volumes = stack.spec.volumes.filter(\.role.isData).map(\.name).joined(separator: ", ")
        return PuertoError(
            .conflict, "\(text): its data was made with another one (volumes \(volumes))",
            hint: "record that one: puerto credential set \(slug) \(name)"
        ).spanish(
            "\(spanish): sus datos se crearon con otra (volúmenes \(volumes))",
            hint: "registra esa: puerto credential set \(slug) \(name)")
    }

    /// Waits until the stack is healthy. Throws `io` with the last finding and the state of the
    /// containers.
    func waitForHealth() async throws {
        let end = deadline
        let begin = ContinuousClock.now
        var (said, crashes) = ("", CrashWatch())
        while true {
            try checkInterruption()
            let stack = try await stack()
            // In this order: what starts in between is no stranger.
            let listeners = world.machine.listeners
            let containers = try await containers(stack)
            if let one = crashes.look(containers) { throw try await ended(one, stack) }
            let finding = try await stack.probe(containers, listeners).look()
            guard finding.health != .healthy else {
                let took = ContinuousClock.now - begin
                return try await recordProbe(stack, finding, took)
            }
            if finding.detail != said { say(finding.detail) }
            said = finding.detail
            guard ContinuousClock.now < end else {
                let patience = world.settings.patience
                throw try await late(
                    RecordedText(
                        "not healthy after \(patience) s: \(finding.detail)",
                        spanish: "no funciona bien después de \(patience) s: "
                            + finding.detail(.es)), containers, StepContext.failing(finding), stack)
            }
            try await Task.sleep(for: StepContext.pace)
        }
    }

    private func recordProbe(_ stack: Stack, _ finding: StackProbe.Finding, _ took: Duration)
        async throws
    {
        let begin = ContinuousClock.now
        let listeners = world.machine.listeners
        _ = try await stack.probe(containers(stack), listeners).look()
        let milliseconds = Int((ContinuousClock.now - begin) / .milliseconds(1))
        let result = ProbeResult(
            at: world.store.clock(), health: .healthy, milliseconds: milliseconds)
        try world.store.record([stack.slug: result], by: .job(job.id))
        say("healthy after \(Int(took / .milliseconds(100))) tenths of a second")
    }

    /// Describes containers that do not run or keep restarting.
    static func troubles(_ containers: OwnContainers) -> RecordedText {
        let odd = containers.all.filter { !$0.isRunning || $0.restarts > 2 }
        guard !odd.isEmpty else { return RecordedText("", spanish: "") }
        func words(_ l: Language) -> String {
            let all = odd.map { one in
                "\(one.name) \(l("está", "is")) \(one.status)"
                    + (one.isRunning
                        ? "" : l(", código de salida ", ", exit code ") + "\(one.exitCode)")
                    + (one.restarts > 0
                        ? l(
                            ", arrancó \(one.restarts + 1) veces",
                            ", started \(one.restarts + 1) times") : "")
            }
            return " (\(all.joined(separator: "; ")))"
        }
        return RecordedText(words(.en), spanish: words(.es))
    }
}
