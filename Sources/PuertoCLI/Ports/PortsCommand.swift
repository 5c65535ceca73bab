import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto ports`.
struct PortsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ports", abstract: "Show the slot map of every host.",
        discussion: """
            Recorded, quarantined and skipped slots, those of which something else has a port, and \
            how many are free. This machine, the first host, is looked at now, unless \
            PUERTO_IGNORE_PORTS=1; nothing is recorded.
            """)

    @Option(help: "Only this host.") var host: String?
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let workspace = try options.open()
        var fleet = try workspace.readingStore().fleet()
        fleet.observedPorts = try await workspace.portsNow()
        let hosts = try fleet.hosts.matching(host)
        let maps = hosts.map {
            SlotMap(of: $0, in: fleet, ports: workspace.configuration.ports, now: SystemClock.now())
        }
        let rows = maps.flatMap { SlotView.all($0, workspace.configuration.ports) }
        try output.print(rows, columns: SlotView.columns)
        guard !output.json else { return }
        let sums = maps.map {
            Spoken.say(
                "\($0.host.name): \($0.freeCount) libres\n",
                "\($0.host.name): \($0.freeCount) free\n")
        }
        try FileDescriptorOutput.standard.write(sums.joined())
    }
}

extension Workspace {
    /// A fresh look at this machine, which is the first host; none where it is not to be looked at.
    fileprivate func portsNow() async throws -> [ObservedPorts] {
        guard let here = configuration.hosts.first?.name, try !isDemo,
            let ports = await PortsInUse.find()
        else { return [] }
        return [ObservedPorts(host: here, at: SystemClock.now(), ports: ports)]
    }
}

extension [Host] {
    fileprivate func matching(_ name: String?) throws -> [Host] {
        guard let name else { return self }
        guard let host = first(where: { $0.name.text == name }) else {
            throw PuertoError(
                .notFound, "there is no host \(PuertoError.quote(name))",
                hint: "one of \(map(\.name.text).joined(separator: ", "))"
            ).spanish(
                "no hay ninguna máquina \(PuertoError.quote(name))",
                hint: "una de \(map(\.name.text).joined(separator: ", "))")
        }
        return [host]
    }
}
