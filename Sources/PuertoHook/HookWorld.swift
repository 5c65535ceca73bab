package import PuertoCore
internal import PuertoVault
package import PuertoWire

/// The broker and the portal's settings: all that the hook works with. It has no key and opens no
/// database.
package struct HookWorld: Sendable {
    package let broker: BrokerClient
    let web: HookSettings
    /// Tells whether the records are a demo's.
    let isDemo: Bool

    /// Asks the broker for the portal's settings. Throws `io` when no broker answers, and `notFound`
    /// for a portal that is not served.
    package init(_ broker: BrokerClient) throws {
        let answer = try broker.ask(GetSettings())
        guard let web = answer.web else {
            throw PuertoError(
                .notFound, "the portal is not served: 'web' is missing in puerto.yaml",
                hint: "add it, then run puerto build")
        }
        self.broker = broker
        self.web = web
        isDemo = answer.records == .demo
    }
}

extension HookWorld {
    package var settings: WebSettings { web.settings }

    /// Throws `conflict` if a tenant's application has the portal's host name.
    package func checkPortalName() throws { _ = try broker.ask(CheckName()) }

    /// Throws `io` if the records or the key of programs' secrets cannot be used.
    package func checkHealth() throws { _ = try broker.ask(CheckHealth()) }

    var hook: String { web.settings.hook }
    var portal: String { web.settings.portal }

    var cookie: SessionCookie { SessionCookie() }

    /// The address of a tenant's application on its host.
    func url(of tenant: Tenant, _ host: Host?) -> String {
        let template = (try? AppURL(template: web.url)) ?? .local
        return template.url(of: tenant, host: host)
    }
}
