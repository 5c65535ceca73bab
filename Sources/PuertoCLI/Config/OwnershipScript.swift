/// The script that sets the permissions of a workspace that two users share.
///
/// The web server's user writes the database and reads one key and the pages. It may create no
/// file: a user who may create or rename files in the folder could put its own `puerto.yaml` or
/// `keys/` there. SQLite's log and index therefore stay (see `Store`). They belong to the group
/// because of the folder's set-group-ID bit.
enum OwnershipScript {
    static func text(_ site: ServedSite) -> String {
        """
        #!/bin/sh
        # Permissions of this workspace, by puerto config ownership. Run it as root, and again after
        # an import into a new database or after a key was restored. The folders above must let
        # \(site.user) through.
        set -eu
        cd \(Written.shell(site.folder))
        owner=\(site.owner)
        web=$(id -gn \(site.user))
        id "$owner" >/dev/null

        # A link would lead chmod to a file elsewhere.
        for path in . keys stacks content public .puerto puerto.yaml fleet.yaml puerto.db \
            puerto.db-wal puerto.db-shm keys/master.key keys/signing.key keys/web.key \
            \(Written.shell(site.state)); do
            if [ -L "$path" ]; then
                echo "$path is a symbolic link: put the file or folder itself there" >&2
                exit 1
            fi
        done

        # Missing folders are made here and belong to the owner: no other user can make them later.
        mkdir -p keys stacks content public .puerto
        chown "$owner:$web" . keys public
        chown -hR "$owner:$(id -gn "$owner")" content stacks .puerto
        chown -hR "$owner:$web" public
        for file in puerto.yaml fleet.yaml keys/master.key keys/signing.key keys/history.key; do
            if [ -e "$file" ]; then chown -h "$owner:$(id -gn "$owner")" "$file"; chmod 0600 "$file"; fi
        done

        # The group may enter the folder and create nothing; new files belong to the group.
        chmod 2750 .
        chmod 0710 keys
        chmod 0700 content stacks .puerto
        chmod -R u=rwX,go=rX public

        # Both users write the database; SQLite's log and index stay once they exist.
        for file in puerto.db puerto.db-wal puerto.db-shm; do
            if [ -e "$file" ]; then chown -h "$owner:$web" "$file"; chmod 0660 "$file"; fi
        done
        # The web server's only key, which opens no credential.
        if [ -e keys/web.key ]; then chown -h "$owner:$web" keys/web.key; chmod 0640 keys/web.key; fi

        # The web server's own folder.
        mkdir -p \(Written.shell(site.state))
        chown \(site.user):"$web" \(Written.shell(site.state))
        chmod 0700 \(Written.shell(site.state))

        # Makes SQLite's log and index if they are missing.
        runuser -u "$owner" -- \(Written.shell(site.program)) tenant list >/dev/null
        # The web server's user must not be able to use the container engine.
        if id -nG \(site.user) | tr ' ' '\\n' | grep -qx docker; then
            echo "\(site.user) is in a group that may use the container engine" >&2
            exit 1
        fi

        """
    }
}
