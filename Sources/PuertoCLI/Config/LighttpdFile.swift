import PuertoDoor
import PuertoHook

/// The file lighttpd.conf(5), for 1.4.
enum LighttpdFile {
    static func text(_ site: ServedSite) throws -> String {
        let (hook, folder) = (site.hook, try Written.lighttpd(site.folder))
        return """
            # lighttpd for the portal of \(site.origin), by puerto config lighttpd.
            # Run: lighttpd -D -f THIS-FILE; \(site.user) needs \(site.state) for itself.
            \(site.brokerComment)
            server.modules = ("mod_rewrite", "mod_redirect", "mod_alias", "mod_access", "mod_setenv", "mod_cgi"\(site.proxies.isEmpty ? "" : ", \"mod_extforward\""))
            server.bind = "\(site.address)"
            server.port = \(site.port)
            server.username = "\(site.user)"
            server.groupname = "\(site.user)"
            server.document-root = \(try Written.lighttpd(site.files("")))
            server.upload-dirs = (\(try Written.lighttpd(site.state)))
            server.tag = ""

            # Kilobytes, seconds.
            server.max-request-size = 64
            server.max-request-field-size = 16384
            server.max-read-idle = 10
            server.max-write-idle = 30
            server.max-keep-alive-idle = 5
            # Connections at once, and so processes of the hook. Debian's lighttpd has no mod_evasive: it
            # cannot limit the connections of an address.
            server.max-connections = 256
            \(proxies(site))
            server.http-parseopts = (
                "header-strict" => "enable", "host-strict" => "enable", "url-normalize" => "enable",
                "url-normalize-unreserved" => "enable", "url-normalize-required" => "enable",
                "url-ctrls-reject" => "enable", "url-invalid-utf8-reject" => "enable",
                "url-path-2f-decode" => "disable", "url-path-2f-reject" => "enable",
                "url-path-dotseg-remove" => "disable", "url-path-dotseg-reject" => "enable")

            server.follow-symlink = "disable"
            static-file.etags = "enable"
            mimetype.assign = (
                ".html" => "text/html; charset=utf-8", ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8", ".svg" => "image/svg+xml",
                ".png" => "image/png",
                ".json" => "application/json", "" => "application/octet-stream")

            url.redirect = ("^/(portal)?(\\?.*)?$" => "/portal/")
            url.redirect-code = 302
            # The hook checks the session before it has a page of the portal sent.
            url.rewrite-once = (
                "^/\\.well-known/security\\.txt$" => "\(hook)/security.txt",
                "^/portal/(\\?.*)?$" => "\(hook)/portal/index.html$1",
                "^/portal/(.+)$" => "\(hook)/portal/$1",
                "^/x/(\\?.*)?$" => "/x/index.html$1")

            setenv.set-response-header = (\(try fields(site, nil)), \(try field(Protection.pages)))
            $HTTP["url"] =~ "^/assets/" {
                setenv.set-response-header = (\(try fields(site, "public, max-age=31536000, immutable")), \(try field(Protection.pages)))
            }
            $HTTP["url"] =~ "^/assets/.+\\.svg$" {
                setenv.set-response-header = (\(try fields(site, "public, max-age=31536000, immutable")), \(try field(Protection.pictures)))
            }
            $HTTP["url"] =~ "^/welcome/" {
                setenv.set-response-header = (\(try fields(site, "private, no-cache")), \(try field(Protection.pages)))
            }
            $HTTP["url"] =~ "^/x/" {
                setenv.set-response-header = (\(try fields(site, "no-store")), \(try field(Protection.pages)))
            }

            $HTTP["url"] =~ "^\(hook)(/|$)" {
                # The hook sets policy and caching itself.
                setenv.set-response-header = (\(try fields(site, nil)))
                alias.url = ("\(hook)" => \(try Written.lighttpd(site.cgi)))
                cgi.assign = ("" => "")
                cgi.execute-x-only = "enable"
                cgi.limits = ("read-timeout" => 30, "write-timeout" => 30, "tcp-fin-propagate" => "SIGTERM")
                cgi.x-sendfile = "enable"
                cgi.x-sendfile-docroot = (\(try Written.lighttpd(site.files("portal/"))), \(try Written.lighttpd(site.files("assets/"))))
                setenv.set-environment = ("PUERTO_WORKSPACE" => \(folder), "PUERTO_SENDFILE" => "x-sendfile")
            } else $HTTP["url"] !~ "\(ServedSite.openFiles)" {
                url.access-deny = ("")
            }

            """
    }

    /// Takes the caller's address from the proxies in front.
    private static func proxies(_ site: ServedSite) -> String {
        guard !site.proxies.isEmpty else { return "" }
        let all = site.proxies.map { "\"\($0)\" => \"trust\"" }.joined(separator: ", ")
        return """
            extforward.headers = ("X-Forwarded-For")
            extforward.forwarder = (\(all))

            """
    }

    private static func fields(_ site: ServedSite, _ caching: String?) throws -> String {
        let all = try site.fields.map(field)
        return (all + (caching.map { ["\"Cache-Control\" => \"\($0)\""] } ?? []))
            .joined(separator: ", ")
    }

    private static func field(_ field: HeaderField) throws -> String {
        "\"\(field.name)\" => \(try Written.lighttpd(field.value))"
    }
}
