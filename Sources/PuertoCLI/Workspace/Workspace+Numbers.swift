import Foundation
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore

extension Workspace {
    /// Gives new clients numbers above those that had a stack here, by the file that the records do
    /// not share. A file that cannot be read is no error: the worker asks the engine too.
    func raiseNumbers(in store: Store) throws {
        try store.raiseNumbers(above: HighestNumber.read(in: path("stacks")))
    }

    /// The same, by what the engine has, with a warning for clients that only it knows. Does
    /// nothing where this machine is not to be looked at, or no engine answers.
    func lookAtNumbers(in store: Store) async throws {
        guard !PortsInUse.isIgnored, try !store.isDemo(),
            let objects = try? await PortsInUse.findInTime().objects(of: store.workspaceID())
        else { return }
        try store.raiseNumbers(above: objects.highest)
        for text in try jobWorld(store).lost(objects) { Failure.warn(text) }
    }
}
