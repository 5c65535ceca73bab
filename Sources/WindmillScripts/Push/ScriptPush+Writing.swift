internal import PuertoCore
internal import Windmill

extension ScriptPush {
    /// Writes an item in the place of the one with this mark, or of none. Returns its new mark.
    /// Throws `conflict` when the server has something else.
    func write(_ item: Item, over mark: String?, _ workspace: WorkspaceID) async throws -> String {
        switch item.key.kind {
        case .folder:
            try await client.createFolder(
                FolderName(item.key.name), summary: item.text("summary"), in: workspace)
            return ""
        case .script: return try await writeScript(item, over: mark, workspace)
        case .resourceType, .variable, .resource, .flow, .schedule:
            // No call of these says which version it replaces.
            let before = try await look(item, workspace)
            guard options.overwrites || before?.usedMark == mark else {
                throw PuertoError.changedThere(item.key)
            }
            try await send(item, over: before, workspace)
            // Not every answer of a server that fails says so.
            guard let after = try await look(item, workspace), after.mark != before?.mark,
                item.key.kind != .schedule || item.isSame(as: after.item)
            else { throw PuertoError.notTaken(item.key) }
            return after.mark
        }
    }

    private func look(_ item: Item, _ workspace: WorkspaceID) async throws -> WorkspaceLook.Found? {
        try await WorkspaceLook.found(
            item.key, withSecret: item.secret != nil, client, workspace, digests)
    }

    private func writeScript(_ item: Item, over mark: String?, _ workspace: WorkspaceID)
        async throws -> String
    {
        var script = try NewScript(item)
        script.deploymentMessage = options.message
        script.parent =
            options.overwrites ? .automatic : .exactly(try mark.map { try ScriptHash($0) })
        // Without a mark there is none in use, which has fields to be kept.
        let stored =
            mark == nil ? nil : try await client.stored(.script, script.path, in: workspace)
        let kept = ItemKind.script.kept(of: stored)
        let hash = try await versionPushed(script, keeping: kept, over: mark, workspace)
        // If the lock fails, this version is Puerto's own: the corrected file takes its place.
        try await record(item.key, Pushed(sent: "", mark: hash.text))
        try await waitForLock(hash, item.key, workspace)
        return hash.text
    }

    /// Pushes a script. A new one whose like was archived follows the archived version, since two
    /// versions cannot have the same content and the same parent.
    private func versionPushed(
        _ script: NewScript, keeping kept: [String: JSONValue], over mark: String?,
        _ workspace: WorkspaceID
    ) async throws -> ScriptHash {
        do {
            return try await client.pushScript(script, keeping: kept, in: workspace)
        } catch WindmillError.refused(let refusal) where refusal.saysItExists && mark == nil {
            let found = try await client.stored(.script, script.path, in: workspace)
            guard let found, found.isArchived else { throw WindmillError.refused(refusal) }
            var next = script
            next.parent = .exactly(try ScriptHash(found.version))
            return try await client.pushScript(next, in: workspace)
        }
    }

    /// Waits until a worker has made the lock. Throws the lock's error, and `busy` when the time is
    /// up.
    func waitForLock(_ hash: ScriptHash, _ key: ItemKey, _ workspace: WorkspaceID) async throws {
        let end = ContinuousClock.now + options.lockPatience
        var pause = options.pollPause
        while true {
            switch try await client.deployment(hash, in: workspace) {
            case .done: return
            case .failed(let log): throw PuertoError.lockFailed(key, log)
            case .pending:
                guard ContinuousClock.now + pause < end else {
                    throw PuertoError.noLock(key, options.lockPatience)
                }
                try await Task.sleep(for: pause)
                pause = min(pause * 3 / 2, .seconds(2))
            }
        }
    }

    private func send(_ item: Item, over before: WorkspaceLook.Found?, _ workspace: WorkspaceID)
        async throws
    {
        let isThere = before != nil
        let kept = item.key.kind.kept(of: before?.stored)
        switch item.key.kind {
        case .folder, .script: break
        case .resourceType:
            let type = ResourceType(
                name: try ResourceTypeName(item.key.name), schema: item.fields["schema"] ?? [:],
                description: item.text("description"))
            if isThere {
                try await client.updateResourceType(type, in: workspace)
            } else {
                try await client.createResourceType(type, in: workspace)
            }
        case .variable: try await send(variable: item, isThere: isThere, workspace)
        case .resource:
            try await client.pushResource(
                Resource(
                    path: ItemPath(item.key.name),
                    type: ResourceTypeName(item.text("resource_type")),
                    value: item.fields["value"] ?? .null, description: item.text("description")),
                keeping: kept, in: workspace)
        case .flow:
            let flow = try Flow(item)
            if isThere {
                try await client.updateFlow(flow, keeping: kept, in: workspace)
            } else {
                try await client.createFlow(flow, in: workspace)
            }
        case .schedule:
            let schedule = try Schedule(item)
            guard let before else {
                return try await client.createSchedule(schedule, in: workspace)
            }
            guard before.item.fields["script_path"] == item.fields["script_path"],
                before.item.fields["is_flow"] == item.fields["is_flow"]
            else {
                // Windmill sets the script of a schedule when it is made. A push that is killed in
                // between finds this mark of a replacement, and not a schedule that people removed.
                try await record(item.key, Pushed(sent: "", mark: before.mark))
                try await client.deleteSchedule(schedule.path, in: workspace)
                return try await client.createSchedule(schedule, keeping: kept, in: workspace)
            }
            // A push that is killed between the two calls finds its own change, and not people's.
            try await record(item.key, Pushed(sent: "", mark: before.mark))
            try await client.updateSchedule(schedule, keeping: kept, in: workspace)
            if (before.item.fields["enabled"] ?? true) != (item.fields["enabled"] ?? true) {
                try await client.setEnabled(
                    schedule.isEnabled, schedule: schedule.path, in: workspace)
            }
        }
    }

    private func send(variable item: Item, isThere: Bool, _ workspace: WorkspaceID) async throws {
        let variable = NewVariable(
            path: try ItemPath(item.key.name),
            value: item.secret ?? SecretText(item.text("value")), isSecret: item.isSecret,
            description: item.text("description"))
        if isThere {
            try await client.updateVariable(variable, in: workspace)
        } else {
            try await client.createVariable(variable, in: workspace)
        }
    }
}
