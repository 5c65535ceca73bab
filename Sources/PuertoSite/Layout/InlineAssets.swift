internal import Crypto
internal import FoundationEssentials
internal import Hypertext
internal import PuertoCore

/// What a page that is whole in itself has inside, and the policy that allows just that.
struct InlineAssets: Sendable {
    let style: [UInt8]
    let script: [UInt8]
    /// A Content-Security-Policy (CSP 3): this sheet and this script by their digests, and nothing
    /// from anywhere else.
    let policy: HTML
    /// Differs when any of them does.
    let print: UInt64

    /// `connects` lets the script ask the server that the page came from.
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

    /// As CSP writes it.
    private static func digest(_ bytes: [UInt8]) -> String {
        "sha256-" + Data(SHA256.hash(data: bytes)).base64EncodedString()
    }
}
