import ArgumentParser
import PuertoVault

/// The units of a machine that serves a portal; none of them is a timer.
enum SystemdUnit: String, CaseIterable, ExpressibleByArgument {
    case work = "puerto-work.service"
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
        case .watch: Self.watch(site)
        case .serve: Self.serve(site)
        case .fcgiwrap: Self.fcgiwrap(site)
        }
    }
}

extension SystemdUnit {
    private static func command(_ words: String...) -> String {
        words.map { Written.systemd($0, isCommand: true) }.joined(separator: " ")
    }

    /// A path below the workspace; the hyphen allows it to be missing.
    private static func hidden(_ name: String, in site: ServedSite) -> String {
        Written.systemd("-\(site.folder)/\(name)")
    }

    private static func work(_ site: ServedSite) -> String {
        """
        [Unit]
        Description=Puerto: runs queued jobs
        After=network.target docker.service
        Wants=docker.service

        [Service]
        ExecStart=\(command(site.program, "work", "--workspace", site.folder))
        User=\(site.owner)
        # A user of the container engine can do anything on this machine: this user and no other.
        SupplementaryGroups=docker
        Restart=always
        RestartSec=2
        # The worker stops after the steps that are running.
        TimeoutStopSec=330
        KillMode=mixed
        \(hardening(writing: [site.folder], umask: "0022"))
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK

        [Install]
        WantedBy=multi-user.target

        """
    }

    private static func watch(_ site: ServedSite) -> String {
        """
        [Unit]
        Description=Puerto: builds the portal after every change
        After=network.target

        [Service]
        ExecStart=\(command(site.program, "watch", "--workspace", site.folder))
        User=\(site.owner)
        Restart=always
        RestartSec=2
        \(hardening(writing: [site.folder], umask: "0022"))
        # It makes pages and starts no stacks.
        InaccessiblePaths=\(hidden("stacks", in: site)) -/run/docker.sock
        RestrictAddressFamilies=AF_UNIX
        PrivateNetwork=yes
        ProtectProc=invisible

        [Install]
        WantedBy=multi-user.target

        """
    }

    /// The units of the web server's user read one key, and none of the operator's files.
    private static func webTier(_ site: ServedSite) -> String {
        let names = ["stacks", "content", ".puerto", "puerto.yaml", "fleet.yaml"]
        let keys = KeyPurpose.allCases.filter { $0 != .web }.map(\.file)
        let paths = (names + keys).map { hidden($0, in: site) } + ["-/run/docker.sock"]
        return """
            InaccessiblePaths=\(paths.joined(separator: " "))
            ReadOnlyPaths=\(hidden("keys", in: site)) \(hidden("public", in: site))
            """
    }

    private static func serve(_ site: ServedSite) -> String {
        """
        [Unit]
        Description=Puerto: hook and portal on 127.0.0.1, for a proxy
        After=network.target

        [Service]
        ExecStart=\(command(
            site.program, "serve", "--guarded", "--port", String(site.servePort), "--workspace",
            site.folder))
        # It answers requests, opens no credential and builds nothing: puerto-watch.service does.
        User=\(site.user)
        Restart=always
        RestartSec=2
        \(hardening(writing: [site.folder], umask: "0077"))
        \(webTier(site))
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        IPAddressDeny=any
        IPAddressAllow=localhost
        ProtectProc=invisible

        [Install]
        WantedBy=multi-user.target

        """
    }

    private static func fcgiwrap(_ site: ServedSite) -> String {
        """
        [Unit]
        Description=Puerto: runs the hook for nginx
        After=network.target

        [Service]
        ExecStart=\(command(
            "/usr/bin/spawn-fcgi", "-n", "-s", site.inState("fcgiwrap.sock"), "-M", "0600", "--",
            "/usr/sbin/fcgiwrap", "-c", "4", "-p", site.cgi))
        ExecStartPre=\(command("/bin/rm", "-f", site.inState("fcgiwrap.sock")))
        User=\(site.user)
        Restart=always
        RestartSec=2
        \(hardening(writing: [site.folder, site.state], umask: "0077"))
        \(webTier(site))
        RestrictAddressFamilies=AF_UNIX
        PrivateNetwork=yes
        ProtectProc=invisible

        [Install]
        WantedBy=multi-user.target

        """
    }

    private static func hardening(writing folders: [String], umask: String) -> String {
        """
        UMask=\(umask)
        LimitCORE=0
        NoNewPrivileges=yes
        CapabilityBoundingSet=
        AmbientCapabilities=
        ProtectSystem=strict
        ReadWritePaths=\(folders.map { Written.systemd($0) }.joined(separator: " "))
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
