internal import PuertoCore

/// The content of a one-time link: a JSON object of the texts that are not `nil`.
package struct LinkPayload: Sendable {
    private let parts: [(name: String, value: String)]

    /// `field` names the client's system when it is not the application.
    package init(field: String?, url: String?, user: String?, password: Secret) {
        let all: [(String, String?)] = [
            ("field", field), ("url", url), ("user", user), ("password", password.revealText()),
        ]
        parts = all.compactMap { name, value in value.map { (name, $0) } }
    }

    package var json: Secret {
        let members = parts.map { name, value in
            JSONString.bytes(name) + [UInt8(ascii: ":")] + JSONString.bytes(value)
        }
        return Secret(
            [UInt8(ascii: "{")] + Array(members.joined(separator: [UInt8(ascii: ",")]))
                + [UInt8(ascii: "}")])
    }
}

extension LinkPayload: CustomStringConvertible, CustomReflectable {
    package var description: String { Secret.redacted }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
