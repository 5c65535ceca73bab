package import PuertoHook

/// What every answer of Puerto has, whoever sends it: the program, `puerto serve` or a web server.
package enum Protection {
    package static let fields = [
        HeaderField("X-Content-Type-Options", fixed: "nosniff"),
        HeaderField("Referrer-Policy", fixed: "no-referrer"),
        HeaderField("X-Frame-Options", fixed: "DENY"),
        HeaderField("Cross-Origin-Resource-Policy", fixed: "same-origin"),
        HeaderField("X-Robots-Tag", fixed: "noindex"),
    ]

    /// For pages, which have stricter policies of their own in them: a sealed page's style and
    /// script are inside. It adds what a page cannot say itself, and that nothing is from elsewhere.
    package static let pages = HeaderField(
        "Content-Security-Policy",
        fixed: """
            default-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; \
            base-uri 'none'; form-action 'self'; frame-ancestors 'none'
            """)

    /// For what is no page.
    package static let data = HeaderField(
        "Content-Security-Policy", fixed: "default-src 'none'; frame-ancestors 'none'")
}
