internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Step {
    /// Stops the application before its data services, by container ids that were read back by
    /// label.
    static let stop = Step(.stop) { preview in
        let running = try await preview.containers().running()
        guard !running.isEmpty else { return ["nothing runs"] }
        return running.all.map { "stop container \($0.name)" }
    } run: { context in
        let stack = try await context.stack()
        for kinds in [Set([ServiceKind.windmill, .worker]), [.postgres, .redis]] {
            let running = try await context.containers(stack).running(kinds)
            guard !running.isEmpty else { continue }
            let grace = stack.spec.services.filter { kinds.contains($0.kind) }.map(\.grace).max()
            try await context.perform(
                context.engine.get().docker.stop(running, grace: grace ?? 10),
                try stack.redactor())
        }
    }

    /// Verifies that the engine runs no container of the stack and that its ports refuse.
    static let refusal = Step(.refusal) { preview in
        let ports = try preview.stack().whole.ports.map(String.init).joined(separator: ", ")
        return ["see that ports \(ports) refuse"]
    } run: { context in
        let stack = try await context.stack()
        let running = try await context.containers(stack).running()
        guard running.isEmpty else {
            let names = running.all.map(\.name).joined(separator: ", ")
            throw PuertoError(
                .io, "still running: \(names)",
                hint: "the engine was told to stop them; see docker ps"
            ).spanish(
                "siguen en marcha: \(names)", hint: "se pidió al motor pararlos; mira docker ps")
        }
        for port in stack.whole.ports where await blocking({ PortKnock.isAnswered(port) }) {
            throw PuertoError(
                .conflict, "'\(stack.slug)' is stopped, and port \(port) still answers",
                hint: "another process has it: ss -ltnp 'sport = :\(port)'"
            ).spanish(
                "'\(stack.slug)' está parado, y el puerto \(port) todavía responde",
                hint: "lo tiene otro proceso: ss -ltnp 'sport = :\(port)'")
        }
        context.say(
            "stopped; ports \(stack.whole.ports.map(String.init).joined(separator: ", ")) refuse")
    }

    /// Removes stopped containers and the stack's networks; volumes, files and records stay.
    static let remove = Step(.remove) { preview in
        let stack = try preview.stack()
        return try await preview.containers().all.map { "remove container \($0.name)" }
            + stack.spec.networks.map { "remove network \($0.name)" }
            + stack.spec.volumes.map { "keep volume \($0.name)" }
    } run: { context in
        let stack = try await context.stack()
        let engine = try await context.engine.get()
        let containers = try await context.containers(stack)
        if !containers.isEmpty {
            try await context.perform(engine.docker.remove(containers), try stack.redactor())
        }
        let networks = try await engine.networks(of: stack.identity)
        if !networks.isEmpty {
            try await context.perform(engine.docker.removeNetworks(networks), try stack.redactor())
        }
        let left = try await context.containers(stack)
        guard left.isEmpty else {
            let names = left.all.map(\.name).joined(separator: ", ")
            throw PuertoError(.io, "still there: \(names)").spanish("todavía existen: \(names)")
        }
        context.say(
            "data kept in \(stack.spec.volumes.filter(\.role.isData).map(\.name).joined(separator: ", "))"
        )
    }

    static let restart = Step(.restart) { preview in
        try await preview.stack().closedLines
            + preview.containers().running().all.map { "restart container \($0.name)" }
    } run: { context in
        let stack = try await context.stack()
        try await context.checkOpen(stack)
        let containers = try await context.containers(stack)
        guard containers.all.count == stack.spec.services.count else {
            throw PuertoError(
                .conflict,
                "'\(stack.slug)' has \(containers.all.count) of "
                    + "\(stack.spec.services.count) containers",
                hint: "puerto reconcile \(stack.slug) makes the others"
            ).spanish(
                "'\(stack.slug)' tiene \(containers.all.count) de "
                    + "\(stack.spec.services.count) contenedores",
                hint: "puerto reconcile \(stack.slug) crea los demás")
        }
        try stack.refuseMoved(containers)
        try await context.checkVolumes(stack, containers)
        let grace = stack.spec.services.map(\.grace).max() ?? 10
        try await context.perform(
            context.engine.get().docker.restart(containers, grace: grace), try stack.redactor())
        if let fault = try await context.plumbingFaults(stack, []).first {
            throw PuertoError(
                .conflict, "\(fault)", hint: "puerto reconcile \(stack.slug) makes it anew"
            ).spanish(fault.spanish, hint: "puerto reconcile \(stack.slug) lo crea de nuevo")
        }
    }

    /// Probes the base system and records the result. It changes nothing else, and does nothing for
    /// a draft.
    static let look = Step(.look) { _ in
        ["look at it; nothing is changed"]
    } run: { context in
        guard let slug = context.slug else { return }
        let result = try await context.world.probe(slug, engine: context.engine)
        guard let result else { return context.say("nothing to look at: it is a draft") }
        try context.world.store.record([slug: result], by: .job(context.job.id))
        context.say(
            "\(result.health.rawValue)\(result.detail.isEmpty ? "" : ": \(result.detail)")")
    }
}
