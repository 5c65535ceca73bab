internal import Crypto
internal import FoundationEssentials
internal import Hypertext
internal import PuertoCore

/// What a sealed page has inside itself, and the policy that allows just that.
struct SealedAssets: Sendable {
    let style: [UInt8]
    let script: [UInt8]
    /// A Content-Security-Policy (CSP 3): this sheet and this script by their digests, and nothing
    /// from anywhere.
    let policy: HTML
    /// Differs when any of them does.
    let print: UInt64

    init(colors: String) {
        style = PackageResources.base_css + PackageResources.handoff_css + Array(colors.utf8)
        script = PackageResources.handoff_js
        policy = """
            default-src 'none'; style-src '\(raw: SealedAssets.digest(style))'; script-src \
            '\(raw: SealedAssets.digest(script))'; img-src data:; base-uri 'none'; form-action 'none'
            """
        var print = Fingerprint(style)
        script.withUnsafeBytes { print.add($0) }
        self.print = print.value
    }

    /// As CSP writes it.
    private static func digest(_ bytes: [UInt8]) -> String {
        "sha256-" + Data(SHA256.hash(data: bytes)).base64EncodedString()
    }
}
