internal import PuertoCore

/// The web tier's way to the broker.
package struct BrokerClient: Sendable {
    /// Sends a request's frame and returns the answer's. Throws `io` when no broker answers.
    private let send: @Sendable ([UInt8]) throws -> [UInt8]

    package init(send: @escaping @Sendable ([UInt8]) throws -> [UInt8]) { self.send = send }
}

extension BrokerClient {
    /// Asks the broker. Throws `Refused`, and a `PuertoError` for an error of the records or of the
    /// connection.
    package func ask<Asked: Operation>(_ operation: Asked, cookie: String? = nil) throws
        -> Asked.Answer
    {
        let answer = try send(Question(operation, cookie: cookie).bytes())
        let reply: Reply<Asked.Answer>
        do { reply = try Asked.reply(from: answer) } catch {
            throw PuertoError(
                .io, "the broker's answer cannot be read",
                hint: "run the same version of puerto broker and of the web tier")
        }
        switch reply {
        case .answer(let answer): return answer
        case .refusal(.error(let error)): throw error.error
        case .refusal(.version(let theirs)):
            throw PuertoError(
                .unsupported,
                "the broker speaks version \(theirs) of the operations, and this program "
                    + "\(QuestionHead.current)",
                hint: "install the same version of both, and start puerto broker again")
        case .refusal(let refused): throw refused
        }
    }
}
