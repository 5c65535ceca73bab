/// A login of the whole instance.
package struct User: Hashable, Sendable {
    package let email: LoginEmail
    package let isSuperAdmin: Bool
    package let isDisabled: Bool
    /// The name in workspaces, where it is the same in all.
    package let name: UserName?
}

extension User: Decodable {
    private enum CodingKeys: String, CodingKey {
        case email, disabled, username
        case superAdmin = "super_admin"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        email = try container.decode(LoginEmail.self, forKey: .email)
        isSuperAdmin = try container.decode(Bool.self, forKey: .superAdmin)
        isDisabled = try container.decodeIfPresent(Bool.self, forKey: .disabled) ?? false
        name = try container.decodeIfPresent(UserName.self, forKey: .username)
    }
}

/// A change of a login; `nil` leaves a field as it is.
package struct UserChange: Hashable, Sendable, Encodable {
    package var isSuperAdmin: Bool?
    /// Disabling also deletes the login's tokens.
    package var isDisabled: Bool?

    package init(isSuperAdmin: Bool? = nil, isDisabled: Bool? = nil) {
        self.isSuperAdmin = isSuperAdmin
        self.isDisabled = isDisabled
    }

    private enum CodingKeys: String, CodingKey {
        case isSuperAdmin = "is_super_admin"
        case isDisabled = "disabled"
    }
}

/// A member of a workspace.
package struct Member: Hashable, Sendable {
    package let email: LoginEmail
    package let name: UserName
    package let isAdmin: Bool
    package let isDisabled: Bool
}

extension Member: Decodable {
    private enum CodingKeys: String, CodingKey {
        case email, username, disabled
        case isAdmin = "is_admin"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        email = try container.decode(LoginEmail.self, forKey: .email)
        name = try container.decode(UserName.self, forKey: .username)
        isAdmin = try container.decode(Bool.self, forKey: .isAdmin)
        isDisabled = try container.decode(Bool.self, forKey: .disabled)
    }
}

/// A change of a member; `nil` leaves a field as it is.
package struct MemberChange: Hashable, Sendable, Encodable {
    package var isAdmin: Bool?
    package var isDisabled: Bool?

    package init(isAdmin: Bool? = nil, isDisabled: Bool? = nil) {
        self.isAdmin = isAdmin
        self.isDisabled = isDisabled
    }

    private enum CodingKeys: String, CodingKey {
        case isAdmin = "is_admin"
        case isDisabled = "disabled"
    }
}
