import ArgumentParser

/// The units of a machine that serves a portal; none of them is a timer.
enum SystemdUnit: String, CaseIterable, ExpressibleByArgument {
    case work = "puerto-work.service"
    case broker = "puerto-broker.service"
    case watch = "puerto-watch.service"
    case serve = "puerto-serve.service"
    case fcgiwrap = "puerto-fcgiwrap.service"

    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// The unit's text below the name of its file.
    func titled(_ site: ServedSite) throws -> String {
        "# /etc/systemd/system/\(rawValue)\n" + (try text(site))
    }

    func text(_ site: ServedSite) throws -> String {
        switch self {
        case .work: Self.work(site)
        case .broker: Self.broker(site)
        case .watch: Self.watch(site)
        case .serve: Self.serve(site)
        case .fcgiwrap: Self.fcgiwrap(site)
        }
    }
}

extension SystemdUnit {
    static func command(_ words: String...) -> String {
        words.map { Written.systemd($0, isCommand: true) }.joined(separator: " ")
    }

    /// A path below the workspace; the hyphen allows it to be missing.
    static func hidden(_ name: String, in site: ServedSite) -> String {
        Written.systemd("-\(site.folder)/\(name)")
    }

    /// The paths of a workspace that a unit does not see, and the engine's socket.
    static func hidden(_ names: [String], in site: ServedSite) -> String {
        (names.map { hidden($0, in: site) } + ["-/run/docker.sock"]).joined(separator: " ")
    }

    static func hardening(writing folders: [String], umask: String) -> String {
        let paths = folders.map { Written.systemd($0) }.joined(separator: " ")
        return """
            UMask=\(umask)
            LimitCORE=0
            NoNewPrivileges=yes
            CapabilityBoundingSet=
            AmbientCapabilities=
            ProtectSystem=strict
            ReadWritePaths=\(paths)
            ProtectHome=read-only
            PrivateTmp=yes
            PrivateDevices=yes
            ProtectKernelTunables=yes
            ProtectKernelModules=yes
            ProtectKernelLogs=yes
            ProtectControlGroups=yes
            ProtectClock=yes
            ProtectHostname=yes
            LockPersonality=yes
            MemoryDenyWriteExecute=yes
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            RemoveIPC=yes
            SystemCallArchitectures=native
            SystemCallFilter=@system-service
            SystemCallErrorNumber=EPERM
            """
    }
}
