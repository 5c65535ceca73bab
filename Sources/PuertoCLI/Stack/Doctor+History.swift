import PuertoCore
import PuertoStore
import PuertoVault

extension Doctor {
    /// Finds what is wrong with the keys of the history, with its heads on another machine, and with
    /// the base system's record.
    func historyDrift(_ workspace: Workspace) throws -> [Drift] {
        let store = try workspace.readingStore()
        let keys = EpochKeys(in: workspace.folder)
        var found = try store.baseDrift()
        guard let state = try store.epochState(keys.fit) else { return found }
        if let fault = state.fit.fault(state.epoch) { found.append(fault) }
        // A worker closes it within a minute, a verb that writes at once.
        if let due = state.dueSince, store.clock() > due + 86_400 {
            found.append(
                Drift(
                    .state, subject: "history",
                    found:
                        "epoch \(state.epoch.number) was due at \(Timestamp.text(due)): no worker "
                        + "runs, and no verb has written", mend: "puerto build"))
        }
        if let folder = workspace.configuration.historyExport {
            found += try headDrift(folder, store, state.epoch)
        }
        if state.epoch.start == .restored || state.epoch.start == .lost {
            Failure.warn(state.epoch.warning)
        }
        return found
    }

    private func headDrift(_ folder: String, _ store: Store, _ epoch: HistoryEpoch) throws
        -> [Drift]
    {
        do {
            let newest = try HeadName.newest(in: folder, of: store.firstWorkspaceID())
            if let newest, newest.epoch > epoch.number {
                return [
                    Drift(
                        .state, subject: "history",
                        found:
                            "is at epoch \(epoch.number), and '\(newest.file)' is of a later one: "
                            + "an older database was put back",
                        mend: "puerto audit verify --since '\(folder)/\(newest.file)'")
                ]
            }
            guard newest?.epoch != epoch.number, store.clock() > epoch.at + 600 else { return [] }
            return [
                Drift(
                    .state, subject: folder,
                    found:
                        "has no head of epoch \(epoch.number), begun \(Timestamp.text(epoch.at))",
                    mend: "puerto audit checkpoint")
            ]
        } catch let error as PuertoError {
            return [
                Drift(
                    .state, subject: folder, found: error.message, mend: error.hint ?? "")
            ]
        }
    }
}
