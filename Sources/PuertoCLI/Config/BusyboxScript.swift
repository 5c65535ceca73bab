import PuertoCore

/// The script for busybox httpd, which has no settings for environment, headers or rewriting. The
/// script makes a home folder with links to the public files, and an environment that the server
/// passes on to the hook.
enum BusyboxScript {
    static func text(_ site: ServedSite) throws -> String {
        let parts = site.hook.utf8.split(separator: UInt8(ascii: "/"))
        guard parts.count == 2, parts[0].elementsEqual("cgi-bin".utf8) else {
            throw PuertoError(
                .invalid, "busybox httpd runs no program at '\(site.hook)'",
                hint: "hook: /cgi-bin/puerto under web in puerto.yaml"
            ).spanish(
                "busybox httpd no ejecuta ningún programa en '\(site.hook)'",
                hint: "hook: /cgi-bin/puerto en web, en puerto.yaml")
        }
        guard site.proxies.isEmpty else {
            throw PuertoError(
                .invalid, "busybox httpd takes no caller's address from a proxy",
                hint: "print a configuration of another server"
            ).spanish(
                "busybox httpd no toma de un proxy la dirección de quien llama",
                hint: "pide la configuración de otro servidor")
        }
        let home = Written.shell(site.inState("home"))
        let links = ["assets", "welcome", "x"].map {
            "ln -sfn \(Written.shell(site.files($0))) \(home)/\($0)"
        }
        return """
            #!/bin/sh
            # busybox httpd for the portal of \(site.origin), by puerto config busybox; run it as
            # \(site.user), who needs \(site.state). busybox sends no security headers with files: put
            # a server that does in front where that matters. It reads X_Forwarded_For as
            # X-Forwarded-For, so name no proxies under web in puerto.yaml: behind a proxy all callers
            # have one address. It has no limits of its own; a request's head may take a minute.
            \(site.brokerComment)
            set -eu
            umask 022
            # Processes of \(site.user) at once; the option of bash is another one.
            ulimit -p 512 2>/dev/null || ulimit -u 512
            mkdir -p \(home)/cgi-bin
            \(links.joined(separator: "\n"))
            ln -sfn \(Written.shell(site.cgi)) \(home)\(site.hook)
            cat > \(home)/index.html <<'END'
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Puerto</title>
            <meta http-equiv="refresh" content="0; url=\(site.hook)/portal/index.html"></head>
            <body><a href="\(site.hook)/portal/index.html">Portal</a></body></html>
            END
            cat > \(Written.shell(site.inState("httpd.conf"))) <<'END'
            I:index.html
            .css:text/css; charset=utf-8
            .html:text/html; charset=utf-8
            .js:text/javascript; charset=utf-8
            .json:application/json
            .svg:image/svg+xml
            .png:image/png
            END
            exec env -i PATH=/usr/bin:/bin SERVER_NAME=\(site.name) \\
                PUERTO_WORKSPACE=\(Written.shell(site.folder)) \\
                busybox httpd -f -p \(site.listen) -h \(home) -c \(Written.shell(site.inState("httpd.conf")))

            """
    }
}
