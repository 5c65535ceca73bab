import Windmill
import WindmillSetup

/// The database of an instance in memory, which understands the changes that a setup makes.
struct ModelDatabase: TenantDatabase {
    let model: ModelInstance

    func run(_ statement: Statement) async throws -> [[String?]] {
        let values = statement.parameters.map(\.text)
        return model.withState { state in
            if statement.text.hasPrefix("UPDATE password") {
                guard state.users[values[1]] != nil else { return [] }
                state.users[values[1]]?.record = values[0]
                return [[values[1]]]
            }
            if statement.text.contains("DO UPDATE") {
                state.users[values[0]] = ModelState.User(
                    password: "", record: values[1], isSuperAdmin: true)
                return [[values[0]]]
            }
            guard statement.text.hasPrefix("INSERT"), state.users[values[0]] == nil else {
                return []
            }
            state.users[values[0]] = ModelState.User(password: "", record: values[1])
            return [[values[0]]]
        }
    }
}
