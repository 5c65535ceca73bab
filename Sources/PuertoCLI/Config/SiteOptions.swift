import ArgumentParser
import Foundation
import PuertoCore

/// The options of a configuration, besides `puerto.yaml`.
struct SiteOptions: ParsableArguments {
    @Option(help: "The puerto-cgi program; default: beside this one.") var cgi: String?
    @Option(help: "The user of the web server.") var user = "www-data"
    @Option(help: "The user who runs puerto.") var `operator` = "puerto"
    @Option(
        help: ArgumentHelp(
            "The address the server listens on, without TLS: terminate TLS in front of it.",
            valueName: "address:port"))
    var listen = "127.0.0.1:8080"
    @Option(
        help: ArgumentHelp("The port of puerto serve --guarded (caddy).", valueName: "port"))
    var servePort = 7990
    @Option(help: "A folder for the server's socket, temporary files and log.")
    var state = "/var/lib/puerto-web"
    @Option(
        help: ArgumentHelp(
            """
            A proxy in front, whose X-Forwarded-For names the caller; once for each. Without it, \
            proxies under web in puerto.yaml does the same for the hook alone.
            """, valueName: "address"))
    var proxy: [String] = []
    @OptionGroup var options: WorkspaceOptions

    /// Prints a web server's configuration, and warns where all its callers have one address.
    func printServer(
        _ text: (ServedSite) throws -> String,
        warning: (ServedSite) -> String? = { $0.addressWarning }
    ) throws {
        try print { site in
            if let warning = warning(site) { Failure.warn(warning) }
            return try text(site)
        }
    }

    func print(_ text: (ServedSite) throws -> String) throws {
        let workspace = try options.open()
        guard let web = workspace.configuration.web else {
            throw PuertoError.noWeb(workspace.path("puerto.yaml"))
        }
        try workspace.checkPortalName()
        let site = try ServedSite(
            folder: Self.absolute(workspace.folder), web: web,
            program: Self.absolute(ProgramFile.path),
            cgi: Self.absolute(cgi ?? ProgramFile.sibling("puerto-cgi")), user: user,
            owner: `operator`, listen: listen, servePort: servePort, state: Self.absolute(state),
            proxies: proxy)
        try FileDescriptorOutput.standard.write(text(site))
    }

    private static func absolute(_ path: String) -> String {
        // Servers that follow no symbolic links refuse a path that contains one.
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path(percentEncoded: false)
            .trimmingSuffix("/")
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        utf8.count > 1 && hasSuffix(suffix) ? String(dropLast()) : self
    }
}

extension PuertoError {
    static func noWeb(_ file: String) -> PuertoError {
        PuertoError(
            .invalid, "no 'web' in puerto.yaml",
            hint: "web: {url: https://portal.example.com} says where the portal is served",
            place: file
        ).spanish(
            "no hay 'web' en puerto.yaml",
            hint: "web: {url: https://portal.example.com} dice dónde se sirve el portal")
    }
}
