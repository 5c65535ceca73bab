/// Settings that are recorded for the hook, which reads no `puerto.yaml`.
package struct HookSettings: Hashable, Sendable, Codable {
    package var settings: WebSettings
    package var agency: String
    /// The portal's first language.
    package var language: Language
    /// Every language the portal is published in.
    package var languages: [Language]
    /// Files of `public/assets/`.
    package var style: String
    package var icon: String
    /// `nil` until a build has recorded them.
    package var scripts: HookScripts?
    /// The template of tenants' addresses, from `url`.
    package var url: String
    /// The port rule for new clients' slots.
    package var ports: PortRule
    package var subnets: SubnetPool
    package var passkeys: PasskeyPolicy
    /// `nil` where the agency names none.
    package var security: SecurityContact?

    package init(
        settings: WebSettings, agency: String, language: Language, languages: [Language],
        style: String, icon: String, scripts: HookScripts? = nil, url: String,
        ports: PortRule = .standard, subnets: SubnetPool = .standard,
        passkeys: PasskeyPolicy = PasskeyPolicy(), security: SecurityContact? = nil
    ) {
        self.settings = settings
        self.agency = agency
        self.language = language
        self.languages = languages
        self.style = style
        self.icon = icon
        self.scripts = scripts
        self.url = url
        self.ports = ports
        self.subnets = subnets
        self.passkeys = passkeys
        self.security = security
    }
}
