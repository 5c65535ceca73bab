internal import Hypertext
internal import PuertoCore

/// The site's own style sheet, scripts and icon, named after their contents so that a browser may
/// cache them for ever.
struct Assets: Sendable {
    let files: [Asset]
    let style: String
    let script: String
    /// The script of pages that act; `nil` for a portal without a hook.
    let live: String?
    let icon: String
    /// The agency's logo; `nil` without one.
    let logo: LogoAsset?
    /// The sheet and script inside each sealed page.
    let sealed: InlineAssets
    /// Those inside the page of one-time links; `nil` for a portal without a hook.
    let link: InlineAssets?

    init(agency: Agency, isLive: Bool) {
        let colors = Array(Assets.agencyColors(agency).utf8)
        let sheet = isLive ? Sheet.live : Sheet.portal
        let style = Asset(stem: "style", ending: "css", bytes: sheet + colors)
        let script = Asset(stem: "script", ending: "js", bytes: Script.portal)
        let icon = Asset(stem: "icon", ending: "svg", bytes: PackageResources.icon_svg)
        let live = isLive ? [Asset(stem: "live", ending: "js", bytes: Script.live)] : []
        let forms = isLive ? [Assets.login, Assets.register] : []
        logo = agency.logo.map(LogoAsset.init)
        files = [style, script, icon] + live + forms + (logo.map { [$0.file] } ?? [])
        self.style = style.name
        self.script = script.name
        self.live = live.first?.name
        self.icon = icon.name
        sealed = InlineAssets(style: Sheet.sealed + colors, script: Script.sealed)
        link =
            isLive
            ? InlineAssets(style: Sheet.link + colors, script: Script.link, connects: true) : nil
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
    /// The script of the hook's login page.
    static let login = Asset(stem: "login", ending: "js", bytes: Script.login)
    /// The script of the hook's page that registers a passkey.
    static let register = Asset(stem: "register", ending: "js", bytes: Script.register)

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
