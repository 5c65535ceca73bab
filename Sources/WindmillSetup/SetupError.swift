package import Windmill

/// A reason why an instance is not brought to its wanted state. No text in it has a secret.
package enum SetupError: Error, Hashable, Sendable {
    case unusable(Unusable)
    /// A call failed.
    case call(SetupStep, WindmillError)
    /// An answer has a value that is none of Windmill's.
    case foreignAnswer(SetupStep)
    /// Neither a recorded password nor the stock one works, no recorded token does, and the
    /// instance's database is not reached.
    case noPasswordWorks(LoginEmail)
    /// The login is not there, as a recorded token shows.
    case administratorIsGone(LoginEmail)
    case notSuperAdministrator(LoginEmail)
    /// The server goes on taking a password or a token that was replaced.
    case takesTheOldSecret(SetupStep)
    /// The server does not take what it has just been given.
    case refusesTheNewSecret(SetupStep)
    /// The server limits logins for longer than the step may wait.
    case loginsAreLimited(SetupStep)
    /// A build without logins: everybody is its administrator.
    case noLogins
    /// A build whose API neither makes users nor sets passwords, and no database to do it in.
    case needsTheDatabase(SetupStep)
    /// Tokens of a login that cannot be read, and so not be deleted.
    case unreadableTokens(Int)
    case workspaceIsArchived(WorkspaceID)
    case loginIsDisabled(LoginEmail)
    /// The client's login would be one that may do everything in the instance.
    case clientIsAdministrator(LoginEmail)
    /// The login is there, and its rights cannot be read.
    case unknownRights(LoginEmail)
    /// The client's login needs a user name, and a hundred like it are taken.
    case noUserName(LoginEmail)
    case changeIsNotThere(SetupStep, Change)
    /// It took longer than the step may wait.
    case outOfTime(SetupStep, Awaited)
    /// The lock of the smoke job's script could not be made: the last line of its log.
    case scriptHasNoLock(String)
    case wrongResult(WrongResult)
    /// Secret variables that cannot be read after the workspace's key has changed.
    case secretsAreLost(Int)
}

/// A part of a setup, in the order in which they are done.
package enum SetupStep: String, CaseIterable, Hashable, Sendable {
    case administrator
    case token
    case settings
    case workspace
    case client
    case membership
    case readiness
    case smoke
    case workspaceKey = "workspace key"
}

extension SetupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unusable(let value): value.words
        case .call(let step, let error): "\(step.rawValue): \(error)"
        case .foreignAnswer(let step):
            "\(step.rawValue): answers with something that is not Windmill's"
        case .noPasswordWorks(let email):
            "neither a recorded password nor the stock one opens \(email), and the instance's "
                + "database is not reached: start its PostgreSQL and run again"
        case .administratorIsGone(let email):
            "\(email) was deleted from the instance: make it again there as a super "
                + "administrator, and record its password"
        case .notSuperAdministrator(let email):
            "\(email) is no super administrator: make it one in the instance"
        case .takesTheOldSecret(let step): "\(step.rawValue): the old secret is still accepted"
        case .refusesTheNewSecret(let step): "\(step.rawValue): the new secret is not accepted"
        case .loginsAreLimited(let step):
            "\(step.rawValue): the instance limits logins (429) for longer than can be waited: "
                + "run again in some minutes"
        case .noLogins:
            "the instance is a build without logins (no_auth), in which everybody is "
                + "administrator: use another image"
        case .needsTheDatabase(let step):
            "\(step.rawValue): the instance is the build from source, whose API has no users: "
                + "its database is needed"
        case .unreadableTokens(let count):
            "\(count) tokens of the login cannot be read, and so not be deleted: delete them in "
                + "the instance"
        case .workspaceIsArchived(let id):
            "the workspace \(id) is archived: unarchive or delete it in the instance"
        case .loginIsDisabled(let email): "\(email) is disabled in the instance: enable it there"
        case .clientIsAdministrator(let email):
            "\(email) may do everything in the instance, and gets no client's password: record "
                + "another address of the client's contact"
        case .unknownRights(let email):
            "the rights of \(email) in the instance cannot be read, and it gets no client's "
                + "password: look at it there"
        case .noUserName(let email): "client: no user name is free for \(email)"
        case .changeIsNotThere(let step, let change):
            "\(step.rawValue): the instance took a change and does not show it: \(change.words)"
        case .outOfTime(let step, let awaited): "\(step.rawValue): not in time: \(awaited.words)"
        case .scriptHasNoLock(let line):
            "smoke: the script's lock cannot be made" + (line.isEmpty ? "" : ": \(line)")
        case .wrongResult(let result): "smoke: \(result.words)"
        case .secretsAreLost(let count):
            "workspace key: \(count) secret variables cannot be read with the new key"
        }
    }
}
