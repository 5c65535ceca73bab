package import Windmill

extension Layout {
    /// Compares the layout with a workspace and with what was pushed last. Sends no write. `others`
    /// are items that the caller makes in another way: they are nobody's change.
    package func plan(
        for workspace: WorkspaceID, _ client: WindmillClient, _ state: PushedState,
        _ digests: DigestKey, others: Set<ItemKey> = []
    ) async throws -> ScriptPlan {
        let look = try await WorkspaceLook(client, workspace)
        let comparison = Comparison(look: look, state: state, digests: digests)
        var planned: [PlannedItem] = []
        for (key, item) in items.sorted(by: { $0.key < $1.key }) {
            planned.append(try await comparison.planned(key, item))
        }
        var forgotten: [ItemKey] = []
        for key in state.items.keys.sorted() where items[key] == nil {
            if let gone = try await comparison.gone(key) {
                planned.append(gone)
            } else {
                forgotten.append(key)
            }
        }
        let known = Set(items.keys).union(state.items.keys).union(others)
        return ScriptPlan(
            workspace: workspace, items: planned, apps: apps.keys.sorted(),
            theirs: look.rows.filter { !known.contains($0.key) }
                .map {
                    ScriptPlan.Theirs(
                        key: $0.key, changedBy: $0.value.changedBy, changedAt: $0.value.changedAt)
                }
                .sorted { $0.key < $1.key },
            forgotten: forgotten, unreadable: look.unreadable, unlisted: look.unlisted)
    }
}

/// Compares single items of a layout.
private struct Comparison {
    let look: WorkspaceLook
    let state: PushedState
    let digests: DigestKey

    /// An item that cannot be read is planned as such: it hides no other.
    func planned(_ key: ItemKey, _ item: Item) async throws -> PlannedItem {
        do { return try await compared(key, item) } catch let error as WindmillError
            where error.isOfOneRead
        {
            return unreadable(key, item, error)
        }
    }

    private func unreadable(_ key: ItemKey, _ item: Item?, _ error: WindmillError) -> PlannedItem {
        let row = look.rows[key]
        return PlannedItem(
            key: key, change: .unreadable, item: item, mark: row?.version,
            digest: item.map { digests.digest(of: $0) } ?? "", isUnrecorded: false,
            changedBy: row?.changedBy ?? "", changedAt: row?.changedAt, trouble: error)
    }

    private func compared(_ key: ItemKey, _ item: Item) async throws -> PlannedItem {
        let digest = digests.digest(of: item)
        let row = look.rows[key]
        let pushed = state.items[key]
        func result(_ change: Change, mark: String?, unrecorded: Bool = false) -> PlannedItem {
            PlannedItem(
                key: key, change: change, item: item, mark: mark, digest: digest,
                isUnrecorded: unrecorded, changedBy: row?.changedBy ?? "",
                changedAt: row?.changedAt)
        }
        if key.kind == .folder {
            return try await look.hasFolder(key.name)
                ? result(.same, mark: "") : result(.new, mark: nil)
        }
        // A list's row with the mark of the last push needs no second look.
        if let row, let pushed, !item.isLeftAlone, !row.version.isEmpty, row.version == pushed.mark
        {
            return result(pushed.sent == digest ? .same : .file, mark: pushed.mark)
        }
        // A list of which rows are missing does not say that an item is gone.
        guard row != nil || key.kind == .resourceType || look.isPartial(key.kind),
            let found = try await WorkspaceLook.found(
                key, withSecret: item.secret != nil, look.client, look.workspace, digests),
            row != nil || found.usedMark != nil
        else {
            if item.isSecret, item.secret == nil { return result(.withoutValue, mark: nil) }
            guard let pushed, !item.isOnlyMade, !pushed.sent.isEmpty else {
                return result(.new, mark: nil)
            }
            return result(pushed.sent == digest ? .server : .both, mark: nil)
        }
        if item.isLeftAlone || item.isSame(as: found.item) {
            let isKnown = pushed == Pushed(sent: digest, mark: found.mark)
            return result(.same, mark: found.mark, unrecorded: !isKnown && !item.isLeftAlone)
        }
        guard let pushed else { return result(.both, mark: found.mark) }
        // A schedule's write that was killed in between has left a mark of its own.
        let isUnfinished = key.kind == .schedule && pushed.sent.isEmpty
        if pushed.mark == found.mark || isUnfinished { return result(.file, mark: found.mark) }
        return result(pushed.sent == digest ? .server : .both, mark: found.mark)
    }

    /// An item that is no longer in a file; `nil` when the server has it no longer either, and for
    /// folders and resource types, which stay.
    func gone(_ key: ItemKey) async throws -> PlannedItem? {
        guard let pushed = state.items[key], let kind = key.kind.stored else { return nil }
        var row = look.rows[key]
        if row == nil, look.isPartial(key.kind) {
            do {
                row = try await look.client.stored(kind, ItemPath(key.name), in: look.workspace)
            } catch let error as WindmillError where error.isOfOneRead {
                return unreadable(key, nil, error)
            }
        }
        guard let row, !row.isArchived else { return nil }
        return PlannedItem(
            key: key, change: row.version == pushed.mark ? .gone : .goneAndChanged, item: nil,
            mark: row.version, digest: "", isUnrecorded: false, changedBy: row.changedBy,
            changedAt: row.changedAt)
    }
}
