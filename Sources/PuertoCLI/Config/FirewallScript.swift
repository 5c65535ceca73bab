import PuertoEngine

/// The script that installs a workspace's packet filter, and the command that removes it.
///
/// A timer's unit of root's applies the table and leaves a mark for the worker, who may not ask
/// the kernel for the table.
struct FirewallScript {
    let rules: FirewallRules

    var rulesFile: String { "/etc/puerto/firewall-\(rules.tag).nft" }
    var program: String { "/etc/puerto/firewall-\(rules.tag).sh" }
    var unit: String { "puerto-firewall-\(rules.tag)" }
    private var units: String { "/etc/systemd/system/\(unit)" }

    /// The script, for root. To run it again changes nothing.
    var text: String {
        """
        #!/bin/sh
        # Keeps the network away from the clients' containers of the workspace \(rules.tag), and those
        # away from this machine, by puerto config firewall. Run it as root; read it first.
        # To remove it: puerto config firewall --remove | sudo sh
        set -eu
        umask 022
        PATH=/usr/sbin:/usr/bin:/sbin:/bin
        if ! command -v nft >/dev/null; then
            echo "nft is missing: apt-get install nftables, and run this again" >&2
            exit 1
        fi
        mkdir -p /etc/puerto
        # The timer of an earlier run reads no half of a file.
        cat > \(rulesFile).new <<'END'
        \(rules.text)END
        mv -f \(rulesFile).new \(rulesFile)
        cat > \(program).new <<'END'
        \(applying)END
        chmod 0755 \(program).new
        mv -f \(program).new \(program)
        \(program)
        if [ ! -d /run/systemd/system ]; then
            echo "there is no systemd: run \(program) at boot, before docker, and each minute" >&2
            exit 0
        fi
        cat > \(units).service <<'END'
        \(service)END
        cat > \(units).timer <<'END'
        \(timer)END
        systemctl daemon-reload
        systemctl enable --quiet \(unit).service
        systemctl enable --quiet --now \(unit).timer

        """
    }

    /// The command that removes all of it, for root.
    var removal: String {
        """
        if [ -d /run/systemd/system ]; then \
        systemctl disable --quiet --now \(unit).timer \(unit).service; fi; \
        nft delete table inet \(rules.table); \
        rm -f \(rulesFile) \(program) \(units).service \(units).timer \
        \(FirewallMark.path(of: rules)); \
        if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi

        """
    }
}

extension FirewallScript {
    /// The program that applies the table where the kernel has another one, and writes the mark.
    ///
    /// The kernel is asked for the list that it should show too, in a network namespace where nothing
    /// else is: nft spells rules in its own way, which changes with its version.
    private var applying: String {
        """
        #!/bin/sh
        # Applies \(rules.table) where it is missing or was changed, and writes a mark for puerto.
        set -eu
        umask 022
        PATH=/usr/sbin:/usr/bin:/sbin:/bin
        rules=\(rulesFile)
        table=\(rules.table)
        mark=\(FirewallMark.path(of: rules))
        # A mark stays only where everything below has come to its end.
        trap 'rm -f "$mark" "$mark.new"' EXIT

        wanted=$(unshare --net sh -c 'nft -f "$1" && nft -s list table inet "$2"' sh "$rules" "$table")
        listed() { nft -s list table inet "$table" 2>/dev/null || true; }
        if [ "$(listed)" != "$wanted" ]; then
            nft -f "$rules"
            echo "the table $table was missing or another one: applied"
        fi
        if [ "$(listed)" != "$wanted" ]; then
            echo "the kernel lists another table $table than was applied" >&2
            exit 1
        fi
        mkdir -p "${mark%/*}"
        digest=$(sha256sum < "$rules")
        printf 'range %s\\ndigest %s\\n' \(rules.range) "${digest%% *}" > "$mark.new"
        mv -f "$mark.new" "$mark"
        trap - EXIT

        """
    }

    /// Debian's nftables.service empties all tables when it starts.
    private var service: String {
        """
        [Unit]
        Description=Puerto: keeps the network away from clients' containers
        After=nftables.service
        Before=docker.service

        [Service]
        Type=oneshot
        ExecStart=\(program)
        CapabilityBoundingSet=CAP_NET_ADMIN CAP_SYS_ADMIN
        NoNewPrivileges=yes
        ProtectSystem=full
        ProtectHome=yes
        PrivateTmp=yes

        [Install]
        WantedBy=multi-user.target docker.service

        """
    }

    private var timer: String {
        """
        [Unit]
        Description=Puerto: looks each minute whether the packet filter is there

        [Timer]
        OnCalendar=minutely
        AccuracySec=1s

        [Install]
        WantedBy=timers.target

        """
    }
}
