/// An empty volume whose labels say how many jobs of a workspace have changed the engine.
package struct EngineMark: Hashable, Sendable {
    package let workspace: String
    package let count: Int

    package init(workspace: String, count: Int) {
        self.workspace = workspace
        self.count = count
    }

    package var name: String { "puerto-\(workspace.prefix(8))-mark-\(count)" }
}
