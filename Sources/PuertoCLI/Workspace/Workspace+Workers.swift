import PuertoCore
import PuertoStore

extension Workspace {
    /// Says on stderr that something waits and no worker runs.
    static func noteWaiting(_ what: String, _ store: Store) throws {
        guard let absence = try store.workerSight().absence else { return }
        Failure.note("\(what): \(absence) (start it with puerto work)")
    }

    /// Says on stderr that no worker probes the stacks that are to run here, so that what is shown
    /// of them is of another time.
    func noteUnwatched(_ store: Store, among tenants: [Tenant]) throws {
        let home = configuration.hosts.first?.name
        let count = tenants.count { $0.kind == .client && $0.status.isToRun && $0.host == home }
        guard count > 0, let absence = try store.workerSight().absence else { return }
        let clients = count == 1 ? "1 client is" : "\(count) clients are"
        Failure.note("\(clients) to run here unwatched: \(absence) (start it with puerto work)")
    }
}
