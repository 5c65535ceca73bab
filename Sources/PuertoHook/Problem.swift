internal import PuertoCore

/// Why a request is not done, as RFC 9457 has it.
struct Problem: Error, Sendable {
    let status: Int
    /// `about:blank`, or an URN of Puerto's for what a program acts upon.
    var type = "about:blank"
    /// One sentence about this request.
    var detail: String?
    var hint: String?
    /// Of a busy client, the job that holds it.
    var job: Job?
    var headers: [HeaderField] = []

    init(_ status: Int, _ detail: String? = nil, hint: String? = nil) {
        self.status = status
        self.detail = detail
        self.hint = hint
    }

    /// The password has to be said again first.
    static let unconfirmed = {
        var problem = Problem(403, "say your password once more first")
        problem.type = "urn:puerto:confirm-password"
        return problem
    }()
}

extension Problem {
    /// What the store has thrown. What it says of files and of the inside stays there: `inside` is
    /// for the log.
    init(_ error: PuertoError) {
        switch error.code {
        case .invalid: self.init(400, error.message, hint: error.hint)
        case .notFound: self.init(404, error.message, hint: nil)
        case .conflict, .exhausted: self.init(409, error.message, hint: error.hint)
        case .protected: self.init(403, error.message, hint: error.hint)
        case .throttled: self.init(429, error.message, hint: error.hint)
        case .busy, .io, .damaged, .undecryptable, .unsupported, .constraint: self = .notReady
        }
        if status == 429 { headers.append(HeaderField("Retry-After", fixed: "600")) }
    }

    /// The records cannot be used: why is for the log.
    static let notReady = {
        var problem = Problem(503, "the records cannot be used just now", hint: "try again")
        problem.headers = [HeaderField("Retry-After", fixed: "2")]
        return problem
    }()

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
