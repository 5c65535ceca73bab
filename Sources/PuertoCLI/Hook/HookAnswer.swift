import Foundation
import PuertoCore
import PuertoEngine

/// The hook's answer.
struct HookAnswer {
    let status: Int
    let body: Data

    init(_ ended: ProcessRunner.Ended) throws {
        guard ended.status == 0 else {
            throw PuertoError(
                .io, "the hook cannot be reached: \(ended.errors.last ?? "curl \(ended.status)")",
                hint: "see whether --url is right"
            ).spanish(
                "no se puede llegar a la dirección de llamadas: \(ended.errors.last ?? "curl \(ended.status)")",
                hint: "mira si --url es la correcta")
        }
        let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false)
        status = Int(lines.last ?? "") ?? 0
        body = Data(lines.dropLast().joined(separator: "\n").utf8)
    }

    func report() throws {
        let answer = try? JSONDecoder().decode(Answer.self, from: body)
        switch status {
        case 202: try FileDescriptorOutput.standard.write("\(answer?.job?.id ?? "queued")\n")
        case 200:
            Failure.note(
                Spoken.say(
                    "esa petición ya se había aceptado: no se pidió nada más",
                    "that request was taken before: nothing was asked for again"))
        default:
            let problem = try? JSONDecoder().decode(Problem.self, from: body)
            throw PuertoError(
                .invalid,
                "the hook answered \(status): "
                    + PuertoError.visible(
                        problem?.detail ?? problem?.title ?? "no problem document"),
                hint: problem?.hint.map(PuertoError.visible))
        }
    }

    private struct Answer: Decodable {
        let job: Job?

        struct Job: Decodable { let id: String }
    }

    private struct Problem: Decodable {
        let title: String?
        let detail: String?
        let hint: String?
    }
}
