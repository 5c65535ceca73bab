package import PuertoCore

/// Names in `public/assets/` of what a page needs that is made elsewhere and is to look like the
/// portal's.
package struct WebAssets: Hashable, Sendable {
    package let style: String
    /// Search needs the portal's markup; copying works on any page.
    package let script: String
    package let icon: String

    /// Of a portal that has a hook.
    package init(_ agency: Agency) {
        let assets = Assets(agency: agency, isLive: true)
        style = assets.style
        script = assets.script
        icon = assets.icon
    }
}
