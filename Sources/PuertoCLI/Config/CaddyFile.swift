import PuertoCore
import PuertoDoor
import PuertoHook

/// A Caddyfile, for 2.6: Caddy serves the public files and passes the rest to `puerto serve
/// --guarded`.
enum CaddyFile {
    static func text(_ site: ServedSite) throws -> String {
        """
        # Caddy for the portal of \(site.origin), by puerto config caddy.
        # Run: caddy run --adapter caddyfile --config THIS-FILE, and as \(site.user):
        #   \(Written.shell(site.program)) serve --guarded --port \(site.servePort) --workspace \(Written.shell(site.folder))
        \(site.brokerComment)
        # Under web in puerto.yaml: proxies: [\(hops(site).joined(separator: ", "))]
        # Caddy has no limit of requests by address built in.
        # For TLS by Caddy itself put \(site.origin) in place of the address.
        {
            admin off
            storage file_system \(try Written.caddy(site.state))
            auto_https disable_redirects
            servers {
                timeouts {
                    read_header 10s
                    read_body 15s
                    write 60s
                    idle 30s
                }
                max_header_size 64KB
            }
        }

        (puerto) {
            header {
                -Server
                defer
        \(try site.fields.map { "        \(try field($0))" }.joined(separator: "\n"))
            }
        }

        http://:\(site.port) {
            bind \(bind(site))
            import puerto
            handle_errors {
                import puerto
                header Cache-Control no-store
            }
            root * \(try Written.caddy(site.files("")))
            request_body {
                max_size 64KB
            }
            @home path / /portal
            redir @home /portal/ 302

            # Other methods, such as CONNECT, could leave a connection that cannot be used again.
            @ours {
                method GET HEAD POST DELETE
                path \(site.hook) \(site.hook)/* /portal/* /.puerto/* /.well-known/security.txt
            }
            handle @ours {
                reverse_proxy 127.0.0.1:\(site.servePort) {
        \(trusted(site))            # Before puerto serve closes them, after 15 s.
                    transport http {
                        keepalive 10s
                    }
                }
            }

            rewrite /x/ /x/index.html
            @open path_regexp \(ServedSite.openFiles)
            handle @open {
                @pictures path /assets/*.svg
                header @pictures \(try field(Protection.pictures))
                @others not path /assets/*.svg
                header @others \(try field(Protection.pages))
                header /assets/* Cache-Control "public, max-age=31536000, immutable"
                header /welcome/* Cache-Control "private, no-cache"
                header /x/* Cache-Control "no-store"
                file_server {
                    index none
                }
            }
            handle {
                error 404
            }
        }

        """
    }

    /// The addresses that the hook sees before the caller's: Caddy's own, and those of proxies.
    private static func hops(_ site: ServedSite) -> [String] {
        ["127.0.0.1"] + site.proxies.filter { $0 != "127.0.0.1" }
    }

    /// Has Caddy hand on the addresses that these proxies name.
    private static func trusted(_ site: ServedSite) -> String {
        site.proxies.isEmpty
            ? "" : "            trusted_proxies \(site.proxies.joined(separator: " "))\n"
    }

    /// The warning where `puerto serve` sees every caller at Caddy's own address.
    static func addressWarning(_ site: ServedSite) -> String? {
        let missing = hops(site).filter { !site.web.proxies.contains($0) }
        guard !missing.isEmpty else { return nil }
        return "puerto serve sees every caller at Caddy's address: ten wrong passwords by anybody "
            + "keep everybody out (proxies: [\(hops(site).joined(separator: ", "))] under web in "
            + "puerto.yaml)"
    }

    private static func bind(_ site: ServedSite) -> String {
        site.address.hasPrefix("[") ? String(site.address.dropFirst().dropLast()) : site.address
    }

    private static func field(_ field: HeaderField) throws -> String {
        "\(field.name) \(try Written.caddy(field.value))"
    }
}
