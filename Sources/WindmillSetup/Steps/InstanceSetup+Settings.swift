package import Windmill

extension InstanceSetup {
    /// Sets the instance's settings that differ, and reads those again.
    package func applySettings(by token: BearerToken) async throws -> Outcome {
        try await within(.settings) {
            let client = server.authorized(by: token)
            let different = try await differentSettings(client)
            for setting in different {
                try await client.set(setting.key, to: setting.value)
                guard setting.isMet(by: try await client.setting(setting.key)) else {
                    throw SetupError.changeIsNotThere(.settings, .setting(setting.key))
                }
            }
            return Outcome(different.map { "\($0.key) is set" })
        }
    }

    func differentSettings(_ client: WindmillClient) async throws -> [WantedSetting] {
        var different: [WantedSetting] = []
        for setting in try wanted.settings.all
        where !setting.isMet(by: try await client.setting(setting.key)) {
            different.append(setting)
        }
        return different
    }
}
