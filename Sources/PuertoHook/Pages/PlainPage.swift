internal import Hypertext
internal import PuertoCore

/// The page of a refusal where neither settings nor a session are known: without a style, a menu or
/// a name of the agency.
enum PlainPage {
    /// `back` is the portal's address.
    static func html(_ problem: Problem, _ l: Language, back: String = "/") -> HTML {
        let title = ProblemPage.title(problem.status, l)
        return """
            <!DOCTYPE html>
            <html lang="\(l.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(title) · Puerto</title>
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            \(problem.paragraph("detail", l))<p><a href="\(back)">\(l("Volver al portal", "Back to the portal"))</a></p>
            </main>
            </body>
            </html>

            """
    }

    /// Spanish for a visitor whose browser asks for it first, or else English.
    static func language(of request: Request) -> Language {
        let wanted = request.header("accept-language") ?? []
        return wanted.starts(with: "es".utf8) ? .es : .en
    }
}
