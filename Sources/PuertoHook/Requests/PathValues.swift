internal import PuertoCore

/// The values of a route's placeholders, in their order.
struct PathValues: Hashable, Sendable {
    private let values: [String]

    init(_ values: [String]) { self.values = values }
}

extension PathValues {
    /// The first value as it was sent.
    var first: String { values.first ?? "" }

    /// Throws a 404: a word that cannot be a slug names no client.
    func slug() throws -> Slug {
        guard let slug = try? Slug(first) else { throw Problem.noTenant }
        return slug
    }

    /// The action after the client's slug. Throws a 404.
    func action() throws -> Action {
        guard values.count > 1, let action = Action(rawValue: values[1]), action.needsTenant else {
            throw Problem(404, "no existe esa acción", "there is no such action")
        }
        return action
    }

    /// A whole id of 16 digits: prefixes are for people at a command line. Throws a 404.
    func jobID() throws -> String {
        guard first.utf8.count == 16 else {
            throw Problem(404, "no existe ese trabajo", "there is no such job")
        }
        return first
    }

    /// 32 lower-case hex digits. Throws a 404.
    func errandID() throws -> String {
        guard Hex.isLowerText(first.utf8, count: 32) else { throw Problem(404) }
        return first
    }

    /// 22 letters of base64url. Throws a 404.
    func offerID() throws -> String {
        let isID = first.utf8.allSatisfy { $0.isAlphanumeric || "-_".utf8.contains($0) }
        guard isID, first.utf8.count == 22 else { throw Problem(404) }
        return first
    }

    /// A file's path in letters, digits, hyphens, dots and slashes. Throws a 404.
    func file() throws -> String {
        let isName = first.utf8.allSatisfy { $0.isAlphanumeric || "/-.".utf8.contains($0) }
        guard isName else { throw Problem(404) }
        return first
    }
}
