import PuertoCore
import PuertoJobs
import PuertoStore

extension Workspace {
    /// Says on stderr that something waits and no worker runs.
    static func noteWaiting(_ what: String, _ store: Store) throws {
        guard let absence = try store.workerSight().spokenAbsence else { return }
        note(what, absence)
    }

    /// Says on stderr that jobs wait which nobody works on.
    static func noteUnattended(_ what: String, _ store: Store) throws {
        guard let absence = try absence(store) else { return }
        note(what, absence)
    }

    /// The absence of whoever works on the queue, in words. `nil` while a worker runs, and while a
    /// verb works in the foreground: `provision --all` queues all its jobs before it begins.
    static func absence(_ store: Store, _ l: Language = Spoken.language) throws -> String? {
        guard let absence = try store.workerSight().absence(l) else { return nil }
        let isAttended = try store.leases().contains {
            ProcessIdentity.watch.isGone($0.holder) != true
        }
        return isAttended ? nil : absence
    }

    private static func note(_ what: String, _ absence: String) {
        Failure.note(
            "\(what): \(absence) "
                + Spoken.say("(arráncalo con puerto work)", "(start it with puerto work)"))
    }

    /// Says on stderr that no worker probes the stacks that are to run here, so that what is shown
    /// of them is of another time. `store` is not a copy: a comparison takes minutes, and the signs
    /// in a copy grow old meanwhile.
    func noteUnwatched(_ store: Store, among tenants: [Tenant]) throws {
        guard try !store.isDemo() else { return }
        let home = configuration.hosts.first?.name
        let count = tenants.count { $0.kind == .client && $0.status.isToRun && $0.host == home }
        guard count > 0, let absence = try store.workerSight().spokenAbsence else {
            return
        }
        let clients = Spoken.say(
            count == 1
                ? "1 cliente debe funcionar aquí sin que nadie lo vigile"
                : "\(count) clientes deben funcionar aquí sin que nadie los vigile",
            count == 1
                ? "1 client is to run here unwatched"
                : "\(count) clients are to run here unwatched")
        let why =
            configuration.engine.probeInterval == 0
            ? Spoken.say(
                "con engine.probe_interval_s: 0 nadie mira (puerto probe mira una vez)",
                "with engine.probe_interval_s: 0 no worker probes (puerto probe does it once)")
            : "\(absence) "
                + Spoken.say("(arráncalo con puerto work)", "(start it with puerto work)")
        Failure.note("\(clients): \(why)")
    }
}

extension WorkerSight {
    /// The absence in the language that is spoken; `nil` while a worker runs.
    fileprivate var spokenAbsence: String? { absence(_:)(Spoken.language) }
}
