import PuertoCore
import PuertoEngine

/// A container as it is listed.
struct ContainerView: JSONView {
    let container: ContainerState

    var json: JSONObject {
        var json = JSONObject()
        json.add("container", container.name)
        json.add("service", container.service?.rawValue)
        json.add("status", container.status)
        json.add("health", container.setup?.health)
        json.add("exit_code", container.exitCode)
        json.add("restarts", container.restarts)
        json.add("out_of_memory", container.setup?.isOutOfMemory == true)
        json.add("started_at", container.setup?.startedAt)
        json.add("image", container.image)
        return json
    }

    static var columns: [Column<ContainerView>] {
        [
            Column("CONTAINER") { $0.container.name },
            Column("SERVICE") { $0.container.service?.rawValue ?? "–" },
            Column("STATE") { view in
                let health = view.container.isRunning ? view.container.setup?.health : nil
                return health ?? view.container.status
            },
            Column("EXIT") { $0.container.isRunning ? "–" : "\($0.container.exitCode)" },
            Column("RESTARTS") { "\($0.container.restarts)" },
            Column("MEMORY") {
                $0.container.setup?.isOutOfMemory == true ? "ran out" : "–"
            },
            Column("STARTED") { String(($0.container.setup?.startedAt ?? "–").prefix(19)) },
        ]
    }
}
