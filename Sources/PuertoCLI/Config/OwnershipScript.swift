import PuertoVault

/// The script that sets the permissions of a workspace beside a web server.
///
/// The web server's user reads `public/` and connects to the broker's socket, which belongs to its
/// group because of the folder's set-group-ID bit. Everything else is for the owner alone, the
/// names in the folder too. The user may create no file: it could put its own `puerto.yaml` or
/// `keys/` there.
enum OwnershipScript {
    static func text(_ site: ServedSite) -> String {
        let keys = KeyPurpose.allCases.map(\.file).joined(separator: " ")
        return """
            #!/bin/sh
            # Permissions of this workspace, by puerto config ownership. Run it as root before puerto
            # broker starts, and again after an import into a new database or after a file was
            # restored. The folders above must let \(site.user) through.
            set -eu
            cd \(Written.shell(site.folder))
            owner=\(site.owner)
            own=$(id -gn "$owner")
            web=$(id -gn \(site.user))
            state=\(Written.shell(site.state))
            keys="\(keys)"

            # A link would lead chmod to a file elsewhere.
            for path in . keys $keys stacks content public .puerto puerto.yaml fleet.yaml puerto.db \\
                puerto.db-* puerto.db.* puerto.sock "$state"; do
                if [ -L "$path" ]; then
                    echo "$path is a symbolic link: put the file or folder itself there" >&2
                    exit 1
                fi
            done

            # Missing folders are made here and belong to the owner: no other user can make them
            # later.
            mkdir -p keys stacks content public .puerto
            chown -h "$owner:$own" keys
            chown -hR "$owner:$own" content stacks .puerto
            chmod 0700 keys content stacks .puerto

            # The records with their copies, the keys and the configuration are the owner's alone:
            # the web server asks the broker for records.
            for file in $keys puerto.yaml fleet.yaml puerto.db puerto.db-* puerto.db.*; do
                if [ -f "$file" ]; then
                    chown -h "$owner:$own" "$file"
                    chmod 0600 "$file"
                fi
            done

            # The group may go through the folder, and neither lists nor creates a name in it. What
            # is made here belongs to it, as the broker's socket has to.
            chown -h "$owner:$web" .
            chmod 2710 .
            chown -hR "$owner:$web" public
            chmod -R u=rwX,go=rX public

            # The web server's own folder.
            mkdir -p "$state"
            chown -h \(site.user):"$web" "$state"
            chmod 0700 "$state"

            # A file that was opened before stays open to its process. find also tells of processes
            # that end while it looks, which is no fault.
            for process in $(find /proc -maxdepth 1 -user \(site.user) -name '[0-9]*' 2>/dev/null); do
                for open in "$process"/fd/* "$process"/map_files/*; do
                    for file in $keys puerto.db puerto.db-* puerto.db.*; do
                        if [ "$open" -ef "$file" ]; then
                            echo "process ${process#/proc/} of \(site.user) has $file open:" \\
                                "end it, and run this again" >&2
                            exit 1
                        fi
                    done
                done
            done
            # The web server's user must not be able to use the container engine.
            if id -nG \(site.user) | tr ' ' '\\n' | grep -qx docker; then
                echo "\(site.user) is in a group that may use the container engine" >&2
                exit 1
            fi

            """
    }
}
