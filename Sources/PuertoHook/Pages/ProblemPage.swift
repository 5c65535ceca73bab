internal import Hypertext
internal import PuertoCore

/// Answers a refused request with a page for people or a problem document (RFC 9457).
enum ProblemPage {
    static func response(_ problem: Problem, _ request: Request, _ exchange: Exchange?) -> Response
    {
        guard request.wantsPage else {
            return document(problem, exchange?.reader.documentLanguage ?? .en)
        }
        guard let exchange else {
            let page = PlainPage.html(problem, PlainPage.language(of: request))
            return Response(problem.status, problem.headers, page: page)
        }
        // A person without a login is sent to the login page.
        if problem.status == 401, request.method == "GET" || request.method == "HEAD" {
            if exchange.isButtonOfDemo { return Response(403, page: DemoPage.html(exchange)) }
            return .seeOther(exchange.reader.address("/login", next: exchange.place))
        }
        return Response(problem.status, problem.headers, page: page(problem, exchange))
    }

    private static func document(_ problem: Problem, _ l: Language) -> Response {
        Response(
            problem.status,
            problem.headers + [
                HeaderField("Content-Type", fixed: "application/problem+json"),
                problem.language(l) == .es
                    ? HeaderField("Content-Language", fixed: "es")
                    : HeaderField("Content-Language", fixed: "en"),
            ],
            ProblemView(problem: problem, l: l).json.text)
    }

    private static func page(_ problem: Problem, _ exchange: Exchange) -> HTML {
        let layout = exchange.layout
        let l = layout.l
        let title = problem.type == Problem.demo ? DemoPage.title(l) : title(problem.status, l)
        let job: HTML? = problem.job.map { job in
            """
            <p><a href="\(layout.reader.address("/jobs/\(job.id)"))">\(job.action.word(l)), \(job.state.word(l))</a></p>

            """
        }
        return layout.page(
            title,
            """
            <h1>\(title)</h1>
            \(problem.paragraph("detail", l))\(job)<p class="buttons">\(way(problem, exchange))<a class="button" href="\(layout.reader.portal)/index.html">\(l("Volver al portal", "Back to the portal"))</a></p>

            """)
    }

    /// The way back to the form that was refused, or to the client.
    private static func way(_ problem: Problem, _ exchange: Exchange) -> HTML? {
        let layout = exchange.layout
        guard layout.login != nil, problem.status != 404 else { return nil }
        if let form = exchange.refusedForm {
            let word = layout.l("Volver al formulario", "Back to the form")
            return "<a class=\"button\" href=\"\(layout.reader.address(form))\">\(word)</a> "
        }
        let word = layout.l("Volver al cliente", "Back to the client")
        return exchange.namedClient.map {
            "<a class=\"button\" href=\"\(layout.client($0))\">\(word)</a> "
        }
    }

    static func title(_ status: Int, _ l: Language) -> String {
        switch status {
        case 400, 408, 411, 413, 414, 415, 431:
            l("La petición no es válida", "The request is not valid")
        case 401: l("Hay que iniciar sesión", "Log in first")
        case 403: l("No está permitido", "That is not allowed")
        case 404: l("Aquí no hay nada", "There is nothing here")
        case 405: l("Este método no se admite", "This method is not allowed")
        case 409: l("Ahora no se puede hacer", "Not possible in this state")
        case 421: l("Esta no es la dirección del portal", "This is not the portal's address")
        case 429: l("Demasiados intentos", "Too many attempts")
        case 503: l("Ahora mismo no está disponible", "Not available just now")
        default: l("Algo ha fallado", "Something has failed")
        }
    }
}

extension Problem {
    /// A paragraph of detail and hint, marked as English where there is no Spanish.
    func paragraph(_ style: String, _ l: Language, role: String? = nil) -> HTML? {
        guard detail != nil || hint != nil else { return nil }
        let mark: HTML? = language(l) == l ? nil : " lang=\"\(language(l).rawValue)\""
        let part: HTML? = role.map { " role=\"\($0)\"" }
        return "<p class=\"\(style)\"\(part)\(mark)><bdi>\(sentence(l))</bdi></p>\n"
    }

    /// Detail and hint as one text.
    func sentence(_ l: Language) -> String {
        // On a command line the text follows a colon, so it begins in lower case.
        let sentence = (detail?.text(l)).map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let words = [sentence, hint.map { detail == nil ? $0.text(l) : "(\($0.text(l)))" }]
        return words.compactMap { $0 }.joined(separator: " ")
    }
}
