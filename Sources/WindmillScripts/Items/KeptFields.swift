internal import Windmill

extension ItemKind {
    /// Fields that Puerto does not push and that a write would clear. They go along with it as they
    /// are on the server.
    ///
    /// Logins on whose behalf an item runs are not among them: a server that does not know the wish
    /// to keep them would put the login of Puerto's token in their place.
    private var keptFields: Set<String> {
        switch self {
        case .folder, .resourceType, .variable: []
        case .resource: ["labels", "ws_specific"]
        case .script:
            [
                "dedicated_worker", "ws_error_handler_muted", "restart_unless_cancelled",
                "delete_after_use", "delete_after_secs", "concurrency_key", "debounce_key",
                "debounce_delay_s", "debounce_args_to_accumulate", "max_total_debouncing_time",
                "max_total_debounces_amount", "visible_to_runner_only", "cache_ignore_s3_path",
            ]
        case .flow:
            [
                "ws_error_handler_muted", "priority", "dedicated_worker", "timeout",
                "visible_to_runner_only", "labels",
            ]
        case .schedule:
            [
                "description", "on_failure", "on_failure_times", "on_failure_exact",
                "on_failure_extra_args", "on_recovery", "on_recovery_times",
                "on_recovery_extra_args", "on_success", "on_success_extra_args",
                "ws_error_handler_muted", "retry", "no_flow_overlap", "tag", "paused_until",
                "cron_version", "dynamic_skip", "labels",
            ]
        }
    }

    /// The kept fields that an item in use has.
    func kept(of stored: StoredItem?) -> [String: JSONValue] {
        guard let stored, !stored.isArchived else { return [:] }
        return stored.fields.filter { keptFields.contains($0.key) && $0.value != .null }
    }
}
