/// The path of a script, flow, app, variable, resource or schedule: `f/folder/name`,
/// `u/user/name` or `g/group/name`, with further parts, at most 255 characters.
package typealias ItemPath = Checked<ItemPathGrammar>

package enum ItemPathGrammar: Grammar {
    package static var wanted: String { "a path of an item, such as f/reports/daily" }

    package static func accepts(_ text: String) -> Bool {
        guard text.utf8.count <= 255 else { return false }
        let parts = text.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, ["u", "f", "g"].contains(String(parts[0]) ?? "") else {
            return false
        }
        return parts.dropFirst().allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isWordOrDash) }
    }
}

/// The id of a workspace: words joined by single dashes, at most 50 characters, not `global`.
package typealias WorkspaceID = Checked<WorkspaceIDGrammar>

package enum WorkspaceIDGrammar: Grammar {
    package static var wanted: String { "the id of a workspace, such as acme-2" }

    package static func accepts(_ text: String) -> Bool {
        guard text.utf8.count <= 50, text != "global" else { return false }
        let words = text.utf8.split(
            separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return words.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isWord) }
    }
}

/// The name of a folder, without its `f/`.
package typealias FolderName = Checked<FolderNameGrammar>

package enum FolderNameGrammar: Grammar {
    package static var wanted: String { "the name of a folder, such as reports" }

    package static func accepts(_ text: String) -> Bool {
        text.isMade(of: \.isWordOrDash, lengths: 1...250)
    }
}

/// The name of a resource type, such as `postgresql`, at most 50 characters.
package typealias ResourceTypeName = Checked<ResourceTypeNameGrammar>

package enum ResourceTypeNameGrammar: Grammar {
    package static var wanted: String { "the name of a resource type, such as postgresql" }

    package static func accepts(_ text: String) -> Bool {
        text.isMade(of: \.isWordOrDash, lengths: 1...50)
    }
}
