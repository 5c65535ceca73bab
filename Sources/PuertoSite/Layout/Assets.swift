internal import Hypertext
internal import PuertoCore

/// The site's own style sheet, scripts and icon, named after their contents so that a browser may
/// keep them for ever.
struct Assets: Sendable {
    let files: [Asset]
    let style: String
    let script: String
    /// What makes the portal's pages act; `nil` for a portal that is only read.
    let live: String?
    let icon: String
    /// Inside each sealed page.
    let sealed: InlineAssets
    /// Inside the page that opens one-time links; `nil` as `live` is.
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
    /// A portal that is only read has no use for the looks of forms and dialogs.
    private static func sheet(_ colors: String, _ isLive: Bool) -> [UInt8] {
        PackageResources.base_css + PackageResources.portal_css
            + (isLive ? PackageResources.live_css : []) + Array(colors.utf8)
    }

    /// The agency's colour for the onboarding pages, kept readable on the light and the dark ground.
    private static func agencyColors(_ agency: Agency) -> String {
        guard let color = agency.color, let light = try? Color("#ffffff"),
            let dark = try? Color("#161d21"), let black = try? Color("#000000")
        else { return "" }
        let onLight = color.readable(on: light, towards: black)
        let onDark = color.readable(on: dark, towards: light)
        return ".welcome{--accent:light-dark(\(onLight.hex),\(onDark.hex))}\n"
    }
}
