internal import Crypto
internal import FoundationEssentials
internal import Hypertext
internal import PuertoCore

/// The sheet and script inside a self-contained page, and the policy that allows only those.
struct InlineAssets: Sendable {
    let style: [UInt8]
    let script: [UInt8]
    /// The Content-Security-Policy (CSP 3) that allows this sheet and this script, by their digests,
    /// and nothing else.
    let policy: HTML
    /// A fingerprint of the sheet and the script.
    let print: UInt64

    /// With `connects`, the script may send requests to the server that the page came from.
    init(style: [UInt8], script: [UInt8], connects: Bool = false) {
        self.style = style
        self.script = script
        let own: HTML? = connects ? " connect-src 'self';" : nil
        policy = """
            default-src 'none'; style-src '\(raw: InlineAssets.digest(style))'; script-src \
            '\(raw: InlineAssets.digest(script))'; img-src data:;\(own) base-uri 'none'; form-action 'none'
            """
        var print = Fingerprint(style)
        script.withUnsafeBytes { print.add($0) }
        self.print = print.value
    }

    /// SHA-256 in base64, with the prefix that CSP wants.
    private static func digest(_ bytes: [UInt8]) -> String {
        "sha256-" + Data(SHA256.hash(data: bytes)).base64EncodedString()
    }
}
