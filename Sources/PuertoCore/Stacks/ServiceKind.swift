/// The services of a stack.
package enum ServiceKind: String, CaseIterable, Sendable, Codable {
    /// The application's server.
    case windmill
    /// The application's worker, which runs scripts; it has the server's image.
    case worker
    case postgres
    case redis
}

extension ServiceKind {
    /// The services with an image of their own.
    package static let pictured: [ServiceKind] = [.windmill, .postgres, .redis]
}
