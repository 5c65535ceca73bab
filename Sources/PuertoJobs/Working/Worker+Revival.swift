internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Worker {
    /// Looks for clients that should run and do not, as after the daemon was killed, and queues
    /// what brings them back. The engine is asked once. Without an engine it does nothing.
    func reviveTheStopped() async throws {
        do {
            let wanted = try world.store.wantedStacks(on: world.home)
            guard !wanted.isEmpty else { return }
            let engine = try await world.engine()
            let up = try await engine.keptUp(inWorkspace: world.store.workspaceID())
            let stopped = wanted.filter { !$0.services.isSubset(of: up[$0.number] ?? []) }
            // A copy, and older records, bring nothing back.
            if !stopped.isEmpty, try await world.refusal() != nil { return }
            for revival in try world.store.revive(stopped, seen: wanted) {
                try await tell(revival)
            }
        } catch let error as PuertoError {
            // The next look is in a minute.
            switch error.code {
            case .busy: return
            case .io: if let reason = await Worker.silence(of: world) { begin(reason) }
            case .invalid, .notFound, .conflict, .protected, .exhausted, .damaged, .unsupported,
                .undecryptable, .throttled, .constraint:
                remark("clients that stopped were not looked for: \(error.description)")
            }
        }
    }

    private func tell(_ revival: Revival) async throws {
        switch revival {
        case .queued(let job, let attempt):
            let slug = job.tenant?.text ?? ""
            remark(
                "'\(slug)' should run and does not: it is reconciled, attempt \(attempt) of "
                    + "\(Store.revivals)")
        case .givenUp(let slug):
            let text =
                "it should run and does not, and \(Store.revivals) attempts to bring it back "
                + "have not helped"
            remark("'\(slug)': \(text)")
            let result = ProbeResult(
                at: world.store.clock(), health: .down, milliseconds: 0, detail: text)
            try world.store.record([slug: result], by: .worker)
            do { _ = try await world.rebuild() } catch { remark("the pages were not made again") }
        }
    }
}
