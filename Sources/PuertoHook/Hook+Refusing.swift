internal import PuertoCore

extension Hook {
    /// Answers a person whose request an adapter has refused before it was whole: the page has the
    /// portal's frame, the language and a way back. `nil` for a program, which gets the adapter's
    /// problem document.
    package func refuse(_ status: Int, _ request: Request) -> Response? {
        guard request.wantsPage else { return nil }
        let exchange = unrouted(request)
        var response = ProblemPage.response(.early(status), request, exchange)
        response.addUsualHeaders(of: exchange?.world.settings)
        return response
    }

    /// The same without the portal's settings, where no hook can be made.
    package static func refusePlainly(_ status: Int, _ request: Request) -> Response? {
        guard request.wantsPage else { return nil }
        return ProblemPage.response(.early(status), request, nil)
    }

    /// The page for a request to another name of this machine: `portal` is the address that the
    /// portal has. `nil` for a program.
    package static func misdirect(_ request: Request, to portal: String) -> Response? {
        guard request.wantsPage else { return nil }
        let detail = Phrase("el portal está en \(portal)", "the portal is at \(portal)")
        let l = PlainPage.language(of: request)
        return Response(421, page: PlainPage.html(Problem(421, detail), l, back: portal))
    }
}

extension Problem {
    /// A refusal by an adapter. The detail says what a person can do about it.
    fileprivate static func early(_ status: Int) -> Problem {
        var problem = Problem(status, detail(status))
        if status == 405 {
            problem.headers = [HeaderField("Allow", fixed: "GET, HEAD, POST, DELETE")]
        }
        return problem
    }

    private static func detail(_ status: Int) -> Phrase? {
        switch status {
        case 400:
            Phrase(
                "la dirección o el envío está mal escrito",
                "the address or the body is malformed")
        case 408:
            Phrase(
                "lo enviado no llegó completo a tiempo: vuelve a intentarlo",
                "what was sent did not arrive whole in time: try again")
        case 411:
            Phrase(
                "el navegador no dijo cuánto iba a enviar",
                "the browser did not say how much it sends")
        case 413:
            Phrase(
                "lo enviado pasa de \(Request.bodyLimit >> 10) KiB: acórtalo",
                "what was sent is more than \(Request.bodyLimit >> 10) KiB: shorten it")
        case 414:
            Phrase("la dirección es demasiado larga", "the address is too long")
        case 431:
            Phrase(
                "el navegador manda demasiado con cada petición: borra las cookies de este sitio",
                "the browser sends too much with each request: clear this site's cookies")
        default: nil
        }
    }
}
