internal import Hypertext
internal import PuertoCore

/// The site's style sheet, scripts and icon. They are named after their contents, so that a browser
/// may cache them for ever.
struct Assets: Sendable {
    let files: [Asset]
    let style: String
    let script: String
    /// The script of the portal's actions; `nil` for a read-only portal.
    let live: String?
    let icon: String
    /// The assets inside each onboarding page with a sealed password.
    let sealed: InlineAssets
    /// The assets inside the page that opens one-time links; `nil` for a read-only portal.
    let link: InlineAssets?

    init(agency: Agency, isLive: Bool) {
        let colors = Assets.agencyColors(agency)
        let style = Asset(stem: "style", ending: "css", bytes: Assets.sheet(colors, isLive))
        let script = Asset(stem: "script", ending: "js", bytes: PackageResources.script_js)
        let icon = Asset(stem: "icon", ending: "svg", bytes: PackageResources.icon_svg)
        let live = isLive ? [Asset(stem: "live", ending: "js", bytes: Script.live)] : []
        files = [style, script, icon] + live
        self.style = style.name
        self.script = script.name
        self.live = live.first?.name
        self.icon = icon.name
        let base = PackageResources.base_css + PackageResources.handoff_css
        sealed = InlineAssets(
            style: base + Array(colors.utf8), script: PackageResources.handoff_js)
        link =
            isLive
            ? InlineAssets(
                style: base + PackageResources.link_css + Array(colors.utf8), script: Script.link,
                connects: true) : nil
    }
}

/// One file of `public/assets/`.
struct Asset: Sendable {
    let name: String
    let bytes: [UInt8]

    init(stem: String, ending: String, bytes: [UInt8]) {
        name = "\(stem)-\(Fingerprint(bytes).hex).\(ending)"
        self.bytes = bytes
    }
}

extension Assets {
    /// Makes the style sheet; a read-only portal does not need the styles of forms and dialogs.
    private static func sheet(_ colors: String, _ isLive: Bool) -> [UInt8] {
        PackageResources.base_css + PackageResources.portal_css
            + (isLive ? PackageResources.live_css : []) + Array(colors.utf8)
    }

    /// The agency's colour for the onboarding pages, adjusted until it is readable on the light and
    /// the dark background.
    private static func agencyColors(_ agency: Agency) -> String {
        guard let color = agency.color, let light = try? Color("#ffffff"),
            let dark = try? Color("#161d21"), let black = try? Color("#000000")
        else { return "" }
        let onLight = color.readable(on: light, towards: black)
        let onDark = color.readable(on: dark, towards: light)
        return ".welcome{--accent:light-dark(\(onLight.hex),\(onDark.hex))}\n"
    }
}
