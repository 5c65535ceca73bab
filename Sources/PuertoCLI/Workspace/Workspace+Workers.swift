import PuertoCore
import PuertoJobs
import PuertoStore

extension Workspace {
    /// Says on stderr that something waits and no worker runs.
    static func noteWaiting(_ what: String, _ store: Store) throws {
        guard let absence = try store.workerSight().absence else { return }
        note(what, absence)
    }

    /// Says on stderr that jobs wait which nobody works on.
    static func noteUnattended(_ what: String, _ store: Store) throws {
        guard let absence = try absence(store) else { return }
        note(what, absence)
    }

    /// The absence of whoever works on the queue, in words. `nil` while a worker runs, and while a
    /// verb works in the foreground: `provision --all` queues all its jobs before it begins.
    static func absence(_ store: Store) throws -> String? {
        guard let absence = try store.workerSight().absence else { return nil }
        let isAttended = try store.leases().contains {
            ProcessIdentity.watch.isGone($0.holder) != true
        }
        return isAttended ? nil : absence
    }

    private static func note(_ what: String, _ absence: String) {
        Failure.note("\(what): \(absence) (start it with puerto work)")
    }

    /// Says on stderr that no worker probes the stacks that are to run here, so that what is shown
    /// of them is of another time. `store` is not a copy: a comparison takes minutes, and the signs
    /// in a copy grow old meanwhile.
    func noteUnwatched(_ store: Store, among tenants: [Tenant]) throws {
        let home = configuration.hosts.first?.name
        let count = tenants.count { $0.kind == .client && $0.status.isToRun && $0.host == home }
        guard count > 0, let absence = try store.workerSight().absence else { return }
        let clients = count == 1 ? "1 client is" : "\(count) clients are"
        let why =
            configuration.engine.probeInterval == 0
            ? "with engine.probe_interval_s: 0 no worker probes (puerto probe does it once)"
            : "\(absence) (start it with puerto work)"
        Failure.note("\(clients) to run here unwatched: \(why)")
    }
}
