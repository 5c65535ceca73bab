package import PuertoCore
package import PuertoHook

/// The protective header fields of every answer, whether the CGI program, `puerto serve` or a web
/// server sends it.
package enum Protection {
    package static let fields = [
        HeaderField("X-Content-Type-Options", fixed: "nosniff"),
        HeaderField("Referrer-Policy", fixed: "no-referrer"),
        HeaderField("X-Frame-Options", fixed: "DENY"),
        HeaderField("Cross-Origin-Resource-Policy", fixed: "same-origin"),
        HeaderField("Cross-Origin-Opener-Policy", fixed: "same-origin"),
        HeaderField(
            "Permissions-Policy",
            fixed: """
                camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), \
                usb=()
                """),
        HeaderField("X-Robots-Tag", fixed: "noindex"),
    ]

    /// The fields of a portal's answers; one with TLS keeps its browsers to it.
    package static func fields(of web: WebSettings) -> [HeaderField] {
        fields + (web.isSecure ? [.strictTransport] : [])
    }

    /// The policy of pages. A page holds a stricter policy of its own: a sealed page's style and
    /// script are inside it. This one adds what a page cannot say in itself, and forbids other sites.
    package static let pages = HeaderField(
        "Content-Security-Policy",
        fixed: """
            default-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; \
            base-uri 'none'; form-action 'self'; frame-ancestors 'none'
            """)

    /// The policy of a picture that is opened by itself: an SVG would be a document.
    package static let pictures = HeaderField(
        "Content-Security-Policy",
        fixed: "default-src 'none'; style-src 'unsafe-inline'; sandbox")

    /// The policy of everything but pages.
    package static let data = HeaderField(
        "Content-Security-Policy", fixed: "default-src 'none'; frame-ancestors 'none'")
}
