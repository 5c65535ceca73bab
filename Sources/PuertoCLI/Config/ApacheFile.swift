import PuertoDoor
import PuertoHook

/// The file apache2.conf, for 2.4 with Debian's modules.
enum ApacheFile {
    private static let modules = [
        "mpm_event", "authz_core", "alias", "rewrite", "headers", "env", "mime", "reqtimeout",
        "cgid",
    ]

    /// Takes the caller's address from the proxies in front.
    private static func proxies(_ site: ServedSite) -> String {
        guard !site.proxies.isEmpty else { return "" }
        return "RemoteIPHeader X-Forwarded-For\n"
            + site.proxies.map { "RemoteIPInternalProxy \($0)\n" }.joined()
    }

    static func text(_ site: ServedSite) throws -> String {
        let hook = site.hook
        let (program, folder) = parts(of: site.cgi)
        return """
            # Apache for the portal of \(site.origin), by puerto config apache.
            # Run: apache2 -DFOREGROUND -f THIS-FILE; \(site.user) needs \(site.state) for itself.
            \(site.brokerComment)
            \((modules + (site.proxies.isEmpty ? [] : ["remoteip"])).map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so" }.joined(separator: "\n"))
            ServerRoot \(try Written.apache(site.state))
            DefaultRuntimeDir \(try Written.apache(site.state))
            PidFile \(try Written.apache(site.inState("apache.pid")))
            ScriptSock \(try Written.apache(site.inState("cgid.sock")))
            ErrorLog \(try Written.apache(site.inState("error.log")))
            # For each request of the hook Apache also denies a file below public/, as it should.
            LogLevel warn authz_core:crit
            Mutex pthread
            User \(site.user)
            Group \(site.user)
            Listen \(site.listen)
            ServerName \(site.origin)
            UseCanonicalName On
            ServerTokens Prod
            ServerSignature Off
            TraceEnable Off
            FileETag INode MTime Size

            LimitRequestBody 65536
            LimitRequestFields 100
            LimitRequestFieldSize 8190
            LimitRequestLine 8190
            RequestReadTimeout header=10-20,MinRate=500 body=10
            Timeout 30
            KeepAliveTimeout 5
            CGIDScriptTimeout 30
            # Requests at once, and so processes of the hook. Debian ships no module that limits the
            # requests of an address; libapache2-mod-qos and mod-evasive are packages of their own.
            ServerLimit 4
            ThreadsPerChild 32
            MaxRequestWorkers 128
            \(proxies(site))
            MergeSlashes Off
            AllowEncodedSlashes Off
            TypesConfig /dev/null
            AddDefaultCharset utf-8
            AddCharset utf-8 .css .html .js
            AddType text/html .html
            AddType text/css .css
            AddType text/javascript .js
            AddType image/svg+xml .svg
            AddType image/png .png
            AddType application/json .json

            DocumentRoot \(try Written.apache(site.files("")))
            <Directory "/">
                AllowOverride None
                Options None
                Require all denied
            </Directory>
            \(try ["assets", "welcome", "x"].map { try open($0, site) }.joined(separator: "\n"))
            <Directory \(try Written.apache(folder))>
                <Files \(try Written.apache(program))>
                    Options ExecCGI
                    Require all granted
                </Files>
            </Directory>
            <LocationMatch "/\\.">
                Require all denied
            </LocationMatch>

            RewriteEngine On
            # PATH_INFO has each slash once, so the hook cannot refuse this itself.
            RewriteCond %{THE_REQUEST} "^[A-Z]+ [^? ]*//"
            RewriteRule "^" "-" [R=404,L]
            RewriteRule "^/(portal)?$" "/portal/" [R=302,L]
            # The hook checks the session before it sends a page of the portal.
            RewriteRule "^/portal/$" "\(hook)/portal/index.html" [PT,L]
            RewriteRule "^/portal/(.+)$" "\(hook)/portal/$1" [PT,L]
            RewriteRule "^/\\.well-known/security\\.txt$" "\(hook)/security.txt" [PT,L]
            RewriteRule "^/x/$" "/x/index.html" [PT,L]
            ScriptAlias "\(hook)" \(try Written.apache(site.cgi))
            SetEnv PUERTO_WORKSPACE \(try Written.apache(site.folder))
            # The hook's Content-Length is right: without it Apache sometimes chunks the same answer.
            SetEnv ap_trust_cgilike_cl 1

            \(try fields(site))
            <LocationMatch "^(?!\(hook)(/|$)|/portal(/|$)|/\\.well-known/)">
                Header always set \(try field(Protection.pages))
            </LocationMatch>
            <LocationMatch "^/assets/.+\\.svg$">
                Header always set \(try field(Protection.pictures))
            </LocationMatch>
            \(caching.map { "<Location \"\($0)\">\n    Header set Cache-Control \"\($1)\"\n</Location>" }.joined(separator: "\n"))

            """
    }

    private static let caching = [
        ("/assets/", "public, max-age=31536000, immutable"), ("/welcome/", "private, no-cache"),
        ("/x/", "no-store"),
    ]

    private static func open(_ name: String, _ site: ServedSite) throws -> String {
        """
        <Directory \(try Written.apache(site.files(name)))>
            Require all granted
        </Directory>
        """
    }

    private static func parts(of path: String) -> (name: String, folder: String) {
        let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
        return (String(path[path.utf8.index(after: cut)...]), String(path[..<cut]))
    }

    /// Sends each field once, also where the hook has set it.
    private static func fields(_ site: ServedSite) throws -> String {
        try site.fields.map {
            "Header onsuccess unset \($0.name)\nHeader always set \(try field($0))"
        }.joined(separator: "\n")
    }

    private static func field(_ field: HeaderField) throws -> String {
        "\(field.name) \(try Written.apache(field.value))"
    }
}
