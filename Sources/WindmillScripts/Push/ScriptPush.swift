internal import PuertoCore
package import Windmill

/// Carries out a plan. Whatever it is killed after, a new plan and push come to the same end.
package struct ScriptPush: Sendable {
    let client: WindmillClient
    let digests: DigestKey
    let options: PushOptions
    /// Keeps what was pushed; `nil` forgets it. Called after each item.
    private let keep: @Sendable (ItemKey, Pushed?) async throws -> Void

    package init(
        _ client: WindmillClient, _ digests: DigestKey, _ options: PushOptions = PushOptions(),
        record: @escaping @Sendable (ItemKey, Pushed?) async throws -> Void
    ) {
        self.client = client
        self.digests = digests
        self.options = options
        keep = record
    }

    /// Pushes kind after kind, then removes in the opposite order what the plan lists as removed.
    ///
    /// A failure of one item is part of the report. Throws for a server that does not answer as
    /// Windmill does, and the error of the caller's record; what was pushed before is recorded.
    package func run(_ plan: ScriptPlan) async throws -> PushReport {
        do { return try await pushed(plan) } catch let error as RecordFailure { throw error.error }
    }

    /// Has the caller keep what was pushed. Throws `RecordFailure`.
    func record(_ key: ItemKey, _ pushed: Pushed?) async throws {
        do { try await keep(key, pushed) } catch { throw RecordFailure(error: error) }
    }

    /// An error of the caller's, whichever type it has: it is no item's, and ends the push.
    private struct RecordFailure: Error { let error: any Error }

    private func pushed(_ plan: ScriptPlan) async throws -> PushReport {
        var report = PushReport()
        for kind in ItemKind.allCases {
            let due = plan.items.filter { $0.key.kind == kind && $0.effect(options) != .remove }
            if kind == .script {
                try await scripts(due, plan.workspace, &report)
                continue
            }
            for item in due { try await push(item, plan.workspace).add(to: &report) }
        }
        for item in plan.items.reversed() where item.effect(options) == .remove {
            try await remove(item, plan.workspace).add(to: &report)
        }
        for key in plan.forgotten { try await record(key, nil) }
        return report
    }

    /// Pushes a few scripts side by side. After a failure of the server no further one is begun, and
    /// those that were are waited for.
    private func scripts(
        _ due: [PlannedItem], _ workspace: WorkspaceID, _ report: inout PushReport
    ) async throws {
        var failure: (any Error)?
        await withTaskGroup(of: Result<Outcome, any Error>.self) { group in
            var rest = due[...]
            func begin() {
                guard failure == nil, let item = rest.popFirst() else { return }
                group.addTask {
                    do { return .success(try await push(item, workspace)) } catch {
                        return .failure(error)
                    }
                }
            }
            for _ in 0..<max(1, options.width) { begin() }
            for await result in group {
                switch result {
                case .success(let outcome): outcome.add(to: &report)
                case .failure(let error): failure = failure ?? error
                }
                begin()
            }
        }
        if let failure { throw failure }
    }

    /// The outcome of one item.
    enum Outcome: Sendable {
        case nothing
        case written(ItemKey)
        case removed(ItemKey)
        case failed(PuertoError)

        func add(to report: inout PushReport) {
            switch self {
            case .nothing: break
            case .written(let key): report.written.append(key)
            case .removed(let key): report.removed.append(key)
            case .failed(let error): report.errors.append(error)
            }
        }
    }
}

extension ScriptPush {
    private func push(_ item: PlannedItem, _ workspace: WorkspaceID) async throws -> Outcome {
        switch item.effect(options) {
        case .keep, .remove: return .nothing
        case .refuse:
            return .failed(
                item.change == .unreadable
                    ? .unreadableThere(item.key, item.trouble) : .changedThere(item.key))
        case .nothing:
            guard item.isUnrecorded else { return .nothing }
            return try await guarding(item.key) {
                // A push that was killed has perhaps not seen this script's lock.
                if item.key.kind == .script, let mark = item.mark {
                    try await waitForLock(ScriptHash(mark), item.key, workspace)
                }
                try await record(item.key, Pushed(sent: item.digest, mark: item.mark ?? ""))
                return .nothing
            }
        case .write:
            guard let wanted = item.item else { return .nothing }
            return try await guarding(item.key) {
                let mark = try await write(wanted, over: item.mark, workspace)
                if !wanted.isOnlyMade {
                    try await record(item.key, Pushed(sent: item.digest, mark: mark))
                }
                return .written(item.key)
            }
        }
    }

    private func remove(_ item: PlannedItem, _ workspace: WorkspaceID) async throws -> Outcome {
        try await guarding(item.key) {
            guard let kind = item.key.kind.stored else { return .nothing }
            let path = try ItemPath(item.key.name)
            let found = try await client.stored(kind, path, in: workspace)
            if let found, !found.isArchived {
                guard options.overwrites || found.version == item.mark else {
                    throw PuertoError.changedThere(item.key)
                }
                try await refuseTwin(of: item.key, kind, path, workspace)
                switch kind {
                case .variable: try await client.deleteVariable(path, in: workspace)
                case .resource: try await client.deleteResource(path, in: workspace)
                case .script: try await client.archiveScript(path, in: workspace)
                case .flow: try await client.archiveFlow(path, in: workspace)
                case .schedule: try await client.deleteSchedule(path, in: workspace)
                }
                let after = try await client.stored(kind, path, in: workspace)
                guard after?.isArchived != false else { throw PuertoError.notTaken(item.key) }
            }
            try await record(item.key, nil)
            return found == nil ? .nothing : .removed(item.key)
        }
    }

    /// Throws `conflict` when a variable and a resource have one path: Windmill removes both with
    /// either of them.
    private func refuseTwin(
        of key: ItemKey, _ kind: StoredKind, _ path: ItemPath, _ workspace: WorkspaceID
    ) async throws {
        let twin: StoredKind
        switch kind {
        case .variable: twin = .resource
        case .resource: twin = .variable
        case .script, .flow, .schedule: return
        }
        guard let found = try await client.stored(twin, path, in: workspace), !found.isArchived
        else { return }
        throw PuertoError.hasTwin(key)
    }

    /// Makes the refusal of one item its own failure, and throws every other one with the item's
    /// name.
    private func guarding(_ key: ItemKey, _ work: () async throws -> Outcome) async throws
        -> Outcome
    {
        do { return try await work() } catch let error as PuertoError {
            return .failed(error)
        } catch let error as WindmillError {
            if error.isOfItem {
                return .failed(error.isConflict ? .changedThere(key) : .notPushed(key, error))
            }
            guard error.isOfOneRead else { throw PuertoError.notPushed(key, error) }
            return .failed(.unreadableThere(key, error))
        } catch is InvalidValue {
            // The server's hash is not valid.
            return .failed(.unreadableThere(key, nil))
        }
    }
}

extension WindmillError {
    /// True when the server refused this one item and goes on with others.
    fileprivate var isOfItem: Bool {
        switch self {
        case .refused(let refusal): [400, 403, 404, 409, 413, 422].contains(refusal.status)
        case .notListening, .unreachable, .disconnected, .timeout, .malformed, .tooLong,
            .tooManyRows, .openSourceBuild, .noAuthentication:
            false
        }
    }

    /// True when the server has another version than the one that was to be replaced.
    fileprivate var isConflict: Bool {
        guard case .refused(let refusal) = self, refusal.status == 400 else { return false }
        return refusal.text.contains("Path conflict") || refusal.saysItExists
    }
}
