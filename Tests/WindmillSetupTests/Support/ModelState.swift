import CArgon2
import Foundation
import ServerSupport

/// What an instance in memory keeps.
struct ModelState: Sendable {
    struct User: Sendable, Equatable {
        var password: String
        /// An argon2id record that counts instead of the password.
        var record: String?
        var isSuperAdmin = false
        var isDisabled = false
    }
    struct Token: Sendable {
        var text: String
        var email: String
        var label: String
        var expires: String?
        var prefix: String { String(text.prefix(10)) }
    }
    struct Member: Sendable, Equatable {
        var isAdmin: Bool
        var isDisabled = false
    }
    struct Workspace: Sendable {
        var name: String
        var isArchived = false
        var members: [String: Member] = [:]
        var key = String(repeating: "k", count: 64)
        var folders: Set<String> = []
        var scripts: [String: [String]] = [:]
        var archived: Set<String> = []
        var secrets: [String: String] = [:]
    }

    static let admin = "admin@windmill.dev"
    var users = [admin: User(password: "changeme", isSuperAdmin: true)]
    var tokens: [Token] = []
    var settings: [String: String] = [:]
    var workspaces = ["admins": Workspace(name: "Admins")]
    var jobs: [String: String] = [:]
    var made = 0

    /// The build from source, the one without logins, and how many logins are refused with 429.
    var isOpenSource = false
    var hasNoLogins = false
    var limitedLogins = 0
    /// What the health says, in turn; the last stays.
    var health = ["healthy"]
    /// How often the lock of a script is asked for before it is there; its error.
    var lockDelay = 0
    var lockError: String?
    /// The result of a job instead of the right one; `nil` for a job that never ends.
    var result: (@Sendable (String) -> String?)?
    /// The way in which a server forgets to do what it says.
    var ignored: Set<String> = []
    var losesSecrets = false
    /// Logins that the list of all leaves out.
    var unlisted: Set<String> = []

    mutating func makeToken(_ email: String, label: String, expires: String? = nil) -> String {
        made += 1
        let text = String(format: "t%09d", made) + "0123456789abcdef"
        tokens.append(Token(text: text, email: email, label: label, expires: expires))
        return text
    }

    func opens(_ email: String, _ password: String) -> Bool {
        guard let user = users[email], !user.isDisabled else { return false }
        guard let record = user.record else { return user.password == password }
        return Self.isRecord(record, of: password)
    }

    /// Whether libargon2 finds the password in the record.
    static func isRecord(_ record: String, of password: String) -> Bool {
        argon2id_verify(record, password, password.utf8.count) == ARGON2_OK.rawValue
    }

    /// Everything that a second run must not change, in text; sessions of the client, which end by
    /// themselves, are left out.
    var summary: String {
        let people = users.sorted { $0.key < $1.key }.map {
            "\($0.key) \($0.value.password) \($0.value.record != nil) \($0.value.isSuperAdmin)"
        }
        let own = tokens.filter { $0.label != "session" || $0.email == Self.admin }
            .map { "\($0.email) \($0.label)" }.sorted()
        let places = workspaces.sorted { $0.key < $1.key }.map { id, place in
            "\(id) \(place.name) \(place.members.sorted { $0.key < $1.key }) "
                + "\(place.folders.sorted()) \(place.scripts.sorted { $0.key < $1.key })"
        }
        let values = settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return (people + own + places + values).joined(separator: "\n")
    }
}
