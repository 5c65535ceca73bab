import Foundation
import PuertoCore
import PuertoSite
import PuertoStore
import PuertoVault

extension Workspace {
    /// Makes the records of a demo. The database appears only when its whole history was played.
    func makeDemo(until end: Int, seed: UInt64) throws {
        guard let zone = TimeZone(identifier: configuration.agency.timeZone) else {
            throw PuertoError(
                .unsupported,
                "the system does not know the time zone '\(configuration.agency.timeZone)'",
                hint: "apt-get install tzdata"
            ).spanish(
                "el sistema no conoce la zona horaria '\(configuration.agency.timeZone)'",
                hint: "apt-get install tzdata")
        }
        let script = DemoScript(
            end: end, zone: zone, cast: try DemoClient.cast(configuration.agency.language))
        let clock = DemoClock(script.start)
        let (keys, fresh) = try newKeys()
        var options = options(keys)
        options.now = { clock.now }
        // No port is ever opened, so none is looked at.
        options.portsInUse = { _ in [] }
        try Store.create(database, ports: configuration.ports, options: options) { store in
            try store.beginDemo(by: DemoHistory.owner)
            try store.initialize(configuration, keys: keys.marks, by: DemoHistory.owner)
            try store.setWeb(web, by: DemoHistory.owner)
            try store.keepHistory(by: DemoHistory.owner)
            var history = DemoHistory(of: self, store, keys.vault, clock, script, seed: seed)
            try history.play()
            for ring in fresh { try KeyFile.create(ring, in: folder) }
        }
    }

    /// Renders the portal for the first time.
    func buildDemo() throws {
        let lock = try lock()
        defer { lock.release() }
        let report = try builder { try readingStore() }.build(holding: lock)
        try ensureRoundFile()
        Failure.warn(report.warnings)
    }
}
