internal import PuertoCore
internal import Windmill

extension WindmillError {
    /// The reason why one item of the server cannot be read, without any text of the server.
    func trouble(_ l: Language) -> String {
        switch self {
        case .tooLong(_, let limit):
            l("ocupa más de \(limit >> 20) MiB", "it is longer than \(limit >> 20) MiB")
        case .malformed(_, field: "nesting"):
            l("tiene demasiados niveles", "it is nested too deep")
        case .malformed(_, let field):
            l(
                "no tiene la forma que Windmill promete (en '\(field)')",
                "it is not as Windmill promises (at '\(field)')")
        case .refused(let refusal):
            l("Windmill responde \(refusal.status)", "Windmill answers \(refusal.status)")
        case .notListening, .unreachable, .disconnected, .timeout, .tooManyRows, .openSourceBuild,
            .noAuthentication:
            l("Windmill no lo da", "Windmill does not give it")
        }
    }

    /// True when a list has more in it than is read. Something that is no list is another failure.
    var isOfLargeList: Bool {
        switch self {
        case .tooLong, .tooManyRows: true
        case .malformed(_, let field): field == "nesting"
        case .notListening, .unreachable, .disconnected, .timeout, .refused, .openSourceBuild,
            .noAuthentication:
            false
        }
    }
}
