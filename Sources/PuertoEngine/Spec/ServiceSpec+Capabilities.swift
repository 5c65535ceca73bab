package import PuertoCore

extension ServiceSpec {
    /// The capabilities that the image needs (capabilities(7)); the container has no others. The
    /// entry points of the official images of PostgreSQL and Redis begin as root: they give the
    /// data to the server's user and become that user. Windmill's worker runs as root and unpacks
    /// the packages of scripts; its server only serves.
    package static func capabilities(of kind: ServiceKind) -> [String] {
        switch kind {
        case .postgres, .redis: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"]
        case .worker: ["CHOWN", "DAC_OVERRIDE", "FOWNER"]
        case .windmill: []
        }
    }

    package var capabilities: [String] { ServiceSpec.capabilities(of: kind) }
}
