package import Windmill

extension SetupError {
    /// A wanted value that no server would take.
    package enum Unusable: Hashable, Sendable {
        /// The administrator's password is the stock one, or shorter than 12 bytes.
        case administratorPassword
        /// The password of a client's login is shorter than 8 bytes.
        case clientPassword(LoginEmail)
        /// libargon2 makes no record of a password, and gives this code.
        case passwordRecord(Int)
        /// A recorded value, such as a workspace's id or a token, is none of Windmill's.
        case recordedValue
    }

    /// A change that the server took and does not show.
    package enum Change: Hashable, Sendable {
        case deletedTokens
        case setting(SettingKey)
        case workspace(WorkspaceID)
        case membership(LoginEmail)
        case folder(FolderName)
        case script(ItemPath)
    }

    /// A state that a step waits for.
    package enum Awaited: Hashable, Sendable {
        /// The instance is healthy; it was found in this state last.
        case health(WindmillReadiness)
        case refusedToken
        case lock
        case endOfJob(JobID)
    }

    /// A result of the smoke job that is not the right one.
    package enum WrongResult: Hashable, Sendable {
        case jobFailed
        case anotherAnswer
        case noText
    }
}

extension SetupError.Unusable {
    var words: String {
        switch self {
        case .administratorPassword:
            "the administrator's password has to be another one than the stock one, and at least "
                + "12 bytes long"
        case .clientPassword(let email):
            "the password of \(email) has to be at least 8 bytes long"
        case .passwordRecord(let code): "libargon2 makes no record of the password (\(code))"
        case .recordedValue: "a recorded value is none that Windmill takes"
        }
    }
}

extension SetupError.Change {
    var words: String {
        switch self {
        case .deletedTokens: "tokens that were deleted are listed"
        case .setting(let key): "the setting \(key)"
        case .workspace(let id): "the workspace \(id)"
        case .membership(let email): "the rights of \(email)"
        case .folder(let name): "the folder \(name)"
        case .script(let path): "the script \(path)"
        }
    }
}

extension SetupError.Awaited {
    var words: String {
        switch self {
        case .health(let state): "the instance is \(state.words)"
        case .refusedToken: "a deleted token is refused"
        case .lock: "the script's lock"
        case .endOfJob(let job): "the end of job \(job)"
        }
    }
}

extension WindmillReadiness {
    fileprivate var words: String {
        switch self {
        case .notListening: "not listening"
        case .unhealthy: "unhealthy"
        case .degraded: "degraded: no worker reports"
        case .healthy: "healthy"
        }
    }
}

extension SetupError.WrongResult {
    var words: String {
        switch self {
        case .jobFailed: "the job failed"
        case .anotherAnswer: "the job answers with something else than asked for"
        case .noText: "the job answers with something else than a text"
        }
    }
}
