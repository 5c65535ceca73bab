internal import Hypertext
internal import PuertoCore

/// The site's own style sheet, script and icon, named after their contents so that a browser may
/// keep them for ever.
struct Assets: Sendable {
    let files: [Asset]
    let style: String
    let script: String
    let icon: String
    let sealed: SealedAssets

    init(agency: Agency) {
        let colors = Assets.agencyColors(agency)
        let sheet =
            PackageResources.base_css + PackageResources.portal_css + Array(colors.utf8)
        let style = Asset(stem: "style", ending: "css", bytes: sheet)
        let script = Asset(stem: "script", ending: "js", bytes: PackageResources.script_js)
        let icon = Asset(stem: "icon", ending: "svg", bytes: PackageResources.icon_svg)
        files = [style, script, icon]
        self.style = style.name
        self.script = script.name
        self.icon = icon.name
        sealed = SealedAssets(colors: colors)
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
