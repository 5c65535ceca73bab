/// Who may do what in a workspace that two users share.
///
/// The web server's user writes the database and reads one key and the pages. It makes no file:
/// whoever may make or rename files in the folder could put a `puerto.yaml` or `keys/` of their own
/// there. So SQLite's log and index have to stay (see `Store`), and belong to the group because
/// the folder's bit says so, whoever makes them.
enum OwnershipScript {
    static func text(_ site: ServedSite) -> String {
        """
        #!/bin/sh
        # Who may do what in this workspace, by puerto config ownership: run it as root, and again
        # after an import into a new database or a restored key. The folders above must let
        # \(site.user) through.
        set -eu
        cd \(Written.shell(site.folder))
        owner=\(site.owner)
        web=$(id -gn \(site.user))
        id "$owner" >/dev/null

        # What is not there yet is made here, by its owner, and by nobody else later.
        mkdir -p keys stacks content public .puerto
        chown "$owner:$web" . keys public
        chown -hR "$owner:$(id -gn "$owner")" content stacks .puerto
        chown -hR "$owner:$web" public
        for file in puerto.yaml fleet.yaml keys/master.key keys/signing.key; do
            if [ -e "$file" ]; then chown -h "$owner:$(id -gn "$owner")" "$file"; chmod 0600 "$file"; fi
        done

        # The group passes through and makes nothing; new files belong to it.
        chmod 2750 .
        chmod 0710 keys
        chmod 0700 content stacks .puerto
        chmod -R u=rwX,go=rX public

        # The database is both users'; the log and the index stay once they are there.
        for file in puerto.db puerto.db-wal puerto.db-shm; do
            if [ -e "$file" ]; then chown -h "$owner:$web" "$file"; chmod 0660 "$file"; fi
        done
        # The one key of the web server: it opens no credential.
        if [ -e keys/web.key ]; then chown -h "$owner:$web" keys/web.key; chmod 0640 keys/web.key; fi

        # The web server's own folder.
        mkdir -p \(Written.shell(site.state))
        chown \(site.user):"$web" \(Written.shell(site.state))
        chmod 0700 \(Written.shell(site.state))

        # Makes the log and the index, should they be missing.
        runuser -u "$owner" -- \(Written.shell(site.program)) tenant list >/dev/null
        # The web server's user must not be able to use the container engine.
        if id -nG \(site.user) | tr ' ' '\\n' | grep -qx -e docker -e podman; then
            echo "\(site.user) is in a group that may use the container engine" >&2
            exit 1
        fi

        """
    }
}
