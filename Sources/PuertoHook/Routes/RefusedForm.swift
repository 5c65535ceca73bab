internal import PuertoCore
internal import PuertoWire

/// A form of a client's record that was refused, as it is shown again.
struct RefusedForm {
    let problem: Problem
    /// The fields as they were typed.
    let sent: [String: String]
    /// The errors of single fields.
    let errors: [String: Problem]

    private static let names = [
        "name", "slug", "host", "plan", "locale", "contact_name", "contact_email", "tags",
        "record_only",
    ]

    /// Throws the error again where no person has sent a form, and for a failure of the hook.
    /// `draft` is the record that the form changes; `nil` for a new one.
    init(_ error: any Error, _ exchange: Exchange, draft: TenantDraft?) throws {
        let problem = Problem(of: error, login: exchange.reader.address("/login"))
        guard exchange.isForm, exchange.request.wantsPage, let problem, problem.status < 500,
            problem.status != 404 || Self.isOfPlan(error)
        else { throw error }
        var body = exchange.body
        let asked = (try? body.askedFields(isNew: draft == nil)) ?? AskedFields()
        let scratch = try draft ?? TenantDraft(slug: Slug("x"), name: "x")
        var errors = asked.errors(in: scratch).mapValues { Problem($0) }
        sent = exchange.body.texts(Self.names)
        if let slug = sent["slug"], !slug.isEmpty {
            do { _ = try Slug(slug) } catch let error as PuertoError {
                errors["slug"] = Problem(error)
            }
        }
        if errors.isEmpty { errors = Self.recorded(error, problem, asked, isNew: draft == nil) }
        self.problem = problem
        self.errors = errors
    }

    /// The errors that belong to no single field.
    var general: Problem? { errors.isEmpty ? problem : nil }

    /// The field that an error of the records is about, as far as it tells.
    private static func recorded(
        _ error: any Error, _ problem: Problem, _ asked: AskedFields, isNew: Bool
    ) -> [String: Problem] {
        if isOfPlan(error), asked.plan != nil { return ["plan": problem] }
        guard isNew, problem.status == 409, problem.job == nil else { return [:] }
        return ["slug": problem]
    }

    private static func isOfPlan(_ error: any Error) -> Bool {
        guard let error = error as? PuertoError else { return false }
        return error.code == .notFound && error.message.hasPrefix("there is no plan")
    }
}
