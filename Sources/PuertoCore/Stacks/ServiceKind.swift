/// The parts of a stack.
package enum ServiceKind: String, CaseIterable, Sendable, Codable {
    /// The application's server.
    case windmill
    /// What runs its scripts; the server's image.
    case worker
    case postgres
    case redis
}

extension ServiceKind {
    /// Those that have an image of their own.
    package static let pictured: [ServiceKind] = [.windmill, .postgres, .redis]
}
