package import Windmill

/// The relation of an item's file and the server's item to the last push.
package enum Change: String, Hashable, Sendable, CaseIterable {
    case same
    /// In a file and not on the server, where it never was.
    case new
    case file
    /// Changed or removed on the server, and not in its file.
    case server
    /// Changed in both places, or there before anything was pushed.
    case both
    /// Pushed once, and no longer in a file.
    case gone
    /// As `gone`, and changed on the server since.
    case goneAndChanged
    /// A secret that no file and no record has, and that the workspace lacks.
    case withoutValue
    /// The server's item cannot be read.
    case unreadable
}

/// The effect of a push on an item.
package enum Effect: Hashable, Sendable {
    case nothing, write, remove
    /// The server's item stays, without an error.
    case keep
    /// The server's item stays, and the push says that it failed.
    case refuse
}

/// An item of a plan.
package struct PlannedItem: Hashable, Sendable {
    package let key: ItemKey
    package let change: Change
    /// The wanted item; `nil` when it is no longer in a file.
    package let item: Item?
    /// The mark of the server's item that the comparison saw; `nil` when there is none.
    package let mark: String?
    /// The keyed digest of the wanted item; empty when there is none.
    package let digest: String
    /// True when the last push has to be recorded anew though nothing is written.
    package let isUnrecorded: Bool
    /// The user who changed the server's item last, as one clean line.
    package let changedBy: String
    package let changedAt: ServerTime?
    /// The reason why the server's item cannot be read.
    package var trouble: WindmillError?
}

extension PlannedItem {
    package func effect(_ options: PushOptions) -> Effect {
        switch change {
        case .same: .nothing
        case .new, .file: .write
        case .server: options.overwrites ? .write : .keep
        case .both: options.overwrites ? .write : .refuse
        case .gone: options.prunes && key.kind.isRemovable ? .remove : .keep
        case .goneAndChanged:
            options.prunes && options.overwrites && key.kind.isRemovable ? .remove : .keep
        case .withoutValue: .keep
        case .unreadable: item == nil && !options.prunes ? .keep : .refuse
        }
    }
}

extension ItemKind {
    /// Folders hold the client's own items, and its resources may have the type.
    var isRemovable: Bool {
        switch self {
        case .folder, .resourceType: false
        case .variable, .resource, .script, .flow, .schedule: true
        }
    }

    /// The kind of the list in which the server shows it; `nil` for what has no path.
    var stored: StoredKind? {
        switch self {
        case .folder, .resourceType: nil
        case .variable: .variable
        case .resource: .resource
        case .script: .script
        case .flow: .flow
        case .schedule: .schedule
        }
    }
}

/// The permissions of a push beyond writing items that are new or have changed in their files.
package struct PushOptions: Hashable, Sendable {
    /// Replaces what the client's people have changed.
    package var overwrites: Bool
    /// Removes what was pushed once and is no longer in a file.
    package var prunes: Bool
    /// The longest time that a script's lock may take.
    package var lockPatience: Duration
    /// The pause before the first look at a lock; each later one is half as long again.
    package var pollPause: Duration
    /// The number of scripts that are pushed side by side.
    package var width: Int
    /// The message in Windmill's history of scripts.
    package var message: String?

    package init(
        overwrites: Bool = false, prunes: Bool = false, lockPatience: Duration = .seconds(300),
        pollPause: Duration = .milliseconds(50), width: Int = 4, message: String? = nil
    ) {
        (self.overwrites, self.prunes, self.lockPatience) = (overwrites, prunes, lockPatience)
        (self.pollPause, self.width, self.message) = (pollPause, width, message)
    }
}
