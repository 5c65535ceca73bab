internal import PuertoCore
internal import PuertoStore
internal import PuertoVault

/// A request on its way to its answer.
struct Exchange {
    let world: HookWorld
    let request: Request
    /// What the path's placeholders stand for.
    let parameters: [String]
    var login: Login?
    var query = Fields(from: .query)
    var body = Fields(from: .json)
    /// The language that the reader's page is in, which says so with every address.
    var asked: Language?

    /// Whether a page's form was sent: then the answer is a page.
    var isForm: Bool { body.isForm }

    /// Who is asking.
    struct Login {
        let session: Session
        let token: SessionToken
    }
}

extension Exchange {
    var store: Store { world.store }

    var now: Int { store.clock() }

    /// Of an exchange that was let in.
    func session() throws -> Session {
        guard let login else { throw Problem.noSession(at: address("/login")) }
        return login.session
    }

    func slug() throws -> Slug {
        // A word that can be no slug names nobody.
        guard let slug = try? Slug(parameters[0]) else {
            throw Problem.noTenant
        }
        return slug
    }

    /// Whether a person is to read the answer. A web server that asks hands on what its visitor
    /// would like to read, and wants a number.
    var wantsPage: Bool {
        guard let accept = request.header("accept"),
            !request.path.elementsEqual("/session/check".utf8)
        else { return false }
        let text = String(decoding: accept, as: UTF8.self)
        return text.contains("text/html")
    }

    /// The client's network: the peer's, or what the nearest proxy that is believed says of it.
    var network: Network {
        let peer = request.peer
        guard isProxy(peer), let forwarded = request.header("x-forwarded-for")
        else { return Network(peer) }
        let hops = String(decoding: forwarded, as: UTF8.self).split(separator: ",").map { hop in
            String(hop.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        return Network(hops.last { !isProxy($0) } ?? peer)
    }

    /// As it is configured, or as a socket for both families spells it (RFC 4291, 2.5.5.2).
    private func isProxy(_ address: String) -> Bool {
        let proxies = world.web.settings.proxies
        return proxies.contains(address)
            || (address.hasPrefix("::ffff:") && proxies.contains(String(address.dropFirst(7))))
    }

    func parameters(from body: inout Fields) throws -> JobParameters {
        var parameters = JobParameters()
        parameters.reason = try body.text("reason", 0...500).map {
            try String.line($0, called: "reason", limit: 500)
        }
        if let field = try body.text("field", 1...20) {
            parameters.field = try CredentialField(field)
        }
        if let images = try body.text("images", 0...2000) {
            parameters.images = try ServiceKind.images(images.split(separator: " "))
        }
        return parameters
    }
}
