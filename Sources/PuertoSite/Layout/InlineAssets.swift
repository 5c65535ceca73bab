internal import Crypto
internal import FoundationEssentials
internal import Hypertext
internal import PuertoCore

/// The style sheet and script inside a self-contained page, and the policy that allows just those.
struct InlineAssets: Sendable {
    let style: [UInt8]
    let script: [UInt8]
    /// A Content-Security-Policy (CSP 3): this sheet and this script by their digests, and nothing
    /// from anywhere else.
    let policy: HTML
    /// A fingerprint of the style sheet and the script.
    let print: UInt64

    /// `connects` lets the script make requests to the server that the page came from.
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

    /// The digest as CSP writes it.
    private static func digest(_ bytes: [UInt8]) -> String {
        "sha256-" + Data(SHA256.hash(data: bytes)).base64EncodedString()
    }
}
