import PuertoDoor
import PuertoHook

/// The file nginx.conf, for 1.22 with its `auth_request`; fcgiwrap runs the hook.
enum NginxFile {
    static func text(_ site: ServedSite) throws -> String {
        let (hook, socket) = (site.hook, try Written.nginx("unix:" + site.inState("fcgiwrap.sock")))
        return """
            # nginx for the portal of \(site.origin), by puerto config nginx.
            # Run: nginx -c THIS-FILE; \(site.user) needs \(site.state) for itself, and beside nginx:
            #   spawn-fcgi -n -s \(Written.shell(site.inState("fcgiwrap.sock"))) -M 0600 -u \(site.user) -- \\
            #     /usr/sbin/fcgiwrap -c \(processes) -p \(Written.shell(site.cgi))
            \(site.brokerComment)
            user \(site.user);
            worker_processes auto;
            pid \(try Written.nginx(site.inState("nginx.pid")));
            error_log stderr;
            events {}

            http {
                types {
                    text/html html;
                    text/css css;
                    text/javascript js;
                    image/svg+xml svg;
                    image/png png;
                    application/json json;
                }
                default_type application/octet-stream;
                charset utf-8;
                charset_types text/css text/javascript;
                access_log off;
                server_tokens off;
                autoindex off;
                merge_slashes off;
                underscores_in_headers off;
                absolute_redirect off;
                etag on;

                client_max_body_size 64k;
                client_body_timeout 10s;
                client_header_timeout 10s;
                send_timeout 30s;
                keepalive_timeout 15s;
                large_client_header_buffers 4 8k;
                client_body_temp_path \(try Written.nginx(site.inState("tmp-body")));
                fastcgi_temp_path \(try Written.nginx(site.inState("tmp-fastcgi")));
                proxy_temp_path \(try Written.nginx(site.inState("tmp-proxy")));
                scgi_temp_path \(try Written.nginx(site.inState("tmp-scgi")));
                uwsgi_temp_path \(try Written.nginx(site.inState("tmp-uwsgi")));

            \(proxies(site))    # An address that stands for many callers has no limit of its own.
                geo $puerto_shared {
                    default 0;
            \(site.sharedAddresses.map { "        \($0) 1;" }.joined(separator: "\n"))
                }
                map $puerto_shared $puerto_address {
                    0 $binary_remote_addr;
                    default "";
                }
                map "$request_method $uri" $puerto_login {
                    "~^POST \(hook)\(ServedSite.logins)" $puerto_address;
                    default "";
                }
                limit_req_zone $puerto_login zone=puerto_logins:1m rate=30r/m;
                limit_conn_zone $puerto_address zone=puerto_connections:1m;
                limit_req_status 429;
                limit_conn_status 429;
                # A line for each refusal would fill the log.
                limit_req_log_level info;
                limit_conn_log_level info;

                map $uri $puerto_policy {
                    "~^/assets/.+\\.svg$" \(try Written.nginx(Protection.pictures.value));
                    default \(try Written.nginx(Protection.pages.value));
                }

                map $uri $puerto_caching {
                    ~^/assets/ "public, max-age=31536000, immutable";
                    ~^/x/ "no-store";
                    default "private, no-cache";
                }

                server {
                    listen \(site.listen);
                    server_name _;
                    limit_conn puerto_connections 40;
                    root \(try Written.nginx(site.files("")));
                    disable_symlinks on \(try Written.nginx("from=" + site.files("")));
            \(try fields(site, indent: 8))
                    add_header Content-Security-Policy $puerto_policy always;
                    add_header Cache-Control $puerto_caching;

                    location = / { return 302 /portal/; }
                    location = /portal { return 302 /portal/; }
                    location / { return 404; }
                    location ~ \(try pattern(ServedSite.openFiles)) {}
                    location = /x/ { try_files /x/index.html =404; }

                    location ^~ /portal/ {
                        auth_request /puerto-session;
                        error_page 401 = @login;
                        index index.html;
                        location ~ "/\\." { return 404; }
                    }
                    location @login { return 302 \(hook)/login?next=$request_uri; }

                    location = /puerto-session {
                        internal;
                        fastcgi_pass \(socket);
                        fastcgi_pass_request_body off;
                        fastcgi_param PATH_INFO /session/check;
                        fastcgi_param REQUEST_METHOD GET;
            \(try parameters(site))
                    }

                    location = /.well-known/security.txt {
                        fastcgi_pass \(socket);
                        fastcgi_param PATH_INFO /security.txt;
                        fastcgi_param REQUEST_METHOD $request_method;
            \(try parameters(site))
            \(hidden(site, indent: 12))
            \(try fields(site, indent: 12))
                    }

                    location ~ "(?s)^\(hook)(?<puerto_path>/.*)?$" {
                        fastcgi_pass \(socket);
                        fastcgi_read_timeout 30s;
                        limit_req zone=puerto_logins burst=20 nodelay;
                        fastcgi_param PATH_INFO $puerto_path;
                        fastcgi_param REQUEST_METHOD $request_method;
                        fastcgi_param QUERY_STRING $query_string;
                        fastcgi_param CONTENT_TYPE $content_type if_not_empty;
                        fastcgi_param CONTENT_LENGTH $content_length if_not_empty;
                        fastcgi_param PUERTO_SENDFILE x-accel=/puerto-files/;
            \(try parameters(site))
                        # The hook sets policy and caching itself; each other field is sent once.
            \(hidden(site, indent: 12))
            \(try fields(site, indent: 12))
                    }
                    # Files that the hook has released.
            \(try internalFiles("portal", site))
            \(try internalFiles("assets", site))
                }
            }

            """
    }

    /// Processes of the hook at once: twice the length of the line in which logins wait.
    static let processes = 16

    /// Takes the caller's address from the proxies in front.
    private static func proxies(_ site: ServedSite) -> String {
        guard !site.proxies.isEmpty else { return "" }
        let all = site.proxies.map { "    set_real_ip_from \($0);\n" }.joined()
        return all + "    real_ip_header X-Forwarded-For;\n    real_ip_recursive on;\n"
    }

    private static func internalFiles(_ name: String, _ site: ServedSite) throws -> String {
        """
                location ^~ /puerto-files/\(name)/ {
                    internal;
                    alias \(try Written.nginx(site.files(name + "/")));
        \(try fields(site, indent: 12))
                    add_header \(try field(Protection.pages)) always;
                }
        """
    }

    private static func parameters(_ site: ServedSite) throws -> String {
        let own = [
            ("SCRIPT_FILENAME", try Written.nginx(site.cgi)), ("SCRIPT_NAME", site.hook),
            ("PUERTO_WORKSPACE", try Written.nginx(site.folder)), ("SERVER_NAME", site.name),
            ("SERVER_PORT", "$server_port"), ("SERVER_PROTOCOL", "$server_protocol"),
            ("REMOTE_ADDR", "$remote_addr"), ("GATEWAY_INTERFACE", "CGI/1.1"),
            ("HTTP_PROXY", "\"\""),
        ]
        return own.map { "            fastcgi_param \($0) \($1);" }.joined(separator: "\n")
    }

    private static func fields(_ site: ServedSite, indent: Int) throws -> String {
        let space = String(repeating: " ", count: indent)
        return try site.fields.map { "\(space)add_header \(try field($0)) always;" }
            .joined(separator: "\n")
    }

    private static func hidden(_ site: ServedSite, indent: Int) -> String {
        let space = String(repeating: " ", count: indent)
        return site.fields.map { "\(space)fastcgi_hide_header \($0.name);" }
            .joined(separator: "\n")
    }

    private static func field(_ field: HeaderField) throws -> String {
        "\(field.name) \(try Written.nginx(field.value))"
    }

    /// A regular expression in quotes: `$` is its end, and no variable.
    private static func pattern(_ text: String) throws -> String { "\"\(text)\"" }
}
