import PuertoVault

/// The units that run as the operator.
extension SystemdUnit {
    static func work(_ site: ServedSite) -> String {
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

    static func broker(_ site: ServedSite) -> String {
        let keys = Written.systemdTwice("\(site.folder)/keys") + ":ro"
        return """
            [Unit]
            Description=Puerto: answers the portal's requests from the records
            After=network.target

            [Service]
            ExecStart=\(command(
                site.program, "broker", "--user", site.user, "--workspace", site.folder))
            User=\(site.owner)
            Restart=always
            RestartSec=2
            \(hardening(writing: [site.folder], umask: "0077"))
            # It starts no stacks and builds nothing.
            InaccessiblePaths=\(hidden(["stacks", "content", ".puerto"], in: site))
            ReadOnlyPaths=\(hidden("public", in: site))
            # Of the keys it has the web tier's. To hide the others one by one would not do: the
            # file that replaces a hidden one, as each epoch of the history does, is not hidden.
            TemporaryFileSystem="\(keys)"
            BindReadOnlyPaths=\(Written.systemdPart("-\(site.folder)/\(KeyPurpose.web.file)"))
            RestrictAddressFamilies=AF_UNIX
            PrivateNetwork=yes
            ProtectProc=invisible

            [Install]
            WantedBy=multi-user.target

            """
    }

    static func watch(_ site: ServedSite) -> String {
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
        InaccessiblePaths=\(hidden(["stacks"], in: site))
        RestrictAddressFamilies=AF_UNIX
        PrivateNetwork=yes
        ProtectProc=invisible

        [Install]
        WantedBy=multi-user.target

        """
    }
}
