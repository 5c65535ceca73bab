internal import Windmill

/// Settings of the whole instance.
package struct WantedSettings: Sendable {
    /// The address at which people reach it, without a slash at its end.
    package var baseURL: String
    /// True when it may send its counts to its makers.
    package var sendsTelemetry: Bool
    /// The time for which ended jobs are kept, in seconds; the Community Edition allows 30 days.
    package var jobRetention: Int
    /// True when the instance can send mail. Without, it does not try to send invitations.
    package var hasMail: Bool

    package init(baseURL: String, sendsTelemetry: Bool, jobRetention: Int, hasMail: Bool = false) {
        self.baseURL = baseURL
        self.sendsTelemetry = sendsTelemetry
        self.jobRetention = jobRetention
        self.hasMail = hasMail
    }
}

/// One setting: its name and the value that it shall have.
struct WantedSetting: Hashable, Sendable {
    let key: SettingKey
    let value: JSONValue

    /// Tells whether a value of the server's means the same. A switch that was never set is off.
    func isMet(by found: JSONValue) -> Bool {
        found == value || (value == false && found == .null)
    }
}

extension WantedSettings {
    var all: [WantedSetting] {
        get throws {
            [
                WantedSetting(key: try SettingKey("base_url"), value: .string(baseURL)),
                WantedSetting(key: try SettingKey("disable_stats"), value: .bool(!sendsTelemetry)),
                WantedSetting(
                    key: try SettingKey("retention_period_secs"),
                    value: .integer(Int64(jobRetention))),
                WantedSetting(
                    key: try SettingKey("disable_workspace_invite_emails"), value: .bool(!hasMail)),
            ]
        }
    }
}
