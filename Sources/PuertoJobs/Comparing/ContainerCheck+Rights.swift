internal import PuertoCore
internal import PuertoEngine

extension ContainerCheck {
    /// Memory, processors and processes.
    func limitDeviations(_ setup: ContainerSetup) -> [Deviation] {
        var found: [Deviation] = []
        if setup.memory != service.memory << 20 {
            let text = setup.memory == 0 ? "any amount" : "\(setup.memory >> 20) MiB"
            found.append(
                deviation(.container, "may take \(text) of memory, recorded is \(service.memory)"))
        }
        let wanted = service.processor ?? 0
        if setup.processor != wanted {
            let text = { (thousandths: Int) in
                thousandths == 0 ? "all" : StackLimits.processors(thousandths)
            }
            found.append(
                deviation(
                    .container,
                    "may take \(text(setup.processor)) processors, recorded is \(text(wanted))"))
        }
        if setup.processes != service.processes {
            let text = setup.processes > 0 ? "\(setup.processes)" : "any number of"
            found.append(
                deviation(
                    .container, "may start \(text) processes, recorded is \(service.processes)"))
        }
        return found
    }

    /// The restart policy, and what the container may do on the machine.
    func rightDeviations(_ setup: ContainerSetup) -> [Deviation] {
        var found: [Deviation] = []
        if setup.restartPolicy != "unless-stopped" {
            let policy = setup.restartPolicy.isEmpty ? "no" : setup.restartPolicy
            found.append(
                deviation(.container, "restart policy '\(policy)', recorded is unless-stopped"))
        }
        // Engines accept both spellings and keep the one they were given.
        let options = Set(setup.securityOptions.map { $0.replacing("=", with: ":") })
        if options != ["no-new-privileges:true"], options != ["no-new-privileges"] {
            let text = options.isEmpty ? "none" : options.sorted().joined(separator: ", ")
            found.append(
                deviation(
                    .container, "security options \(text), recorded is no-new-privileges"))
        }
        if setup.isPrivileged { found.append(deviation(.container, "is privileged")) }
        if setup.capabilities != service.capabilities || setup.dropped != ["ALL"] {
            let text = { (names: [String]) in
                names.isEmpty ? "none" : names.joined(separator: ", ")
            }
            let usual = setup.dropped == ["ALL"] ? "" : "the engine's usual ones and "
            found.append(
                deviation(
                    .container,
                    "has the capabilities \(usual)\(text(setup.capabilities)), recorded is "
                        + text(service.capabilities)))
        }
        return found
    }
}
