package import PuertoCore

/// The names in `public/assets/` of the assets that the hook's pages need to look like the
/// portal's.
package struct WebAssets: Hashable, Sendable {
    package let style: String
    /// The script; its search needs the portal's markup, its copy buttons work on any page.
    package let script: String
    package let icon: String
    /// The script of the hook's login page.
    package let login: String
    /// The script of the hook's page that registers a passkey.
    package let register: String

    /// The assets of a portal that has a hook.
    package init(_ agency: Agency) {
        let assets = Assets(agency: agency, isLive: true)
        style = assets.style
        script = assets.script
        icon = assets.icon
        login = Assets.login.name
        register = Assets.register.name
    }
}
