internal import PuertoCore
internal import PuertoWire

/// Why a request is refused (RFC 9457).
struct Problem: Error, Sendable {
    let status: Int
    /// `about:blank`, or a URN of Puerto where a program must act on the kind of problem.
    var type = "about:blank"
    /// One sentence about this request.
    let detail: Phrase?
    let hint: Phrase?
    /// The job that holds a busy client.
    var job: Job?
    var headers: [HeaderField] = []

    init(_ status: Int, _ detail: Phrase? = nil, hint: Phrase? = nil) {
        self.status = status
        self.detail = detail
        self.hint = hint
    }

    init(_ status: Int, _ spanish: String, _ english: String, hint: Phrase? = nil) {
        self.init(status, Phrase(spanish, english), hint: hint)
    }

    /// A problem that only a program can cause.
    init(_ status: Int, english: String, hint: String? = nil) {
        self.init(status, Phrase(english: english), hint: hint.map { Phrase(english: $0) })
    }

    static func noSession(at login: String) -> Problem {
        Problem(401, "inicia sesión primero", "log in first", hint: Phrase(login, login))
    }

    static let noTenant = Problem(404, "no existe ese cliente", "there is no such client")

    static let viewer = Problem(
        403, "tu papel solo mira", "a viewer only looks",
        hint: Phrase("pídeselo al propietario", "ask an owner"))

    /// The body's media type is not one of those that are read here.
    static func unreadable(_ types: String) -> Problem {
        Problem(415, hint: Phrase("tipos: \(types)", "types: \(types)"))
    }

    /// The act needs an approval.
    static let approvalNeeded = {
        var problem = Problem(
            403, "esto lo aprueba una llave de acceso", "a passkey has to approve this",
            hint: Phrase(
                "apruébalo en la página del cliente, o usa el comando",
                "approve it on the client's page, or use the command"))
        problem.type = "urn:puerto:approval-needed"
        return problem
    }()

    /// The portal shows no secrets.
    static let revealOff = {
        var problem = Problem(
            403, "este portal no muestra secretos", "this portal shows no secrets",
            hint: Phrase(
                "usa «puerto credential show» o «puerto handoff link»",
                "use puerto credential show or puerto handoff link"))
        problem.type = "urn:puerto:reveal-off"
        return problem
    }()

    /// The type of what a demo refuses, whoever asks.
    static let demo = "urn:puerto:demo"

    private static func noPasskey(of name: Slug) -> Problem {
        var problem = Problem(
            409, "no tienes llave de acceso en este portal",
            "you have no passkey for this portal",
            hint: Phrase(
                "añádela con: puerto operator passkey \(name)",
                "add one with: puerto operator passkey \(name)"))
        problem.type = "urn:puerto:no-passkey"
        return problem
    }
}

extension Problem {
    /// The problem that an error of the store comes to. An error about files or the database is a
    /// 503 without its text: that is for the log.
    init(_ error: PuertoError) {
        let status: Int
        switch error.code {
        case .invalid: status = 400
        case .notFound: status = 404
        case .conflict, .exhausted: status = 409
        case .protected: status = 403
        case .throttled: status = 429
        case .busy, .io, .damaged, .undecryptable, .unsupported, .constraint:
            self = .notReady
            return
        }
        // The hint may name another client.
        let hint = status == 404 ? nil : error.hint
        self.init(
            status, Phrase(english: error.message, spanish: error.spanish?.message),
            hint: hint.map { Phrase(english: $0, spanish: error.spanish?.hint) })
        if error.message == DemoText.refusal.message { type = Problem.demo }
        if status == 429 {
            let wait = HeaderField("Retry-After", String(error.retryAfter ?? 600))
            headers += [wait].compactMap(\.self)
        }
    }

    /// The problem of an error with a status of its own.
    init(_ error: PuertoError, status: Int) {
        self.init(
            status, Phrase(english: error.message, spanish: error.spanish?.message),
            hint: error.hint.map { Phrase(english: $0, spanish: error.spanish?.hint) })
    }

    /// The problem that the broker's refusal comes to. `login` is the login page's address.
    init(_ refused: Refused, login: String) {
        switch refused {
        case .noSession: self = .noSession(at: login)
        case .viewer: self = .viewer
        case .busy(let slug, let job):
            self.init(
                409, "'\(slug)' está ocupado: «\(job.action.word(.es))» está en marcha",
                "'\(slug)' is busy: \(job.action.rawValue) is under way")
            self.job = job
        case .approvalNeeded: self = .approvalNeeded
        case .revealOff: self = .revealOff
        case .noPasskey(let name): self = .noPasskey(of: name)
        case .approvalRefused(let error):
            self.init(error.error, status: 403)
            type = "urn:puerto:approval-refused"
        case .crowded: self = .crowded
        case .error(let error): self.init(error.error)
        case .version: self = .notReady
        }
    }

    /// The problem of an error; `nil` for one that says nothing to the caller.
    init?(of error: any Error, login: String) {
        switch error {
        case let problem as Problem: self = problem
        case let refused as Refused: self.init(refused, login: login)
        case let error as PuertoError: self.init(error)
        default: return nil
        }
    }

    /// Too many logins wait for their turn.
    static let crowded = {
        var problem = Problem(
            503, "hay demasiados accesos en este momento", "too many logins at this moment",
            hint: Phrase(
                "inténtalo de nuevo, o entra con una llave de acceso o con un código",
                "try again, or log in with a passkey or a code"))
        problem.headers = [HeaderField("Retry-After", fixed: "2")]
        return problem
    }()

    /// The database cannot be used; the reason is for the log.
    static let notReady = {
        var problem = Problem(
            503, "los registros no se pueden usar ahora mismo",
            "the records cannot be used just now",
            hint: Phrase("inténtalo de nuevo", "try again"))
        problem.headers = [HeaderField("Retry-After", fixed: "2")]
        return problem
    }()

    /// The language of detail and hint for a reader of that language.
    func language(_ l: Language) -> Language {
        l == .es && (detail ?? hint)?.spanish != nil ? .es : .en
    }

    var title: String { Problem.title(status) }

    static func title(_ status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 429: "Too Many Requests"
        case 503: "Service Unavailable"
        default: "Internal Server Error"
        }
    }
}
