/// An object that the engine has under one of a stack's names.
package struct FoundVolume: Hashable, Sendable {
    package let name: String
    /// Tells whether it carries both labels of the stack.
    package let isOwn: Bool
}
