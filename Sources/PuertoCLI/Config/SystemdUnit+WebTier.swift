/// The units that run as the web server's user.
extension SystemdUnit {
    static func serve(_ site: ServedSite) -> String {
        """
        [Unit]
        Description=Puerto: hook and portal on 127.0.0.1, for a proxy
        After=network.target \(SystemdUnit.broker.rawValue)
        Wants=\(SystemdUnit.broker.rawValue)

        [Service]
        ExecStart=\(command(
            site.program, "serve", "--guarded", "--port", String(site.servePort), "--workspace",
            site.folder))
        # It has neither records nor keys: it asks the broker. puerto-watch.service builds.
        User=\(site.user)
        Restart=always
        RestartSec=2
        \(hardening(writing: [], umask: "0077"))
        InaccessiblePaths=\(operators(site))
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        IPAddressDeny=any
        IPAddressAllow=localhost
        ProtectProc=invisible

        [Install]
        WantedBy=multi-user.target

        """
    }

    static func fcgiwrap(_ site: ServedSite) -> String {
        """
        [Unit]
        Description=Puerto: runs the hook for nginx
        After=network.target \(SystemdUnit.broker.rawValue)
        Wants=\(SystemdUnit.broker.rawValue)

        [Service]
        ExecStart=\(command(
            "/usr/bin/spawn-fcgi", "-n", "-s", site.inState("fcgiwrap.sock"), "-M", "0600", "--",
            "/usr/sbin/fcgiwrap", "-c", String(NginxFile.processes), "-p", site.cgi))
        ExecStartPre=\(command("/bin/rm", "-f", site.inState("fcgiwrap.sock")))
        User=\(site.user)
        Restart=always
        RestartSec=2
        \(hardening(writing: [site.state], umask: "0077"))
        InaccessiblePaths=\(operators(site))
        RestrictAddressFamilies=AF_UNIX
        PrivateNetwork=yes
        ProtectProc=invisible

        [Install]
        WantedBy=multi-user.target

        """
    }

    /// Hides the workspace from the units of the web server's user, but for `public/` and the
    /// broker's socket. A file that replaces a hidden one is kept by its mode alone.
    private static func operators(_ site: ServedSite) -> String {
        hidden(
            [
                "keys", "stacks", "content", ".puerto", "puerto.yaml", "fleet.yaml", "puerto.db",
                "puerto.db-wal", "puerto.db-shm",
            ], in: site)
    }
}
